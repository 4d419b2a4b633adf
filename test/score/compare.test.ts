import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PinnedFinding, Snapshot } from '../../src/domain/baseline.ts';
import type { Delta, DeltaState, GapEntry } from '../../src/domain/result.ts';
import { compare } from '../../src/score/compare.ts';
import { account } from '../fixtures-result.ts';

const claim = { id: 'rest', sha256: 'a'.repeat(64), checks: ['s3-encryption'] };
const everything = { accounts: [account], regions: ['eu-west-1', 'us-east-1'], endpoints: ['app.example.com:443'] };

const pinned = (parts: Partial<PinnedFinding> = {}): PinnedFinding => ({
  fingerprint: 'v1:1',
  claim: 'rest',
  check: 's3-encryption',
  subject: { type: 's3-bucket', id: 'arn:aws:s3:::logs', account, region: 'eu-west-1' },
  status: 'pass',
  badness: null,
  waiver: null,
  ...parts,
});

const snapshotOf = (findings: readonly PinnedFinding[], parts: Partial<Snapshot> = {}): Snapshot => ({
  scope: { asked: everything, reached: everything },
  coverage: 1,
  checks: ['s3-encryption'],
  claims: [claim],
  gaps: [],
  findings,
  ...parts,
});

const lists = [
  'regressions',
  'revealed',
  'worsened',
  'fixed',
  'known',
  'gone',
  'lostSight',
  'unverified',
  'waived',
  'newChecks',
] as const satisfies readonly (keyof Delta)[];
type List = (typeof lists)[number];

/** The lists that are not empty. */
const filled = (delta: Delta): readonly List[] => lists.filter((list) => delta[list].length > 0);

const states: Readonly<Record<DeltaState, readonly PinnedFinding[]>> = {
  pass: [pinned({ status: 'pass' })],
  fail: [pinned({ status: 'fail' })],
  unknown: [pinned({ status: 'unknown' })],
  absent: [],
  waived: [pinned({ status: 'fail', waiver: 'applied' })],
  expired: [pinned({ status: 'fail', waiver: 'expired' })],
};

const transitions: readonly (readonly [DeltaState, DeltaState, List | null])[] = [
  ['pass', 'pass', null],
  ['pass', 'fail', 'regressions'],
  ['pass', 'unknown', 'lostSight'],
  ['pass', 'absent', 'gone'],
  ['pass', 'waived', 'waived'],
  ['pass', 'expired', 'regressions'],
  ['fail', 'pass', 'fixed'],
  ['fail', 'fail', 'known'],
  ['fail', 'unknown', 'lostSight'],
  ['fail', 'absent', 'gone'],
  ['fail', 'waived', 'waived'],
  ['fail', 'expired', 'regressions'],
  ['unknown', 'pass', 'fixed'],
  ['unknown', 'fail', 'revealed'],
  ['unknown', 'unknown', 'unverified'],
  ['unknown', 'absent', 'gone'],
  ['unknown', 'waived', 'waived'],
  ['unknown', 'expired', 'regressions'],
  ['absent', 'pass', null],
  ['absent', 'fail', 'regressions'],
  ['absent', 'unknown', 'unverified'],
  ['absent', 'absent', null],
  ['absent', 'waived', 'waived'],
  ['absent', 'expired', 'regressions'],
  ['waived', 'pass', 'fixed'],
  ['waived', 'fail', 'regressions'],
  ['waived', 'unknown', 'lostSight'],
  ['waived', 'absent', 'gone'],
  ['waived', 'waived', 'waived'],
  ['waived', 'expired', 'regressions'],
  ['expired', 'pass', 'fixed'],
  ['expired', 'fail', 'known'],
  ['expired', 'unknown', 'lostSight'],
  ['expired', 'absent', 'gone'],
  ['expired', 'waived', 'waived'],
  ['expired', 'expired', 'regressions'],
];

describe('transitions, the scope fully listed', () => {
  test.each(transitions)('%s → %s: %s', (was, now, list) => {
    const delta = compare(snapshotOf(states[was]), snapshotOf(states[now]));
    expect(filled(delta)).toEqual(list === null ? [] : [list]);
    if (list !== null) expect(delta[list].map((entry) => [entry.was, entry.now])).toEqual([[was, now]]);
  });

  test('every pair of states has a row', () => {
    const all = Object.keys(states);
    const pairs = all.flatMap((was) => all.map((now) => `${was} ${now}`));
    expect(transitions.map(([was, now]) => `${was} ${now}`).sort()).toEqual(pairs.sort());
  });
});

describe('notApplicable stands for nothing there', () => {
  const nothing = [pinned({ status: 'notApplicable' })];
  test.each<readonly [string, readonly PinnedFinding[], readonly PinnedFinding[], readonly List[]]>([
    ['then a failure', nothing, states.fail, ['regressions']],
    ['after a failure', states.fail, nothing, ['gone']],
    ['then nothing', nothing, [], []],
  ])('%s', (_, was, now, expected) => {
    expect(filled(compare(snapshotOf(was), snapshotOf(now)))).toEqual(expected);
  });
});

