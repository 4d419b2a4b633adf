import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding, FindingStatus } from '../../src/domain/finding.ts';
import type { AttestationState, Delta, DeltaEntry, ExitCode, GapEntry, RunResult } from '../../src/domain/result.ts';
import { snapshot } from '../../src/parse/baseline.ts';
import { compare } from '../../src/score/compare.ts';
import { severityOfExit } from '../../src/score/exit-code.ts';
import type { GateOptions } from '../../src/score/gate.ts';
import { gate, gateReasons } from '../../src/score/gate.ts';
import type { ClaimParts } from '../fixtures-result.ts';
import { account, finding, resultOf, subjectOf, unchanged } from '../fixtures-result.ts';

const options = (parts: Partial<GateOptions> = {}): GateOptions => ({
  mode: 'contradicted',
  delta: null,
  allowUnverified: false,
  newChecks: 'warn',
  strict: false,
  ...parts,
});

const rest: ClaimParts = { id: 'rest', kind: 'rest.encryption' };
const failover: ClaimParts = { id: 'failover', kind: 'availability.failover' };
const restore: ClaimParts = { id: 'restore', kind: 'backup.restore' };
const certificate: ClaimParts = { id: 'iso', kind: 'certification' };

const said = (status: FindingStatus, parts: Partial<Finding> = {}): Finding =>
  finding({ claim: 'rest', check: 's3-encryption', status, subject: subjectOf(`arn:aws:s3:::${status}`), ...parts });

const document = (state: AttestationState['state']): AttestationState => ({
  document: 'drill.pdf',
  owner: 'ops@acme.example',
  sha256: 'a'.repeat(64),
  validUntil: '2027-01-01',
  state,
});

const bug: GapEntry = {
  scope: { type: 'aws', account, region: 'eu-west-1' },
  what: 's3:ListAllMyBuckets',
  subject: null,
  gap: { kind: 'bug', detail: 'TypeError' },
  checks: ['s3-encryption'],
};

const unusedWaiver: RunResult['waivers'][number] = {
  id: 'W-1',
  owner: 'x@acme.example',
  reason: 'gone',
  expires: '2027-01-01',
  state: 'unused',
  daysLeft: 40,
  findings: [],
};

describe('gate on verdicts', () => {
  const unread = {
    asked: { accounts: [], regions: [], endpoints: [] },
    reached: { accounts: [], regions: [], endpoints: [] },
  };

  test.each<readonly [string, RunResult, Partial<GateOptions>, ExitCode]>([
    ['all supported', resultOf({ claims: [rest], findings: [said('pass')] }), {}, 0],
    ['contradicted', resultOf({ claims: [rest], findings: [said('fail'), said('pass')] }), {}, 1],
    ['contradicted and unverified', resultOf({ claims: [rest], findings: [said('fail'), said('unknown')] }), {}, 1],
    ['unverified', resultOf({ claims: [rest], findings: [said('unknown'), said('pass')] }), {}, 2],
    ['unverified, allowed', resultOf({ claims: [rest], findings: [said('unknown')] }), { allowUnverified: true }, 0],
    [
      'contradicted, unverified allowed',
      resultOf({ claims: [rest], findings: [said('fail')] }),
      { allowUnverified: true },
      1,
    ],
    ['no check exists for the kind', resultOf({ claims: [rest] }), {}, 2],
    ['nothing to look at', resultOf({ claims: [rest], findings: [said('notApplicable')] }), {}, 0],
    [
      'a waived failure',
      resultOf({ claims: [rest], findings: [said('fail', { waiver: 'W-1' }), said('pass')] }),
      {},
      0,
    ],
    ['a document that is missing', resultOf({ claims: [certificate] }), {}, 0],
    [
      'a document that has expired',
      resultOf({ claims: [{ ...certificate, attestation: document('expired') }] }),
      {},
      0,
    ],
    [
      'a document that is missing where checks do not suffice',
      resultOf({ claims: [failover], findings: [said('pass', { claim: 'failover' })] }),
      {},
      2,
    ],
    ['a check that crashed', resultOf({ claims: [rest], findings: [said('unknown', { reason: 'gap.bug' })] }), {}, 70],
    [
      'a check that crashed, unverified allowed',
      resultOf({ claims: [rest], findings: [said('unknown', { reason: 'gap.bug' })] }),
      { allowUnverified: true },
      70,
    ],
    ['a collector that crashed', resultOf({ claims: [rest], findings: [said('pass')], gaps: [bug] }), {}, 70],
    ['a crash and a failure', resultOf({ claims: [rest], findings: [said('fail')], gaps: [bug] }), {}, 1],
    [
      'a waiver that covers nothing',
      resultOf({ claims: [rest], findings: [said('pass')], waivers: [unusedWaiver] }),
      {},
      0,
    ],
    [
      'a waiver that covers nothing, strictly',
      resultOf({ claims: [rest], findings: [said('pass')], waivers: [unusedWaiver] }),
      { strict: true },
      1,
    ],
    ['nothing was reached', resultOf({ claims: [rest], findings: [said('notApplicable')], scope: unread }), {}, 2],
    [
      'nothing was reached and nothing needed it',
      resultOf({ claims: [{ ...certificate, attestation: document('valid') }], scope: unread }),
      {},
      0,
    ],
  ])('%s', (_, result, parts, code) => {
    expect(gate(result, options(parts))).toBe(code);
  });
});

