import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/domain/finding.ts';
import type { RunResult } from '../../src/domain/result.ts';
import { parseBaseline, snapshot, writeBaseline } from '../../src/parse/baseline.ts';
import { compare } from '../../src/score/compare.ts';
import { finding, resultOf, subjectOf } from '../fixtures-result.ts';
import { hostile, hostileResult, sample } from '../fixtures-sample.ts';

const written = (result: RunResult, acceptGaps = true, checks: readonly string[] = []): string => {
  const baseline = writeBaseline(result, { by: 'ops@acme.example', acceptGaps, checks });
  return baseline.ok ? baseline.text : `refused: ${baseline.why}`;
};

const whole = resultOf({
  claims: [{ id: 'rest', kind: 'rest.encryption', says: 'All data is encrypted at rest.' }],
  findings: ['b', 'a'].map((id) =>
    finding({ claim: 'rest', check: 's3-default-encryption', status: 'pass', subject: subjectOf(id) }),
  ),
});

describe('writeBaseline', () => {
  test('a header, then one entry per line, sorted', () => {
    const [first = '', second = ''] = whole.findings.map(({ fingerprint }) => fingerprint).sort();
    const scope =
      '{"accounts":["111122223333"],"endpoints":["app.example.com:443"],"regions":["eu-west-1","us-east-1"]}';
    const line = (fingerprint: string): string => {
      const id = whole.findings.find((one) => one.fingerprint === fingerprint)?.subject.id;
      return `    {"badness":null,"check":"s3-default-encryption","claim":"rest","fingerprint":"${fingerprint}","status":"pass","subject":{"account":"111122223333","id":"${id}","region":"eu-west-1","type":"s3-bucket"},"waiver":null}`;
    };
    const sha256 = createHash('sha256').update('All data is encrypted at rest.').digest('hex');
    expect(written(whole, false, ['tls-grade'])).toBe(
      [
        '{',
        '  "schema": "urn:claimcheck:baseline:1",',
        '  "version": 1,',
        '  "tool": {"name":"claimcheck","version":"0.1.0"},',
        '  "date": "2026-11-22",',
        '  "by": "ops@acme.example",',
        `  "scope": {"asked":${scope},"reached":${scope}},`,
        '  "coverage": 1,',
        '  "checks": [',
        '    "s3-default-encryption",',
        '    "tls-grade"',
        '  ],',
        '  "claims": [',
        `    {"checks":["s3-default-encryption"],"id":"rest","sha256":"${sha256}"}`,
        '  ],',
        '  "gaps": [],',
        '  "findings": [',
        `${line(first)},`,
        line(second),
        '  ]',
        '}',
        '',
      ].join('\n'),
    );
  });

  test('the order of findings changes no byte', () => {
    expect(written({ ...sample, findings: sample.findings.toReversed(), claims: sample.claims.toReversed() })).toBe(
      written(sample),
    );
  });

  test('a changed finding changes its line only', () => {
    const worse = {
      ...whole,
      findings: whole.findings.map((one, index) =>
        index === 0 ? { ...one, badness: 9, status: 'fail' as const } : one,
      ),
    };
    const [before, after] = [written(whole).split('\n'), written(worse).split('\n')];
    expect(after.length).toBe(before.length);
    expect(after.filter((line, index) => line !== before[index])).toHaveLength(1);
  });

  const unseen = resultOf({
    claims: [{ id: 'rest', kind: 'rest.encryption' }],
    findings: [finding({ claim: 'rest', check: 's3', status: 'unknown', subject: subjectOf('a') })],
  });
  const waived = { ...unseen, findings: unseen.findings.map((one) => ({ ...one, waiver: 'W-1' })) };
  const interrupted = { ...whole, run: { ...whole.run, partial: true } };

  test.each<readonly [string, RunResult, boolean, string]>([
    [
      'gaps and unknown findings',
      sample,
      false,
      'refused: the result has 1 gap and 1 unknown finding; close them or pass --accept-gaps',
    ],
    [
      'an unknown finding',
      unseen,
      false,
      'refused: the result has 1 unknown finding; close them or pass --accept-gaps',
    ],
    ['an interrupted run', interrupted, false, 'refused: the run was interrupted; pin a complete result'],
    ['an interrupted run, gaps accepted', interrupted, true, 'refused: the run was interrupted; pin a complete result'],
  ])('refuses %s', (_, result, acceptGaps, why) => {
    expect(written(result, acceptGaps)).toBe(why);
  });

  test.each<readonly [string, RunResult, boolean]>([
    ['a result without gaps', whole, false],
    ['gaps that are accepted', sample, true],
    ['an unknown that is waived', waived, false],
  ])('pins %s', (_, result, acceptGaps) => {
    expect(parseBaseline(written(result, acceptGaps)).ok).toBe(true);
  });
});

