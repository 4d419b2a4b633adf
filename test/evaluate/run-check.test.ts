import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Artifacts } from '../../src/domain/artifacts.ts';
import type { RegisteredCheck } from '../../src/domain/check.ts';
import { itemsOf } from '../../src/evaluate/narrow.ts';
import { runCheck } from '../../src/evaluate/run-check.ts';
import { bucket, context, denied, encryption, registered, scopeOf, withBuckets } from './bench.ts';

const run = (artifacts: Artifacts, check: RegisteredCheck = registered) =>
  runCheck(check, encryption(), artifacts, itemsOf(artifacts, []), context);
const said = (artifacts: Artifacts, check?: RegisteredCheck) =>
  run(artifacts, check).said.map(({ status, reason }) => `${status} ${reason}`);
const listing = { scope: scopeOf('global'), what: 's3:ListBuckets', gap: denied };

describe('running a check', () => {
  test.each([
    ['says what it finds', withBuckets([bucket('good'), bucket('bad')]), ['fail bad', 'pass good']],
    ['says that there was nothing to look at', withBuckets([]), ['notApplicable empty']],
    [
      'says unknown for a listing that failed, and never that there is nothing',
      withBuckets([], [listing]),
      ['unknown gap.denied'],
    ],
    [
      'adds it to what was found before the listing broke off',
      withBuckets([bucket('good')], [listing]),
      ['pass good', 'unknown gap.denied'],
    ],
    ['says unknown for a reading that is missing', withBuckets([bucket('dark')]), ['unknown gap.denied']],
    [
      'says unknown when the check throws, whatever it said before',
      withBuckets([bucket('good'), bucket('broken')]),
      ['unknown gap.bug'],
    ],
  ])('%s', (_, artifacts, expected) => {
    expect(said(artifacts)).toEqual(expected);
  });

  test('names the action that is missing, and how to allow it', () => {
    const [finding] = run(withBuckets([], [listing])).said;
    expect(finding).toMatchObject({
      message: 'could not read s3:ListBuckets: denied: the caller needs s3:ListAllMyBuckets',
      fix: 'Allow s3:ListAllMyBuckets to the identity that scans.',
      subject: { type: 'scope', account: '111111111111', region: 'global', part: 's3:ListBuckets' },
    });
  });

  test('tells a gap that two artifacts share once', () => {
    const twice = { ...registered, needs: ['aws.s3.buckets', 'aws.s3.encryption'] } as const;
    const artifacts = withBuckets([], [listing]);
    expect(said({ ...artifacts, 'aws.s3.encryption': { items: [], gaps: [listing], scopes: [] } }, twice)).toEqual([
      'unknown gap.denied',
    ]);
  });

  test('tells two gaps of one call by the worse of them, in whatever order they came', () => {
    const bug = { ...listing, gap: { kind: 'bug', detail: 'x' } } as const;
    const timeout = { ...listing, gap: { kind: 'timeout', detail: 'x' } } as const;
    for (const gaps of [
      [bug, timeout, listing],
      [timeout, listing, bug],
    ])
      expect(said(withBuckets([], gaps))).toEqual(['unknown gap.bug']);
    expect(run(withBuckets([], [timeout, listing])).said).toEqual(run(withBuckets([], [listing, timeout])).said);
  });

  test('keeps the scopes that were planned, with the evidence of all artifacts', () => {
    const also = { ...registered, needs: ['aws.s3.buckets', 'aws.s3.encryption'] } as const;
    const artifacts: Artifacts = {
      ...withBuckets([]),
      'aws.s3.encryption': { items: [], gaps: [], scopes: [{ scope: scopeOf('global'), evidence: ['b', 'a'] }] },
    };
    expect(run(artifacts, also).scopes).toEqual([
      { scope: scopeOf('global'), evidence: ['a', 'aws/111111111111/global/s3/ListBuckets', 'b'] },
    ]);
  });

  test('does not depend on the order of facts', () => {
    const names = fc.uniqueArray(fc.constantFrom('good-1', 'good-2', 'bad-1', 'bad-2', 'dark-1', 'dark-2'));
    fc.assert(
      fc.property(names, (some) => {
        const buckets = some.map((name) => bucket(name));
        expect(run(withBuckets(buckets.toReversed())).said).toEqual(run(withBuckets(buckets)).said);
      }),
    );
  });
});
