import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding, FindingStatus } from '../../src/domain/finding.ts';
import type { Scope } from '../../src/domain/slice.ts';
import { coverageOf, scoreOf, weightedMean } from '../../src/score/score.ts';
import { claimStatus, statusOf } from '../../src/score/status.ts';

type Counted = Pick<Finding, 'status' | 'waiver' | 'subject'>;

const account = '111111111111';
const regions = ['us-east-1', 'eu-west-1', 'ap-south-1'] as const;
const scopes: readonly Scope[] = regions.map((region) => ({ type: 'aws', account, region }));
const statuses: readonly FindingStatus[] = ['pass', 'fail', 'unknown', 'notApplicable'];

const finding = (status: FindingStatus, region: string, id: string, waiver: string | null = null): Counted => ({
  status,
  waiver,
  subject: { type: 'thing', id, account, region },
});

const anyFinding: fc.Arbitrary<Counted> = fc
  .record({
    status: fc.constantFrom(...statuses),
    region: fc.constantFrom(...regions),
    id: fc.integer({ min: 0, max: 99 }).map(String),
    waiver: fc.constantFrom(null, null, null, 'W-1'),
  })
  .map(({ status, region, id, waiver }) => finding(status, region, id, waiver));

const anyFindings = fc.array(anyFinding, { maxLength: 30 });
const shuffled = (findings: readonly Counted[]) => fc.shuffledSubarray([...findings], { minLength: findings.length });

const verdictOf = (findings: readonly Counted[]) => ({
  status: claimStatus('checks', statusOf(findings), null),
  score: scoreOf(findings),
  coverage: coverageOf(findings, scopes, []),
});

