import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseWaivers } from '../../src/claims/parse-waivers.ts';
import { formatProblem } from '../../src/claims/problem.ts';

const problems = (text: string): readonly string[] => {
  const parsed = parseWaivers(text, 'waivers.yaml');
  return parsed.ok ? [] : parsed.problems.map(formatProblem);
};

const LINES = [
  '- id: W-014',
  '  match: { check: s3-default-encryption, account: "123456789012", resource: "arn:aws:s3:::legacy-logs" }',
  '  reason: Public website content, no customer data',
  '  owner: platform@acme.example',
  '  created: 2026-11-01',
  '  expires: 2027-01-31',
];

/** The waiver above with one line put in another's place; an empty one takes the line away. */
const withLine = (number: number, line: string): string =>
  LINES.map((old, index) => (index === number - 1 ? line : old))
    .filter((kept) => kept !== '')
    .join('\n');

test('a waiver of a resource, with everything said', () => {
  const text = `
# why these exist: see RISK-12
- id: W-014
  match: {claim: enc-at-rest, check: s3-default-encryption, account: "023456789012", resource: "arn:aws:s3:::legacy-logs"}
  expect: unknown
  reason: Bucket is public website content, no customer data
  owner: platform@acme.example
  approvedBy: ciso@acme.example
  ticket: RISK-12
  created: 2026-11-01
  expires: 2027-01-31
`;
  expect(parseWaivers(text, 'waivers.yaml')).toEqual({
    ok: true,
    waivers: [
      {
        id: 'W-014',
        claim: 'enc-at-rest',
        check: 's3-default-encryption',
        target: { type: 'resource', account: '023456789012', resource: 'arn:aws:s3:::legacy-logs' },
        expect: 'unknown',
        reason: 'Bucket is public website content, no customer data',
        owner: 'platform@acme.example',
        approvedBy: 'ciso@acme.example',
        ticket: 'RISK-12',
        created: '2026-11-01',
        expires: '2027-01-31',
        at: { line: 3, column: 3 },
      },
    ],
  });
});

test('a waiver of an endpoint, with the least said', () => {
  expect(
    parseWaivers(withLine(2, '  match: { check: tls-grade, endpoint: Legacy.acme.example }'), 'waivers.yaml'),
  ).toEqual({
    ok: true,
    waivers: [
      {
        id: 'W-014',
        claim: null,
        check: 'tls-grade',
        target: { type: 'endpoint', endpoint: { host: 'legacy.acme.example', port: 443 } },
        expect: 'fail',
        reason: 'Public website content, no customer data',
        owner: 'platform@acme.example',
        approvedBy: null,
        ticket: null,
        created: '2026-11-01',
        expires: '2027-01-31',
        at: { line: 1, column: 3 },
      },
    ],
  });
});

test.each(['', '[]', '# nothing is waived'])('a file without waivers: %j', (text) => {
  expect(parseWaivers(text, 'waivers.yaml')).toEqual({ ok: true, waivers: [] });
});

describe('a waiver that is wrong', () => {
  test.each([
    ['no id', 1, '-', '2:3: missing key "id"'],
    ['no expiry', 6, '', '1:3: missing key "expires"'],
    ['no owner', 4, '', '1:3: missing key "owner"'],
    ['no reason', 3, '', '1:3: missing key "reason"'],
    ['no date of creation', 5, '', '1:3: missing key "created"'],
    ['an empty reason', 3, '  reason: " "', '3:11: must not be empty'],
    ['an expiry with a typing error', 6, '  expire: 2027-01-31', '6:3: unknown key "expire"; did you mean "expires"?'],
    ['an expiry that the calendar lacks', 6, '  expires: 2027-02-30', '6:12: not a calendar day; write YYYY-MM-DD'],
    ['an expiry of 367 days', 6, '  expires: 2027-11-03', '6:12: expires more than 366 days after it was created'],
    ['an expiry before its creation', 6, '  expires: 2026-10-31', '6:12: expires before it was created'],
    ['never', 6, '  expires: never', '6:12: not a calendar day; write YYYY-MM-DD'],
    [
      'nothing to match but a check',
      2,
      '  match: { check: tls-grade }',
      '2:10: name an account and a resource, or an endpoint',
    ],
    [
      'an account without a resource',
      2,
      '  match: { check: tls-grade, account: "123456789012" }',
      '2:10: name an account and a resource, or an endpoint',
    ],
    [
      'a resource without an account',
      2,
      '  match: { check: tls-grade, resource: r }',
      '2:10: name an account and a resource, or an endpoint',
    ],
    [
      'a resource and an endpoint',
      2,
      '  match: { check: c, account: "123456789012", resource: r, endpoint: a.example }',
      '2:10: name an account and a resource, or an endpoint',
    ],
    ['no check', 2, '  match: { endpoint: a.example }', '2:10: missing key "check"'],
    [
      'every check',
      2,
      '  match: { check: "*", endpoint: a.example }',
      '2:19: not a check; write the id of one check, such as "s3-default-encryption"',
    ],
    [
      'every resource',
      2,
      '  match: { check: c, account: "123456789012", resource: "*" }',
      '2:57: a waiver names one resource; "*" would waive everything',
    ],
    [
      'every account',
      2,
      '  match: { check: c, account: "*", resource: r }',
      '2:31: not an account id; write twelve digits in quotes, such as "111122223333"',
    ],
    [
      'every claim',
      2,
      '  match: { claim: "*", check: c, endpoint: a.example }',
      '2:19: not an id; write letters, digits, ".", "-" and "_", at most 64, a letter or digit first',
    ],
    [
      'every endpoint',
      2,
      '  match: { check: c, endpoint: "*.acme.example" }',
      '2:32: an endpoint is one host, not a pattern; list each host',
    ],
    [
      'an account that became a number',
      2,
      '  match: { check: c, account: 123456789012, resource: r }',
      '2:31: not an account id; write twelve digits in quotes, such as "111122223333"',
    ],
    [
      'an unknown thing to match',
      2,
      '  match: { check: c, region: r, endpoint: a.example }',
      '2:22: unknown key "region"',
    ],
    [
      'another outcome',
      4,
      '  owner: o\n  expect: pass',
      '5:11: unknown value "pass" of expect; expected one of fail, unknown',
    ],
  ])('%s', (_, number, line, problem) => {
    expect(problems(withLine(number, line))).toEqual([`waivers.yaml:${problem}`]);
  });

  test('366 days are not too many', () => {
    expect(problems(withLine(6, '  expires: 2027-11-02'))).toEqual([]);
  });

  test('an id that is used twice', () => {
    expect(problems([...LINES, ...LINES].join('\n'))).toEqual(['waivers.yaml:7:7: duplicate id "W-014"']);
  });

  test('a mapping of waivers', () => {
    expect(problems('waivers: []')).toEqual(['waivers.yaml:1:1: expected a list, found a mapping']);
  });
});

test('no damage to a valid file makes the parser throw', () => {
  const text = LINES.join('\n');
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(10), fc.string({ maxLength: 6 }), (from, length, put) => {
      const parsed = parseWaivers(text.slice(0, from) + put + text.slice(from + length), 'waivers.yaml');
      if (!parsed.ok) expect(parsed.problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 100 },
  );
});