describe('values', () => {
  test.each<readonly [string, number | null, number | null, List]>([
    ['worse', 1, 2, 'worsened'],
    ['the same', 2, 2, 'known'],
    ['better', 2, 1, 'known'],
    ['without a value then', null, 2, 'known'],
    ['without a value now', 1, null, 'known'],
    ['worse below zero', -2, -1, 'worsened'],
    ['better below zero', -1, -2, 'known'],
  ])('a failure that is %s', (_, was, now, list) => {
    const old = snapshotOf([pinned({ status: 'fail', badness: was })]);
    expect(filled(compare(old, snapshotOf([pinned({ status: 'fail', badness: now })])))).toEqual([list]);
  });
});

describe('new checks', () => {
  const fresh = pinned({ fingerprint: 'v1:2', check: 's3-versioning', status: 'fail' });
  const now = snapshotOf([fresh], { checks: ['s3-encryption', 's3-versioning'] });

  test.each<readonly [string, Snapshot, Snapshot, List]>([
    ['a check that did not exist', snapshotOf([]), now, 'newChecks'],
    ['a check that existed and found nothing', snapshotOf([], { checks: ['s3-versioning'] }), now, 'regressions'],
    ['a check under a claim that did not exist either', snapshotOf([], { claims: [] }), now, 'regressions'],
    [
      'a check under a claim that nothing decided',
      snapshotOf([], { claims: [{ ...claim, checks: [] }] }),
      now,
      'revealed',
    ],
    ['a new check, waived', snapshotOf([]), snapshotOf([{ ...fresh, waiver: 'applied' }]), 'waived'],
    ['a new check, its waiver expired', snapshotOf([]), snapshotOf([{ ...fresh, waiver: 'expired' }]), 'regressions'],
    ['a new check that sees nothing', snapshotOf([]), snapshotOf([{ ...fresh, status: 'unknown' }]), 'unverified'],
  ])('%s', (_, old, newer, list) => {
    expect(filled(compare(old, newer))).toEqual([list]);
  });
});

describe('what is no longer there is gone only when its place was seen whole', () => {
  const reached = (parts: Partial<typeof everything>): Partial<Snapshot> => ({
    scope: { asked: everything, reached: { ...everything, ...parts } },
  });
  const gap = (scope: GapEntry['scope'], checks: readonly string[] = ['s3-encryption']): Partial<Snapshot> => ({
    gaps: [{ scope, what: 's3:ListAllMyBuckets', subject: null, gap: { kind: 'throttled', detail: '' }, checks }],
  });
  const aws = (region: string, id = account): GapEntry['scope'] => ({ type: 'aws', account: id, region });

  test.each<readonly [string, Partial<Snapshot>, List]>([
    ['nothing missing', {}, 'gone'],
    ['its account not reached', reached({ accounts: [] }), 'lostSight'],
    ['its region not reached', reached({ regions: ['us-east-1'] }), 'lostSight'],
    ['another region not reached', reached({ regions: ['eu-west-1'] }), 'gone'],
    ['a gap in its region', gap(aws('eu-west-1')), 'lostSight'],
    ['a gap in the account-wide listing', gap(aws('global')), 'lostSight'],
    ['a gap that names no check', gap(aws('eu-west-1'), []), 'lostSight'],
    ['a gap of another check', gap(aws('eu-west-1'), ['other']), 'gone'],
    ['a gap in another region', gap(aws('us-east-1')), 'gone'],
    ['a gap in another account', gap(aws('eu-west-1', '444455556666')), 'gone'],
    ['a gap at an endpoint', gap({ type: 'endpoint', endpoint: 'app.example.com:443' }), 'gone'],
    ['the check no longer run for the claim', { claims: [{ ...claim, checks: [] }] }, 'lostSight'],
    ['the claim no longer in the file', { claims: [] }, 'lostSight'],
  ])('%s', (_, now, list) => {
    expect(filled(compare(snapshotOf(states.fail), snapshotOf([], now)))).toEqual([list]);
    expect(filled(compare(snapshotOf(states.pass), snapshotOf([], now)))).toEqual([list]);
  });

  const endpoint = pinned({ subject: { type: 'endpoint', id: 'app.example.com:443', account: null, region: null } });
  test.each<readonly [string, Partial<Snapshot>, List]>([
    ['reached', {}, 'gone'],
    ['reached under its bare name', reached({ endpoints: ['app.example.com'] }), 'gone'],
    ['only another port reached', reached({ endpoints: ['app.example.com:8443'] }), 'lostSight'],
    ['not reached', reached({ endpoints: [] }), 'lostSight'],
    ['a gap there', gap({ type: 'endpoint', endpoint: 'app.example.com:443' }), 'lostSight'],
    ['a gap at another one', gap({ type: 'endpoint', endpoint: 'www.example.com:443' }), 'gone'],
  ])('endpoint: %s', (_, now, list) => {
    expect(filled(compare(snapshotOf([endpoint]), snapshotOf([], now)))).toEqual([list]);
  });

  test('a bucket in a region that was never read is found account-wide', () => {
    const far = pinned({ subject: { type: 's3-bucket', id: 'far', account, region: 'ap-south-1' } });
    expect(filled(compare(snapshotOf([far]), snapshotOf([])))).toEqual(['gone']);
    expect(filled(compare(snapshotOf([far]), snapshotOf([], gap(aws('global')))))).toEqual(['lostSight']);
  });

  test('an account-wide thing is out of sight with a gap in any region of its account', () => {
    const root = pinned({ subject: { type: 'account', id: account, account, region: 'global' } });
    expect(filled(compare(snapshotOf([root]), snapshotOf([], gap(aws('eu-west-1')))))).toEqual(['lostSight']);
  });
});

