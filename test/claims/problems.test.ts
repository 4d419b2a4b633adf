import { describe, expect, test } from 'vitest';
import { problems, withClaim, withScope } from './files.ts';

describe('a claim that is wrong', () => {
  test.each([
    [
      'a kind with a typing error',
      ['kind: transit.hst'],
      '6:11: unknown kind "transit.hst"; did you mean "transit.hsts"?',
    ],
    ['a kind like no other', ['kind: colour'], '6:11: unknown kind "colour"'],
    ['a kind of an object’s own words', ['kind: constructor'], '6:11: unknown kind "constructor"'],
    ['no kind', ['line: 3'], '4:5: missing key "kind"'],
    [
      'a key with a typing error',
      ['kind: retention', 'severty: low'],
      '7:5: unknown key "severty"; did you mean "severity"?',
    ],
    ['a key like no other', ['kind: retention', 'checks: [s3-default-encryption]'], '7:5: unknown key "checks"'],
    ['a required key with a typing error', ['kimd: retention'], '6:5: unknown key "kimd"; did you mean "kind"?'],
    ['a merge key', ['kind: retention', '<<: { line: 3 }'], '7:5: unknown key "<<"'],
    [
      'a parameter with a typing error',
      ['kind: backup.encrypted', 'with: { store: [rds] }'],
      '7:13: unknown parameter "store" of backup.encrypted; did you mean "stores"?',
    ],
    [
      'a required parameter with a typing error',
      ['kind: backup.frequency', 'with: { evry: 6h }'],
      '7:13: unknown parameter "evry" of backup.frequency; did you mean "every"?',
    ],
    [
      'a parameter of another kind',
      ['kind: transit.hsts-preload', 'with: { maxAge: 180d }'],
      '7:13: unknown parameter "maxAge" of transit.hsts-preload',
    ],
    [
      'a parameter in a list',
      ['kind: network.least-ports', 'with:', '  internal:', '    - { frm: web, to: db, ports: [tcp/5432] }'],
      '9:13: unknown parameter "frm" of network.least-ports; did you mean "from"?',
    ],
    [
      'no parameters where one is required',
      ['kind: backup.frequency'],
      '4:5: missing parameter "every" of backup.frequency',
    ],
    [
      'a required parameter missing',
      ['kind: backup.frequency', 'with: { stores: [rds] }'],
      '7:11: missing parameter "every" of backup.frequency',
    ],
    [
      'a value with a typing error',
      ['kind: backup.encrypted', 'with: { stores: [rds, dynmodb] }'],
      '7:27: unknown value "dynmodb" of stores; did you mean "dynamodb"?',
    ],
    [
      'a value of few, like none',
      ['kind: identity.mfa', 'with: { users: everybody }'],
      '7:20: unknown value "everybody" of users; expected one of console, all',
    ],
    [
      'a value of the wrong type',
      ['kind: identity.mfa', 'with: { root: "yes" }'],
      '7:19: expected true or false, found text',
    ],
    [
      'a list that is no list',
      ['kind: backup.encrypted', 'with: { stores: rds }'],
      '7:21: expected a list, found text',
    ],
    ['an empty list', ['kind: backup.encrypted', 'with: { stores: [] }'], '7:21: must not be empty'],
    ['a number out of range', ['kind: availability.redundancy', 'with: { zones: 1 }'], '7:20: must be at least 2'],
    [
      'a fraction',
      ['kind: availability.redundancy', 'with: { zones: 2.5 }'],
      '7:20: expected a whole number, found a number',
    ],
    [
      'a bad duration',
      ['kind: backup.frequency', 'with: { every: hourly }'],
      '7:20: not a duration; write a number and a unit, such as "30m", "6h" or "180d"',
    ],
    ['an empty with', ['kind: retention', 'with:'], '7:10: expected a mapping, found nothing'],
    ['a with that is a list', ['kind: retention', 'with: [a]'], '7:11: expected a mapping, found a list'],
    ['a line that is no line', ['kind: retention', 'line: 0'], '7:11: must be at least 1'],
    [
      'a backward range of lines',
      ['kind: retention', 'line: 75-71'],
      '7:11: not a line; write its number, or a range such as "71-75"',
    ],
    [
      'a severity that does not exist',
      ['kind: retention', 'severity: hgh'],
      '7:15: unknown value "hgh" of severity; did you mean "high"?',
    ],
    [
      'an environment that nobody defined',
      ['kind: network.separate-vpcs', 'with: { environments: [prod] }'],
      '7:28: unknown environment "prod"; scope.environments must define it',
    ],
    ['a terminal sequence', ['kind: "transit.\\e[31m"'], '6:11: unknown kind "transit.\\u{1b}[31m"'],
    ['a right-to-left override', ['kind: retention', '"\\u202eyes": 1'], '7:5: unknown key "\\u{202e}yes"'],
    ['an endless word', ['kind: retention', `${'x'.repeat(1_000)}: 1`], `7:5: unknown key "${'x'.repeat(60)}…"`],
  ])('%s', (_, lines, problem) => {
    expect(problems(withClaim(...lines))).toEqual([`claims.yaml:${problem}`]);
  });

  test('an attestation tells each of its errors', () => {
    const text = withClaim(
      'kind: certification',
      'attestation:',
      '  document: iso.pdf',
      '  sha256: abc',
      '  owner: ""',
      '  issued: 2026-02-29',
      '  valid: 2027-01-01',
    );
    expect(problems(text)).toEqual([
      'claims.yaml:8:7: missing key "validUntil"',
      'claims.yaml:9:15: not a SHA-256 hash; write 64 hex digits',
      'claims.yaml:10:14: must not be empty',
      'claims.yaml:11:15: not a calendar day; write YYYY-MM-DD',
      'claims.yaml:12:7: unknown key "valid"',
    ]);
  });

  test('an attestation cannot end before it begins', () => {
    const hash = 'a'.repeat(64);
    const text = withClaim(
      'kind: certification',
      `attestation: { document: d, sha256: ${hash}, owner: o, issued: 2026-01-02, validUntil: 2026-01-01 }`,
    );
    expect(problems(text)).toEqual(['claims.yaml:7:149: ends before it was issued']);
  });

  test('an id that is used twice is told at its second place', () => {
    const claim = '  - { id: a, says: b, kind: retention }';
    expect(problems(['version: 1', 'subject: S', 'claims:', claim, claim].join('\n'))).toEqual([
      'claims.yaml:5:11: duplicate id "a"; line 4 has it already',
    ]);
  });

  test('an environment with a typing error', () => {
    const text = withScope('environments: { production: { vpc: [vpc-1] } }').replace(
      'kind: retention',
      'kind: network.separate-vpcs, with: { environments: [prodution] }',
    );
    expect(problems(text)).toEqual(['claims.yaml:5:80: unknown environment "prodution"; did you mean "production"?']);
  });
});

