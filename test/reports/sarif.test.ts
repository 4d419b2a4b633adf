import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Log, Run } from 'sarif';
import { describe, expect, test } from 'vitest';
import sarif from '../../reports/sarif.ts';
import type { Delta, DeltaEntry, RunResult } from '../../src/domain/result.ts';
import { finding, resultOf, subjectOf } from '../fixtures-result.ts';
import { hostile, hostileResult, sample } from '../fixtures-sample.ts';

/** The schema of the OASIS committee, as the serde-sarif crate carries it. */
const schema: object = JSON.parse(readFileSync(new URL('./sarif-2.1.0.schema.json', import.meta.url), 'utf8'));
// One of its patterns is no regular expression in Unicode mode.
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile<Log>(schema);

const errorsOf = (result: RunResult): readonly unknown[] => {
  validate(JSON.parse(sarif.render(result)));
  return validate.errors ?? [];
};

const runOf = (result: RunResult): Run => {
  const log: unknown = JSON.parse(sarif.render(result));
  if (!validate(log) || log.runs?.[0] === undefined) throw new Error('not SARIF');
  return log.runs[0];
};

const results = (result: RunResult) => runOf(result).results ?? [];
const notifications = (result: RunResult) => runOf(result).invocations?.[0]?.toolExecutionNotifications ?? [];

const many = (count: number): RunResult =>
  resultOf({
    claims: [{ id: 'rest', kind: 'rest.encryption' }],
    findings: Array.from({ length: count }, (_, index) =>
      finding({
        claim: 'rest',
        check: 's3',
        status: 'fail',
        subject: subjectOf(`bucket-${index}`),
        waiver: index === 0 ? 'W-1' : null,
      }),
    ),
  });