describe('around the findings', () => {
  test('a changed or missing sentence has drifted, a new one has not', () => {
    const old = snapshotOf([], { claims: [claim, { ...claim, id: 'gone' }] });
    const now = snapshotOf([], {
      claims: [
        { ...claim, sha256: 'b'.repeat(64) },
        { ...claim, id: 'new' },
      ],
    });
    expect(compare(old, now).drifted).toEqual(['gone', 'rest']);
    expect(compare(old, old).drifted).toEqual([]);
  });

  test('what was reached and is not any more is named', () => {
    const now = { accounts: [], regions: ['eu-west-1', 'eu-north-1'], endpoints: [] };
    const delta = compare(
      snapshotOf([]),
      snapshotOf([], { scope: { asked: everything, reached: now }, coverage: 0.5 }),
    );
    expect(delta.unreached).toEqual([account, 'us-east-1', 'app.example.com:443']);
    expect(delta.coverage).toEqual({ was: 1, now: 0.5 });
  });

  test('an entry names claim, check and subject with its part', () => {
    const subject = { type: 'ec2-instance', id: 'i-1', account, region: 'eu-west-1', part: 'tcp/22' };
    const delta = compare(snapshotOf([]), snapshotOf([pinned({ status: 'fail', subject })]));
    expect(delta.regressions).toEqual([
      { fingerprint: 'v1:1', claim: 'rest', check: 's3-encryption', subject: 'i-1 tcp/22', was: 'absent', now: 'fail' },
    ]);
  });
});

describe('laws', () => {
  const anyFinding = fc
    .record({
      fingerprint: fc.integer({ min: 0, max: 12 }).map((number) => `v1:${number}`),
      status: fc.constantFrom('pass', 'fail', 'unknown', 'notApplicable'),
      check: fc.constantFrom('s3-encryption', 's3-versioning'),
      badness: fc.option(fc.integer()),
      waiver: fc.constantFrom(null, 'applied'),
    })
    .map((parts) => pinned(parts));
  const anySnapshot = fc
    .uniqueArray(anyFinding, { selector: ({ fingerprint }) => fingerprint })
    .map((findings) => snapshotOf(findings, { checks: ['s3-encryption', 's3-versioning'] }));

  test('nothing changes between a result and itself', () => {
    fc.assert(
      fc.property(anySnapshot, (one) => {
        const changed = filled(compare(one, one)).filter((list) => !['known', 'waived', 'unverified'].includes(list));
        expect(changed).toEqual([]);
      }),
    );
  });

  test('the order of findings changes nothing', () => {
    fc.assert(
      fc.property(anySnapshot, anySnapshot, (old, now) => {
        const reversed = (one: Snapshot): Snapshot => ({ ...one, findings: one.findings.toReversed() });
        expect(compare(reversed(old), reversed(now))).toEqual(compare(old, now));
      }),
    );
  });

  test('a finding is in one list at most', () => {
    fc.assert(
      fc.property(anySnapshot, anySnapshot, (old, now) => {
        const delta = compare(old, now);
        const named = lists.flatMap((list) => delta[list].map(({ fingerprint }) => fingerprint));
        expect(new Set(named).size).toBe(named.length);
      }),
    );
  });

  test('every failure and every unknown of now is in a list', () => {
    fc.assert(
      fc.property(anySnapshot, anySnapshot, (old, now) => {
        const delta = compare(old, now);
        const named = new Set(lists.flatMap((list) => delta[list].map(({ fingerprint }) => fingerprint)));
        const open = now.findings.filter(({ status }) => status === 'fail' || status === 'unknown');
        expect(open.filter(({ fingerprint }) => !named.has(fingerprint))).toEqual([]);
      }),
    );
  });
});

describe('a document whose content is another', () => {
  const [one, other] = ['1'.repeat(64), '2'.repeat(64)];
  const of = (content?: string) => snapshotOf([pinned(content === undefined ? {} : { content })]);

  test('is told, and is neither better nor worse', () => {
    const delta = compare(of(one), of(other));
    expect(delta.changed).toMatchObject([{ claim: 'rest', was: 'pass', now: 'pass' }]);
    expect(filled(delta)).toEqual([]);
  });

  test.each([
    ['the same', one, one],
    ['not known then, as in an older baseline', undefined, one],
    ['not seen now', one, undefined],
  ])('%s: nothing is told', (_, then, now) => {
    expect(compare(of(then), of(now))).not.toHaveProperty('changed');
  });
});