describe('a file or scope that is wrong', () => {
  test.each([
    ['an unknown key of AWS', ['aws: { region: all }'], '4:10: unknown key "region"; did you mean "regions"?'],
    [
      'an unknown key of the scope',
      ['endpoint: [a.example]'],
      '4:3: unknown key "endpoint"; did you mean "endpoints"?',
    ],
    [
      'a URL for an endpoint',
      ['endpoints: [https://a.example/]'],
      '4:15: a URL is not an endpoint; write HOST or HOST:PORT, such as "a.example"',
    ],
    [
      'a region by its place',
      ['aws: { regions: [us-east-1, Frankfurt] }'],
      '4:31: not a region; write its code, such as "us-east-1"',
    ],
    [
      'one region without a list',
      ['aws: { regions: us-east-1 }'],
      '4:19: not a choice of regions; write "all", or a list such as [us-east-1, eu-west-1]',
    ],
    ['an account of nothing', ['aws: { accounts: [{}] }'], '4:21: name a profile or a role'],
    [
      'an external id without a role',
      ['aws: { accounts: [{ profile: p, externalId: x }] }'],
      '4:47: an external id needs a role',
    ],
    [
      'a role by its name',
      ['aws: { accounts: [{ role: audit }] }'],
      '4:29: not a role; write its ARN, such as "arn:aws:iam::111122223333:role/audit"',
    ],
    [
      'a tag value that is no text',
      ['aws: { resources: { tag: { public: false } } }'],
      '4:38: not a tag value; write text (numbers and "true" in quotes), or a list of texts',
    ],
    [
      'an account id that became a number',
      ['environments: { a: { account: [011122223333] } }'],
      '4:34: not an account id; write twelve digits in quotes, such as "111122223333"',
    ],
    [
      'an environment of nothing',
      ['environments: { a: {} }'],
      '4:22: say what belongs to the environment: a tag, a vpc or an account',
    ],
    [
      'an environment with a bad name',
      ['environments: { 1a: { vpc: [vpc-1] } }'],
      '4:19: not a name for an environment; write letters, digits, "-" and "_", a letter first',
    ],
  ])('%s', (_, lines, problem) => {
    expect(problems(withScope(...lines))).toEqual([`claims.yaml:${problem}`]);
  });

  test.each([
    ['nothing at all', '', ['1:1: expected a mapping, found nothing']],
    ['text', 'claims', ['1:1: expected a mapping, found text']],
    ['a list', '- a', ['1:1: expected a mapping, found a list']],
    [
      'another version',
      'version: 2\nsubject: S\nclaims: [{ id: a, says: b, kind: retention }]',
      ['1:10: expected 1, found 2'],
    ],
    ['no claims', 'version: 1\nsubject: S\nclaims: []', ['3:9: must not be empty']],
    ['claims without a value', 'version: 1\nsubject: S\nclaims:', ['3:8: expected a list, found nothing']],
    [
      'a claim that is no mapping',
      'version: 1\nsubject: S\nclaims:\n  - retention',
      ['4:5: expected a mapping, found text'],
    ],
    [
      'a day that the calendar lacks',
      'version: 1\nsubject: S\npage: { read: 2026-02-30 }\nclaims: [{ id: a, says: b, kind: retention }]',
      ['3:15: not a calendar day; write YYYY-MM-DD'],
    ],
    ['a key that comes twice', 'version: 1\nversion: 1', ['2:1: duplicate key "version"']],
    ['a key that is a list', '[a]: 1', ['1:1: a key must be plain text']],
    ['two documents', 'a: 1\n---\nb: 1', ['2:1: only one YAML document fits in a file']],
    ['a custom tag', 'a: 1\nb: !js/function x', ['2:4: custom tags (words that begin with "!") are not allowed']],
    ['an alias of nothing', 'a: *b', ['1:4: unknown alias "b"']],
    [
      'a bracket too few',
      'a: [1',
      ['1:6: Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ],
    ['a tab for indentation', 'a:\n\t- b', ['2:1: Tabs are not allowed as indentation']],
  ])('%s', (_, text, expected) => {
    expect(problems(text)).toEqual(expected.map((problem) => `claims.yaml:${problem}`));
  });

  test('every problem is told, in the order of the file', () => {
    const text = [
      'version: 1',
      'subjet: S',
      'scope: { endpoints: ["a b"] }',
      'claims:',
      '  - { id: a b, says: 5, kind: transit.hst }',
      '  - { id: c, says: d, kind: backup.frequency, with: { every: 6 } }',
    ].join('\n');
    expect(problems(text)).toEqual([
      'claims.yaml:2:1: unknown key "subjet"; did you mean "subject"?',
      'claims.yaml:3:22: not a host name; write HOST or HOST:PORT',
      'claims.yaml:5:11: not an id; write letters, digits, ".", "-" and "_", at most 64, a letter or digit first',
      'claims.yaml:5:22: expected text, found a number',
      'claims.yaml:5:31: unknown kind "transit.hst"; did you mean "transit.hsts"?',
      'claims.yaml:6:62: not a duration; write a number and a unit, such as "30m", "6h" or "180d"',
    ]);
  });

  test('a hopeless file tells a hundred problems and counts the rest', () => {
    const text = [
      'version: 1',
      'subject: S',
      'claims:',
      ...Array(150).fill('  - { id: a, says: b, kind: backup.frequency }'),
    ].join('\n');
    const told = problems(text);
    expect(told).toHaveLength(101);
    expect(told[100]).toBe('claims.yaml:54:11: 199 more problems from here on');
  });
});