describe('parseBaseline', () => {
  test.each([sample, ...hostile.map(hostileResult)])('reads back what was written', (result) => {
    const complete = { ...result, run: { ...result.run, partial: false } };
    const parsed = parseBaseline(written(complete));
    expect(parsed.ok ? compare(parsed.value, snapshot(complete)) : parsed.problems).toMatchObject({
      revealed: [],
      worsened: [],
      fixed: [],
      gone: [],
      lostSight: [],
      newChecks: [],
      drifted: [],
      unreached: [],
    });
  });

  const changed = (from: string, to: string): string => {
    const text = written(whole);
    expect(text).toContain(from);
    return text.replace(from, to);
  };
  const twice = written(whole).replace(
    '  "findings": [\n',
    (head) => `${head}${/ {4}\{"badness.*\n/.exec(written(whole))?.[0]}`,
  );

  test.each<readonly [string, () => string, RegExp]>([
    ['not JSON', () => 'x', /^not JSON/],
    ['a merge conflict', () => changed('  "gaps"', '<<<<<<< ours\n  "gaps"'), /^not JSON/],
    ['a result instead', () => JSON.stringify(sample), /^schema: /],
    ['a typo in a key', () => changed('"coverage"', '"coverege"'), /coverege|coverage/],
    ['an unknown status', () => changed('"status":"pass"', '"status":"ok"'), /^findings\[0\]\.status: /],
    ['a short hash', () => changed('"sha256":"', '"sha256":"x'), /^claims\[0\]\.sha256: not a SHA-256/],
    ['a date that is none', () => changed('2026-11-22', '2026-11-32'), /^date: /],
    ['a finding listed twice', () => twice, /^findings\[1\]: v1:[0-9a-f]{20} is listed twice$/],
  ])('names what is wrong: %s', (_, text, problem) => {
    const parsed = parseBaseline(text());
    expect(parsed.ok ? '' : parsed.problems.join('\n')).toMatch(problem);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseBaseline(text).ok).toBe(false);
      }),
    );
  });
});

describe('snapshot', () => {
  test('tells waived from expired', () => {
    const ofWaiver = new Map(
      snapshot(sample).findings.map(({ claim, waiver, status }) => [`${claim} ${status} ${waiver}`, true]),
    );
    expect([...ofWaiver.keys()].filter((key) => !key.endsWith('null'))).toEqual([
      'backup fail applied',
      'isolation fail expired',
    ]);
  });

  test.each<readonly [string, Partial<Finding>, Partial<Finding>]>([
    ['a failure before a pass', { status: 'fail', badness: 1 }, { status: 'pass' }],
    ['the greater value', { status: 'fail', badness: 1 }, { status: 'fail', badness: 0 }],
  ])('of two findings of one subject the worse stands: %s', (_, worse, better) => {
    const [one] = whole.findings;
    if (one === undefined) throw new Error('no finding');
    for (const parts of [
      [worse, better],
      [better, worse],
    ]) {
      const { findings } = snapshot({ ...whole, findings: parts.map((part) => ({ ...one, ...part })) });
      expect(findings).toMatchObject([worse]);
    }
  });

  test('names the checks that exist, and per claim those that ran', () => {
    const { checks, claims } = snapshot(whole, ['tls-grade']);
    expect(checks).toEqual(['s3-default-encryption', 'tls-grade']);
    expect(claims.map((claim) => claim.checks)).toEqual([['s3-default-encryption']]);
  });
});