describe('verdict laws', () => {
  test('the order of findings changes nothing', () => {
    fc.assert(
      fc.property(
        anyFindings.chain((all) => fc.tuple(fc.constant(all), shuffled(all))),
        ([all, other]) => {
          expect(verdictOf(other)).toEqual(verdictOf(all));
        },
      ),
    );
  });

  test('any fail contradicts, else any unknown leaves it unverified, else any pass supports it', () => {
    fc.assert(
      fc.property(anyFindings, (all) => {
        const open = all.filter(({ waiver }) => waiver === null);
        const has = (status: FindingStatus): boolean => open.some((one) => one.status === status);
        const expected = has('fail')
          ? 'contradicted'
          : has('unknown')
            ? 'unverified'
            : has('pass')
              ? 'supported'
              : 'notApplicable';
        expect(verdictOf(all).status).toBe(expected);
      }),
    );
  });

  test('one more fail never raises the score and always contradicts', () => {
    fc.assert(
      fc.property(anyFindings, fc.constantFrom(...regions), (all, region) => {
        const more = [...all, finding('fail', region, 'new')];
        expect(scoreOf(more) ?? 0).toBeLessThanOrEqual(scoreOf(all) ?? 1);
        expect(verdictOf(more).status).toBe('contradicted');
      }),
    );
  });

  test('one more unknown never raises the coverage and never supports', () => {
    fc.assert(
      fc.property(anyFindings, fc.constantFrom(...regions), (all, region) => {
        const more = [...all, finding('unknown', region, 'new')];
        expect(coverageOf(more, scopes, []) ?? 0).toBeLessThanOrEqual(coverageOf(all, scopes, []) ?? 1);
        expect(verdictOf(more).status).not.toBe('supported');
      }),
    );
  });

  test('notApplicable changes nothing', () => {
    fc.assert(
      fc.property(anyFindings, fc.constantFrom(...regions), (all, region) => {
        expect(verdictOf([...all, finding('notApplicable', region, 'new')])).toEqual(verdictOf(all));
      }),
    );
  });

  test('supported means that something passed and nothing open failed or stayed unknown', () => {
    fc.assert(
      fc.property(anyFindings, (all) => {
        if (verdictOf(all).status !== 'supported') return;
        const open = all.filter(({ waiver, status }) => waiver === null && status !== 'notApplicable');
        expect(open.map(({ status }) => status)).toEqual(open.map(() => 'pass'));
        expect(open.length).toBeGreaterThan(0);
      }),
    );
  });

  test('a failed scope never counts for more than nothing', () => {
    fc.assert(
      fc.property(anyFindings, fc.subarray([...scopes]), (all, failed) => {
        expect(coverageOf(all, scopes, failed) ?? 0).toBeLessThanOrEqual(coverageOf(all, scopes, []) ?? 1);
      }),
    );
  });

  test('numbers are ratios', () => {
    fc.assert(
      fc.property(anyFindings, (all) => {
        for (const value of [scoreOf(all), coverageOf(all, scopes, [])]) {
          if (value === null) continue;
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('coverage', () => {
  const many = Array.from({ length: 500 }, (_, index) => finding('pass', 'us-east-1', `bucket-${index}`));
  const [first, second] = scopes;

  test.each([
    ['one denied region is not drowned by 500 readable buckets elsewhere', many, [first, second], [second], 0.5],
    ['a region that was listed and is empty was seen', [], [first, second], [], 1],
    [
      'half of the subjects of the only region',
      [finding('pass', 'us-east-1', 'a'), finding('unknown', 'us-east-1', 'b')],
      [first],
      [],
      0.5,
    ],
    [
      'a waived unknown is still not seen',
      [finding('pass', 'us-east-1', 'a'), finding('unknown', 'us-east-1', 'b', 'W-1')],
      [first],
      [],
      0.5,
    ],
    ['nothing planned', [], [], [], null],
  ])('%s', (_, findings, planned, failed, expected) => {
    const known = (list: readonly (Scope | undefined)[]) => list.filter((scope) => scope !== undefined);
    expect(coverageOf(findings, known(planned), known(failed))).toBe(expected);
  });

  test('what is listed account-wide counts in the account-wide scope, whatever its region', () => {
    const planned: readonly Scope[] = [{ type: 'aws', account, region: 'global' }];
    expect(coverageOf([finding('unknown', 'eu-west-1', 'bucket')], planned, [])).toBe(0);
    expect(coverageOf([finding('unknown', 'eu-west-1', 'a'), finding('pass', 'us-east-1', 'b')], planned, [])).toBe(
      0.5,
    );
  });
});

describe('overall numbers', () => {
  test('are weighted by severity: critical 8, high 4, medium 2, low 1', () => {
    expect(
      weightedMean([
        { severity: 'critical', value: 1 },
        { severity: 'low', value: 0 },
      ]),
    ).toBe(0.888889);
    expect(
      weightedMean([
        { severity: 'high', value: 0.5 },
        { severity: 'medium', value: null },
      ]),
    ).toBe(0.5);
    expect(weightedMean([{ severity: 'high', value: null }])).toBeNull();
  });
});

describe('documents', () => {
  const valid = { document: 'a.pdf', owner: 'o', sha256: '0', validUntil: '2027-01-01', state: 'valid' } as const;
  const expired = { ...valid, state: 'expired' } as const;

  test.each([
    ['a document alone attests', 'document', null, valid, 'attested'],
    ['expired', 'document', null, expired, 'unverified'],
    ['missing', 'document', null, null, 'unverified'],
    ['a document never outweighs a failure', 'checks-or-document', 'fail', valid, 'contradicted'],
    ['a document stands in for what could not be seen', 'checks-or-document', 'unknown', valid, 'attested'],
    ['or for checks that do not exist', 'checks-or-document', null, valid, 'attested'],
    ['an expired one does not', 'checks-or-document', 'unknown', expired, 'unverified'],
    ['checks alone suffice there', 'checks-or-document', 'pass', null, 'supported'],
    ['both are needed', 'checks-and-document', 'pass', null, 'unverified'],
    ['both are there', 'checks-and-document', 'pass', valid, 'supported'],
    ['checks come first', 'checks-and-document', 'unknown', valid, 'unverified'],
    ['a document decorates', 'checks', 'unknown', valid, 'unverified'],
    ['no check yet', 'checks', null, valid, 'unverified'],
  ] as const)('%s', (_, decidedBy, checks, attestation, expected) => {
    expect(claimStatus(decidedBy, checks, attestation)).toBe(expected);
  });
});