describe('gate on changes', () => {
  const entry: DeltaEntry = {
    fingerprint: 'v1:1',
    claim: 'rest',
    check: 's3-encryption',
    subject: 'logs',
    was: 'pass',
    now: 'fail',
  };
  const held = resultOf({ claims: [rest], findings: [said('pass')] });
  const code = (delta: Partial<Delta>, parts: Partial<GateOptions> = {}, result: RunResult = held): ExitCode =>
    gate(result, options({ mode: 'regression', delta: { ...unchanged, ...delta }, ...parts }));

  test.each<readonly [string, Partial<Delta>, Partial<GateOptions>, ExitCode]>([
    ['nothing', {}, {}, 0],
    ['a regression', { regressions: [entry] }, {}, 1],
    ['a failure revealed', { revealed: [entry] }, {}, 1],
    ['a failure that is worse', { worsened: [entry] }, {}, 1],
    ['a known failure', { known: [entry] }, {}, 0],
    ['a failure fixed', { fixed: [entry] }, {}, 0],
    ['a failure fixed, strictly', { fixed: [entry] }, { strict: true }, 1],
    ['something gone', { gone: [entry] }, {}, 0],
    ['something waived', { waived: [entry] }, {}, 0],
    ['sight lost', { lostSight: [entry] }, {}, 2],
    ['sight lost, allowed', { lostSight: [entry] }, { allowUnverified: true }, 0],
    ['still unknown', { unverified: [entry] }, {}, 2],
    ['less reached', { unreached: ['eu-west-1'] }, {}, 2],
    ['a sentence that drifted', { drifted: ['rest'] }, {}, 2],
    ['a failure of a new check', { newChecks: [entry] }, {}, 0],
    ['a failure of a new check that counts', { newChecks: [entry] }, { newChecks: 'fail' }, 1],
    ['a regression and sight lost', { regressions: [entry], lostSight: [entry] }, {}, 1],
  ])('%s', (_, delta, parts, expected) => {
    expect(code(delta, parts)).toBe(expected);
  });

  test('without a baseline it is wrong usage', () => {
    expect(gate(held, options({ mode: 'regression' }))).toBe(64);
  });

  test('a known contradiction holds, its unverified neighbour does not', () => {
    const known = resultOf({ claims: [rest], findings: [said('fail')] });
    expect(code({ known: [entry] }, {}, known)).toBe(0);
    expect(code({ known: [entry] }, {}, resultOf({ claims: [rest, failover], findings: [said('fail')] }))).toBe(2);
  });

  test('a known failure does not hide that the needed document is missing', () => {
    const findings = [said('fail', { claim: 'failover' })];
    expect(code({ known: [entry] }, {}, resultOf({ claims: [failover], findings }))).toBe(2);
    expect(
      code({ known: [entry] }, {}, resultOf({ claims: [{ ...failover, attestation: document('valid') }], findings })),
    ).toBe(0);
  });

  test('what a valid document speaks for leaves nothing open', () => {
    const attested = resultOf({
      claims: [{ ...restore, attestation: document('valid') }],
      findings: [said('unknown', { claim: 'restore' })],
    });
    const unseen = { ...entry, claim: 'restore' };
    expect(code({ unverified: [unseen] }, {}, attested)).toBe(0);
    expect(code({ lostSight: [unseen] }, {}, attested)).toBe(2);
  });
});

