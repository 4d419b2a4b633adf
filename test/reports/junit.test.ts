import { describe, expect, test } from 'vitest';
import junit from '../../reports/junit.ts';
import type { RunResult } from '../../src/domain/result.ts';
import { finding, resultOf, subjectOf } from '../fixtures-result.ts';
import { hostile, hostileResult, sample } from '../fixtures-sample.ts';
import type { Element } from './xml.ts';
import { elements, parseXml, shape } from './xml.ts';

const cases = (result: RunResult): readonly Element[] => elements(parseXml(junit.render(result)), 'testcase');
const outcome = (one: Element): string =>
  one.children
    .map(({ name }) => name)
    .filter((name) => name !== 'system-out')
    .join() || 'passed';
const told = (result: RunResult): readonly string[] =>
  cases(result).map(
    (one) => `${one.attributes['classname']} ${one.attributes['name']?.split(':').at(-1)} ${outcome(one)}`,
  );

describe('the strict reader of the tests refuses', () => {
  test.each([
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '<a x="1" x="2"/>',
    '<a x="<"/>',
    '<a>&nbsp;</a>',
    '<a>&</a>',
    '<a>]]></a>',
    '<a>\u001b</a>',
    '<a x=1/>',
    'x',
    '<a',
  ])('%j', (xml) => {
    expect(() => parseXml(xml)).toThrow(SyntaxError);
  });
});

test('a case per finding, and one for each claim that findings do not decide', () => {
  expect(told(sample)).toEqual([
    'backup.rds-recovery-points orders failure',
    'backup.rds-recovery-points legacy skipped',
    'isolation.ec2-no-path-from-internet instance/i-0abc tcp/22 failure',
    'isolation.ec2-no-path-from-internet instance/i-0abc tcp/443 passed',
    'rest.s3-default-encryption ListAllMyBuckets error',
    'rest.s3-default-encryption logs passed',
    'grade.tls-grade 443 passed',
    'cookies.http-secure-cookies http-secure-cookies skipped',
    'iso.claim iso27001.pdf passed',
    'soc.claim iso27001.pdf error',
    'patching.claim vulnerability.patching error',
  ]);
});

test('the counts are those of the cases, for every suite and the whole', () => {
  const root = parseXml(junit.render(sample));
  const count = (all: readonly Element[], name: string): string =>
    String(all.filter((one) => outcome(one) === name).length);
  for (const suite of [root, ...elements(root, 'testsuite')]) {
    const own = elements(suite, 'testcase');
    expect(suite.attributes).toMatchObject({
      tests: String(own.length),
      failures: count(own, 'failure'),
      errors: count(own, 'error'),
      skipped: count(own, 'skipped'),
    });
  }
});

test('unknown is an error of its own type, and the message stands in the attribute and in the content', () => {
  const [error] = elements(parseXml(junit.render(sample)), 'error');
  const message = 'could not read s3:ListAllMyBuckets: denied: the caller needs s3:ListAllMyBuckets';
  expect(error?.attributes).toEqual({ type: 'unverified', message });
  expect(error?.text).toBe(
    `${message}\npage: All data is encrypted at rest.\nfix: Allow s3:ListAllMyBuckets to the identity that scans.`,
  );
});

test('a waived failure tells who waived it, why and until when', () => {
  const [skipped] = elements(parseXml(junit.render(sample)), 'skipped');
  expect(skipped?.attributes['message']).toBe(
    'waived by W-1 through 2027-01-31 by platform@acme.example: read-only copy, switched off in January (does not hold)',
  );
});

test('what a valid document speaks for is no error', () => {
  const attestation = {
    document: 'drill.pdf',
    owner: 'ops',
    sha256: 'a'.repeat(64),
    validUntil: '2027-01-01',
    state: 'valid',
  } as const;
  const result = resultOf({
    claims: [{ id: 'restore', kind: 'backup.restore', attestation }],
    findings: [finding({ claim: 'restore', check: 'restore-tests', status: 'unknown', subject: subjectOf('vault') })],
  });
  expect(told(result)).toEqual(['restore.restore-tests vault skipped', 'restore.claim drill.pdf passed']);
});

test('no two cases of a class share a name', () => {
  const twins = ['eu-west-1', 'us-east-1'].map((region) =>
    finding({ claim: 'a', check: 'b', status: 'pass', subject: subjectOf('default', { region }) }),
  );
  const names = cases(resultOf({ claims: [{ id: 'a', kind: 'storage.private' }], findings: twins })).map(
    (one) => one.attributes['name'],
  );
  expect(names).toEqual(twins.map(({ fingerprint }) => `default ${fingerprint}`));
});

test('time is that of the run in seconds', () => {
  expect(parseXml(junit.render(sample)).attributes['time']).toBe('90.5');
  expect(parseXml(junit.render({ ...sample, run: { ...sample.run, finishedAt: 'never' } })).attributes['time']).toBe(
    '0',
  );
});

describe('hostile text', () => {
  const harmless = shape(parseXml(junit.render(hostileResult('x'))));

  test.each(hostile)('%j changes no structure', (text) => {
    const xml = junit.render(hostileResult(text));
    expect(shape(parseXml(xml))).toBe(harmless);
    expect(xml).not.toMatch(/\[\[|\]\]>/);
    expect(xml.split('\n').filter((line) => line.startsWith('::'))).toEqual([]);
  });

  test('brackets that overlap do not leave an attachment behind', () => {
    expect(junit.render(hostileResult('[[[ATTACHMENT|x]]]'))).not.toContain('[[');
  });
});
