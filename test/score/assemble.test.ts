import { describe, expect, test } from 'vitest';
import type { GapEntry } from '../../src/domain/result.ts';
import { parseResult } from '../../src/parse/result.ts';
import type { RunFrame } from '../../src/score/assemble.ts';
import { assemble } from '../../src/score/assemble.ts';
import type { JudgedClaim } from '../../src/score/judge-claim.ts';
import type { ClaimParts } from '../fixtures-result.ts';
import { finding, resultOf, subjectOf } from '../fixtures-result.ts';

const scope = { accounts: [], regions: [], endpoints: [] };
const frame: RunFrame = {
  tool: { name: 'claimcheck', version: '0.1.0' },
  run: {
    id: 'r',
    startedAt: '2026-11-22T00:00:00.000Z',
    finishedAt: '2026-11-22T00:01:00.000Z',
    partial: false,
    caller: [],
  },
  subject: 'Acme',
  page: { url: null, document: null, read: null },
  scope: { asked: scope, reached: scope },
  evidence: { integrity: 'not kept', problems: [] },
  waivers: [],
  day: '2026-11-22',
};

const judged = (
  parts: ClaimParts,
  findings: JudgedClaim['findings'] = [],
  gaps: readonly GapEntry[] = [],
): JudgedClaim => {
  const [claim] = resultOf({ claims: [parts], findings }).claims;
  if (!claim) throw new Error('no claim');
  return { claim, findings, gaps };
};

const machine = (id: string, over: Partial<ClaimParts>): JudgedClaim =>
  judged({ id, kind: 'rest.encryption', ...over });
const paper = (id: string, over: Partial<ClaimParts>): JudgedClaim => judged({ id, kind: 'certification', ...over });

describe('the page as a whole', () => {
  test.each([
    ['holds', [machine('a', { status: 'supported' })], 'supported'],
    [
      'one contradiction contradicts it',
      [
        machine('a', { status: 'supported' }),
        machine('b', { status: 'contradicted' }),
        machine('c', { status: 'unverified' }),
      ],
      'contradicted',
    ],
    [
      'what machines could not see leaves it open',
      [machine('a', { status: 'supported' }), machine('b', { status: 'unverified' })],
      'unverified',
    ],
    [
      'what only a document can show does not',
      [machine('a', { status: 'supported' }), paper('b', { status: 'unverified' })],
      'supported',
    ],
    ['documents alone attest', [paper('a', { status: 'attested' }), paper('b', { status: 'unverified' })], 'attested'],
    ['missing documents alone leave it open', [paper('a', { status: 'unverified' })], 'unverified'],
    ['nothing applies', [machine('a', { status: 'notApplicable' })], 'notApplicable'],
    ['nothing is claimed', [], 'notApplicable'],
  ])('%s', (_, claims, verdict) => {
    expect(assemble(frame, claims).summary.verdict).toBe(verdict);
  });

  test('has numbers weighted by severity, and counts of everything', () => {
    const fail = finding({ claim: 'b', check: 'c', status: 'fail', subject: subjectOf('x'), waiver: 'W-1' });
    const pass = finding({ claim: 'a', check: 'c', status: 'pass', subject: subjectOf('y') });
    const { summary } = assemble(frame, [
      judged({ id: 'a', kind: 'rest.encryption', status: 'supported', severity: 'critical', score: 1, coverage: 1 }, [
        pass,
      ]),
      judged({ id: 'b', kind: 'rest.encryption', status: 'contradicted', severity: 'low', score: 0, coverage: 0.5 }, [
        fail,
      ]),
      paper('c', { status: 'unverified', severity: 'critical', score: null, coverage: null }),
    ]);
    expect(summary).toMatchObject({
      score: 0.888889,
      coverage: 0.944444,
      claims: { supported: 1, contradicted: 1, unverified: 1, attested: 0, notApplicable: 0 },
      findings: { pass: 1, fail: 0, unknown: 0, notApplicable: 0, waived: 1 },
    });
  });
});

test('gaps are told once each, with all the checks that went without, in an order of their own', () => {
  const gap = (region: string, checks: readonly string[], what = 'rds:DescribeDBInstances'): GapEntry => ({
    scope: { type: 'aws', account: '111111111111', region },
    what,
    subject: null,
    gap: { kind: 'timeout', detail: 'slow' },
    checks,
  });
  const one = machine('a', { status: 'unverified' });
  const [b, a, c] = [gap('us-east-1', ['y']), gap('eu-west-1', ['z']), gap('eu-west-1', ['x'])];
  const expected = [gap('eu-west-1', ['x', 'z']), gap('us-east-1', ['y'])];
  expect(
    assemble(frame, [
      { ...one, gaps: [b, a] },
      { ...one, gaps: [c] },
    ]).gaps,
  ).toEqual(expected);
  expect(
    assemble(frame, [
      { ...one, gaps: [c] },
      { ...one, gaps: [a, b] },
    ]).gaps,
  ).toEqual(expected);
});

test('the result is of the published shape', () => {
  expect(parseResult(JSON.stringify(assemble(frame, [machine('a', { status: 'supported' })])))).toMatchObject({
    ok: true,
  });
});
