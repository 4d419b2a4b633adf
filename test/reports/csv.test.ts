import { describe, expect, test } from 'vitest';
import csv from '../../reports/csv.ts';
import { hostile, hostileResult, sample } from '../fixtures-sample.ts';

/** RFC 4180, strictly: every line ends in CRLF, a quote stands in a quoted field only, doubled. */
const parse = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let rest = text;
  while (rest !== '') {
    const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
    if (match === null) throw new SyntaxError(`not CSV: ${rest.slice(0, 40)}`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') {
      rows.push(row);
      row = [];
    }
    rest = rest.slice(match[0].length);
  }
  if (row.length > 0) throw new SyntaxError('the last line has no end');
  return rows;
};

const [header = [], ...rows] = parse(csv.render(sample));
const column = (name: string): readonly (string | undefined)[] => rows.map((row) => row[header.indexOf(name)]);

test('a row per finding, and one per claim without any', () => {
  expect(rows).toHaveLength(sample.findings.length + 3);
  expect(column('claim')).toEqual([...sample.findings.map(({ claim }) => claim), 'iso', 'soc', 'patching']);
  expect(column('claim_status').slice(-3)).toEqual(['attested', 'unverified', 'unverified']);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([header.length]));
});

test('a row holds what the finding says', () => {
  expect(Object.fromEntries(header.map((name, index) => [name, rows[0]?.[index]]))).toEqual({
    claim: 'backup',
    says: 'All data is backed up every few hours.',
    kind: 'backup.frequency',
    severity: 'high',
    claim_status: 'contradicted',
    because: 'as the findings show',
    check: 'rds-recovery-points',
    status: 'fail',
    waiver: '',
    subject_type: 'rds-instance',
    subject: 'arn:aws:rds:eu-west-1:111122223333:db:orders',
    part: '',
    account: '111122223333',
    region: 'eu-west-1',
    reason: 'fail',
    message: 'the longest gap between recovery points is 24h3m, more than 6h',
    measured: '{"longestGap":"24h3m"}',
    fix: 'Set a backup plan that runs at least every 6 hours.',
    evidence: 'aws/111122223333/eu-west-1/rds/DescribeDBSnapshots',
    fingerprint: sample.findings[0]?.fingerprint,
  });
});

describe('hostile text', () => {
  const harmless = parse(csv.render(hostileResult('x')));

  test.each([...hostile, '  =1+1', '＝1+1', '＠SUM(1)', 'a"b', 'a,b', 'a\r\nb'])(
    '%j starts no formula and no row',
    (text) => {
      const [first = [], ...others] = parse(csv.render(hostileResult(text)));
      expect([first, ...others].map((row) => row.length)).toEqual(harmless.map((row) => row.length));
      expect(others.flat().filter((cell) => /^\s*[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
      expect(others.flat().filter((cell) => /[\p{Cc}\p{Cf}\p{Cs}]/u.test(cell))).toEqual([]);
    },
  );

  test.each([
    ['=1+1', "'=1+1"],
    [' -1', "' -1"],
    ['\t@x', "'\\t@x"],
    ['a=b', 'a=b'],
  ])('%j becomes %j', (text, cell) => {
    const [names = [], row = []] = parse(csv.render(hostileResult(text)));
    expect(row[names.indexOf('message')]).toBe(cell);
  });
});
