import { describe, expect, test } from 'vitest';
import { parseCredentialReport } from '../../../src/parse/aws/credential-report.ts';
import { parseCsvLine } from '../../../src/parse/aws/csv.ts';

const head = 'user,arn,user_creation_time,password_enabled,access_key_1_active,access_key_2_active';
const parse = (...lines: readonly string[]) => parseCredentialReport(Buffer.from(lines.join('\n')).toString('base64'));

describe('credential report', () => {
  test('users, without root, with their active keys', () => {
    expect(
      parse(
        head,
        '<root_account>,arn:aws:iam::1:root,2020-01-01T00:00:00+00:00,not_supported,true,false',
        'alice,arn:aws:iam::1:user/alice,2026-01-02T03:04:05+00:00,true,true,true',
        'bob,arn:aws:iam::1:user/bob,no_information,false,false,N/A',
        '',
      ),
    ).toEqual([
      { name: 'alice', arn: 'arn:aws:iam::1:user/alice', createdAt: Date.UTC(2026, 0, 2, 3, 4, 5), activeKeys: 2 },
      { name: 'bob', arn: 'arn:aws:iam::1:user/bob', createdAt: null, activeKeys: null },
    ]);
  });

  test.each([
    ['nothing', ''],
    ['no base64', '***'],
    ['another table', Buffer.from('a,b\n1,2').toString('base64')],
    ['a row of another length', Buffer.from(`${head}\nalice,arn`).toString('base64')],
  ])('%s is no report', (_, text) => {
    expect(parseCredentialReport(text)).toBeNull();
  });
});

describe('a line of CSV', () => {
  test.each([
    ['a,b,c', ['a', 'b', 'c']],
    ['', ['']],
    ['a,,', ['a', '', '']],
    ['"a,b",c', ['a,b', 'c']],
    ['"say ""yes""",x', ['say "yes"', 'x']],
    ['"open', ['open']],
  ])('%s', (line, cells) => {
    expect(parseCsvLine(line)).toEqual(cells);
  });
});