describe('the schema of SARIF 2.1.0', () => {
  test.each<readonly [string, RunResult]>([
    ['the sample', sample],
    ['nothing at all', resultOf({ claims: [] })],
    ['more failures than are kept', many(5_001)],
    ...hostile.map((text) => [`hostile text ${JSON.stringify(text)}`, hostileResult(text)] as const),
  ])('accepts %s', (_, result) => {
    expect(errorsOf(result)).toEqual([]);
  });

  test('refuses what is not SARIF', () => {
    expect(validate({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
  });
});

test('only failures are results', () => {
  expect(results(sample).map(({ ruleId, kind, level }) => [ruleId, kind, level])).toEqual([
    ['rds-recovery-points', 'fail', 'error'],
    ['rds-recovery-points', 'fail', 'error'],
    ['ec2-no-path-from-internet', 'fail', 'error'],
  ]);
});

test('what could not be seen is a notification, and so is a claim that nothing decides; an attested one is nothing', () => {
  expect(notifications(sample).map(({ descriptor, message }) => [descriptor?.id, message.text])).toEqual([
    [
      'gap.denied',
      '111122223333/us-east-1 s3:ListAllMyBuckets: could not read s3:ListAllMyBuckets: denied: the caller needs s3:ListAllMyBuckets',
    ],
    ['unverified', 'Claim soc is unverified: as the findings show'],
    ['unverified', 'Claim patching is unverified: checks for this kind are not implemented yet'],
  ]);
  expect(sarif.render(sample)).not.toContain('ISO 27001');
});

test('a crashed check is an error, and the run did not succeed', () => {
  const crashed = resultOf({
    claims: [{ id: 'rest', kind: 'rest.encryption' }],
    findings: [finding({ claim: 'rest', check: 's3', status: 'unknown', reason: 'gap.bug', subject: subjectOf('s3') })],
  });
  const run = runOf({ ...crashed, summary: { ...crashed.summary, exitCode: 70 } });
  expect(run.invocations?.[0]).toMatchObject({ executionSuccessful: false, exitCode: 70 });
  expect(run.invocations?.[0]?.toolExecutionNotifications?.[0]?.level).toBe('error');
});

describe('what code scanning asks of every result', () => {
  const all = [sample, many(6_000), hostileResult('x')].flatMap((result) => {
    const run = runOf(result);
    return (run.results ?? []).map((one) => ({ one, run }));
  });

  test('a physical location with a relative address and a line', () => {
    for (const { one } of all) {
      const [place] = one.locations ?? [];
      expect(place?.physicalLocation?.artifactLocation?.uri).toMatch(/^[^/:]+$/);
      expect(place?.physicalLocation?.region?.startLine).toBeGreaterThan(0);
    }
  });

  test('a rule that the run declares, with a severity in numbers and at most ten tags', () => {
    for (const { one, run } of all) {
      const rule = run.tool.driver.rules?.[one.ruleIndex ?? -1];
      expect(rule?.id).toBe(one.ruleId);
      expect(rule?.properties?.['security-severity']).toMatch(/^\d\.\d$/);
      expect(rule?.properties?.tags?.length).toBeLessThanOrEqual(10);
    }
  });

  test('a fingerprint of its own', () => {
    for (const run of [sample, many(6_000)].map(runOf)) {
      const prints = (run.results ?? []).map(
        ({ partialFingerprints }) => partialFingerprints?.['primaryLocationLineHash'],
      );
      expect(new Set(prints).size).toBe(prints.length);
    }
  });
});

test.each([
  ['claims.yaml', 'claims.yaml'],
  ['./claims.yaml', 'claims.yaml'],
  ['security/my claims.yaml', 'security/my%20claims.yaml'],
  ['a\\b.yaml', 'a/b.yaml'],
  ['100%0A.yaml', '100%250A.yaml'],
])('the claims file %s is at %s', (file, uri) => {
  const result = resultOf({
    claims: [{ id: 'rest', kind: 'rest.encryption', claimsFile: { file, line: 42 } }],
    findings: [finding({ claim: 'rest', check: 's3', status: 'fail', subject: subjectOf('a') })],
  });
  expect(results(result)[0]?.locations?.[0]?.physicalLocation).toEqual({
    artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
    region: { startLine: 42 },
  });
});

test('a waived failure is suppressed with owner, reason and date; others are not', () => {
  expect(results(sample).map(({ suppressions }) => suppressions)).toEqual([
    [],
    [
      {
        kind: 'external',
        status: 'accepted',
        justification: 'W-1: read-only copy, switched off in January (platform@acme.example, through 2027-01-31)',
      },
    ],
    [],
  ]);
});

test('above 5,000 failures there is one result per claim, check and waiver, with a count', () => {
  expect(results(many(5_000))).toHaveLength(5_000);
  expect(
    results(many(5_001)).map(({ occurrenceCount, suppressions }) => [occurrenceCount, suppressions?.length]),
  ).toEqual([
    [1, 1],
    [5_000, 0],
  ]);
});

describe('with a baseline', () => {
  const entry = (fingerprint: string): DeltaEntry => ({
    fingerprint,
    claim: 'rest',
    check: 's3',
    subject: fingerprint,
    was: 'absent',
    now: 'fail',
  });
  const named = (id: string) =>
    finding({ claim: 'rest', check: 's3', status: 'fail', subject: subjectOf(id), fingerprint: id });
  const delta: Delta = {
    regressions: [entry('regressed')],
    revealed: [entry('revealed')],
    worsened: [entry('worsened')],
    fixed: [],
    known: [entry('known')],
    gone: [],
    lostSight: [],
    unverified: [],
    waived: [entry('waived'), { ...entry('waived-before'), was: 'waived' }],
    newChecks: [entry('newly-checked')],
    drifted: [],
    coverage: { was: 1, now: 1 },
    unreached: [],
  };
  const ids = ['regressed', 'revealed', 'worsened', 'known', 'waived', 'waived-before', 'newly-checked'];
  const result = resultOf({ claims: [{ id: 'rest', kind: 'rest.encryption' }], findings: ids.map(named) });

  test('every result says how it stands to it', () => {
    const states = results({ ...result, delta }).map((one) => [
      one.partialFingerprints?.['primaryLocationLineHash'],
      one.baselineState,
    ]);
    expect(states).toEqual([
      ['regressed', 'new'],
      ['revealed', 'new'],
      ['worsened', 'updated'],
      ['known', 'unchanged'],
      ['waived', 'new'],
      ['waived-before', 'unchanged'],
      ['newly-checked', 'new'],
    ]);
  });

  test('and none does without one', () => {
    expect(results(result).some((one) => 'baselineState' in one)).toBe(false);
  });
});

test('text from outside makes no link in a message', () => {
  const texts = hostile.flatMap((text) => results(hostileResult(text)).map(({ message }) => message.text ?? ''));
  expect(texts.filter((text) => text.includes(']('))).toEqual([]);
});