test('reasons name what fails', () => {
  const result = resultOf({
    claims: [{ ...rest, because: 'logs is plain' }],
    findings: [said('fail'), said('unknown', { reason: 'gap.bug', message: 'TypeError' })],
  });
  expect(gateReasons(result, options())).toEqual([
    { code: 1, because: 'claim rest is contradicted: logs is plain' },
    { code: 70, because: 'check s3-encryption crashed: TypeError' },
  ]);
});

describe('laws', () => {
  const claims: readonly ClaimParts[] = [
    rest,
    failover,
    { ...restore, attestation: document('valid') },
    { id: 'grade', kind: 'transit.tls-grade' },
  ];
  const checks = ['one', 'two'];
  /** Every check has run for every claim. */
  const ran = claims.flatMap((claim) =>
    checks.map((check) => finding({ claim: claim.id, check, status: 'notApplicable', subject: subjectOf(check) })),
  );
  const anyFinding = fc
    .record({
      claim: fc.constantFrom(...claims.map(({ id }) => id)),
      check: fc.constantFrom(...checks),
      id: fc.constantFrom('a', 'b', 'c'),
      status: fc.constantFrom<FindingStatus>('pass', 'fail', 'unknown', 'notApplicable'),
      waiver: fc.constantFrom(null, null, 'W-1'),
      badness: fc.option(fc.integer({ min: 0, max: 3 })),
    })
    .map(({ id, ...parts }) => finding({ ...parts, subject: subjectOf(id) }));
  const anyFindings = fc.uniqueArray(anyFinding, { selector: ({ fingerprint }) => fingerprint, maxLength: 10 });
  const anyGate = fc.record({
    mode: fc.constantFrom('contradicted', 'regression'),
    allowUnverified: fc.boolean(),
    newChecks: fc.constantFrom('warn', 'fail'),
    strict: fc.boolean(),
  });
  const judged = (old: readonly Finding[], now: readonly Finding[], chosen: Omit<GateOptions, 'delta'>): ExitCode => {
    const result = resultOf({ claims, findings: [...ran, ...now] });
    const delta = compare(snapshot(resultOf({ claims, findings: [...ran, ...old] })), snapshot(result));
    return gate(result, { ...chosen, delta });
  };
  const without = (findings: readonly Finding[], { fingerprint }: Finding): readonly Finding[] =>
    findings.filter((one) => one.fingerprint !== fingerprint);

  test('a failure that is neither known nor waived always fails', () => {
    fc.assert(
      fc.property(anyFindings, anyFindings, anyFinding, anyGate, (old, now, one, chosen) => {
        const failure: Finding = { ...one, status: 'fail', waiver: null };
        expect(judged(without(old, one), [...without(now, one), failure], chosen)).toBe(1);
      }),
    );
  });

  test.each<FindingStatus>(['fail', 'unknown'])('one more %s never makes it milder', (status) => {
    fc.assert(
      fc.property(anyFindings, anyFindings, anyFinding, anyGate, (old, now, one, chosen) => {
        const others = without(now, one);
        const before = judged(without(old, one), others, chosen);
        const after = judged(without(old, one), [...others, { ...one, status, waiver: null }], chosen);
        expect(severityOfExit(after)).toBeGreaterThanOrEqual(severityOfExit(before));
      }),
    );
  });

  test('the order of findings changes nothing', () => {
    fc.assert(
      fc.property(anyFindings, anyFindings, anyGate, (old, now, chosen) => {
        expect(judged(old.toReversed(), now.toReversed(), chosen)).toBe(judged(old, now, chosen));
      }),
    );
  });
});
