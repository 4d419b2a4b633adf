import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgePolicy } from '../../../src/derive/policy/judge.ts';
import { parsePolicy } from '../../../src/parse/aws/policy-document.ts';

import type { KnownPolicy, Statement } from './known.ts';
import { allow, both, context, deny, knownPolicies, own, vpce } from './known.ts';

const judge = (statements: Statement | readonly Statement[], given: Parameters<typeof judgePolicy>[1] = context) => {
  const parsed = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  return parsed.ok ? judgePolicy(parsed.value, given) : expect.unreachable(parsed.why);
};

const table: readonly KnownPolicy[] = [
  ...knownPolicies,
  ['no condition at all', allow(), { A: true, B: true }],
  ['everybody as {"AWS": "*"}', allow(undefined, { Principal: { AWS: '*' } }), { A: true, B: true }],
  ['one account', allow(undefined, { Principal: { AWS: 'arn:aws:iam::222222222222:root' } }), { A: false, B: false }],
  ['a service', allow(undefined, { Principal: { Service: 'logging.s3.amazonaws.com' } }), { A: false, B: false }],
  ['an office', allow({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }), { A: false, B: false }],
  [
    'an office, with host bits set to half the internet',
    allow({ IpAddress: { 'aws:SourceIp': '10.0.0.0/1' } }),
    { A: true, B: true },
  ],
  ['private addresses', allow({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }), { A: false, B: false }],
  ['a broad IPv6 block', allow({ IpAddress: { 'aws:SourceIp': '2001::/16' } }), { A: true, B: true }],
  ['one endpoint', allow({ StringEquals: { 'aws:SourceVpce': vpce } }), { A: false, B: false }],
  ['the own organisation', allow({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }), { A: false, B: false }],
  [
    "the referer is the caller's choice",
    allow({ StringLike: { 'aws:Referer': 'https://example.com/*' } }),
    { A: true, B: true },
  ],
  ["TLS is everybody's choice", allow({ Bool: { 'aws:SecureTransport': 'true' } }), { A: true, B: true }],
  [
    'a role of the own account',
    allow({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${own}:role/*` } }),
    { A: 'unknown', B: false },
  ],
  [
    'a Deny of plain HTTP changes nothing',
    [allow(), deny({ Bool: { 'aws:SecureTransport': 'false' } })],
    { A: true, B: true },
  ],
  [
    'a Deny of one address changes little',
    [allow(), deny({ IpAddress: { 'aws:SourceIp': '203.0.113.7' } })],
    { A: true, B: true },
  ],
  [
    'a Deny of everybody but the office',
    [allow(), deny({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })],
    { A: true, B: false },
  ],
  ['a Deny of everything', [allow(), deny()], { A: true, B: false }],
  [
    'a Deny of another prefix',
    [allow(), deny(undefined, { Resource: 'arn:aws:s3:::uploads/private/*' })],
    { A: true, B: true },
  ],
  [
    'a Deny of whoever is not of the organisation',
    [allow(), deny({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })],
    { A: true, B: false },
  ],
  [
    'a Deny with NotPrincipal of the own root',
    [allow(), { Effect: 'Deny', NotPrincipal: { AWS: `arn:aws:iam::${own}:root` }, Action: 's3:*', Resource: both }],
    { A: true, B: false },
  ],
  [
    'a Deny of one user',
    [allow(), deny(undefined, { Principal: { AWS: `arn:aws:iam::${own}:user/bob` } })],
    { A: true, B: true },
  ],
  ['listing granted on objects grants nothing', allow(undefined, { Action: 's3:ListBucket' }), { A: true, B: false }],
  [
    'reading granted on the bucket grants nothing',
    allow(undefined, { Resource: 'arn:aws:s3:::uploads' }),
    { A: true, B: false },
  ],
  [
    "another bucket's policy text grants nothing here",
    allow({ StringEquals: { 's3:ResourceAccount': '222222222222' } }),
    { A: true, B: false },
  ],
  ['expired', allow({ DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }), { A: true, B: false }],
  ['a key nobody has heard of', allow({ StringEquals: { 'aws:MoonPhase': 'full' } }), { A: true, B: 'unknown' }],
  ['an operator nobody has heard of', allow({ StringResembles: { 'aws:Referer': 'x' } }), { A: true, B: 'unknown' }],
  [
    'a Deny by a key nobody has heard of',
    [allow(), deny({ StringEquals: { 'aws:MoonPhase': 'full' } })],
    { A: true, B: 'unknown' },
  ],
  [
    'a policy variable',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
    allow({ StringEquals: { 'aws:PrincipalTag/team': '${aws:ResourceTag/team}' } }),
    { A: true, B: 'unknown' },
  ],
  [
    'an address compared as a text: what AWS makes of it is not documented',
    allow({ StringLike: { 'aws:SourceIp': '203.0.113.*' } }),
    { A: true, B: 'unknown' },
  ],
  [
    "a Deny by an address leaves the way over a stranger's own VPC endpoint, which tells none",
    [allow(), deny({ StringLike: { 'aws:SourceIp': '*' } })],
    { A: true, B: true },
  ],
  ["a tag is the caller's choice", allow({ StringEquals: { 'aws:PrincipalTag/team': 'red' } }), { A: true, B: true }],
];

describe('policies with known answers', () => {
  test.each(table)('%s', (_, statements, expected) => {
    const { awsPublic, public: reached } = judge(statements);
    expect({ A: awsPublic, B: reached }).toEqual(expected);
  });
});

test.each([
  ['a Deny of everything leaves nobody', [allow(), deny()], 'nobody'],
  [
    'a Deny of one action of two',
    [allow(undefined, { Action: ['s3:GetObject', 's3:PutObject'] }), deny(undefined, { Action: 's3:PutObject' })],
    'anonymous',
  ],
  [
    'a Deny under a condition',
    [allow({ StringEquals: { 'aws:SourceVpce': vpce } }), deny({ Bool: { 'aws:SecureTransport': 'false' } })],
    'listed',
  ],
  ['no Allow', [deny()], 'nobody'],
] as const)('%s', (_, statements, to) => expect(judge(statements).to).toBe(to));

test('P12: kms:ViaService in a key policy says nothing of the caller', () => {
  const statement = allow(
    { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
    { Action: 'kms:*', Resource: '*' },
  );
  const judged = judge(statement, { account: own, resource: null, now: null });
  expect(judged).toMatchObject({ awsPublic: true, public: true, to: 'anonymous' });
});

describe('whom and what', () => {
  test.each<[string, Statement | readonly Statement[], string, unknown]>([
    ['reading', allow(), 'anonymous', { read: true, list: false, write: false }],
    [
      's3:Get* is no writing',
      allow(undefined, { Action: 's3:Get*', Resource: both }),
      'anonymous',
      { read: true, list: false, write: false },
    ],
    [
      'listing',
      allow(undefined, { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::uploads' }),
      'anonymous',
      { read: false, list: true, write: false },
    ],
    [
      'everything',
      allow(undefined, { Action: '*', Resource: '*' }),
      'anonymous',
      { read: true, list: true, write: true },
    ],
    [
      'all but deleting',
      allow(undefined, { Action: undefined, NotAction: 's3:Delete*' }),
      'anonymous',
      { read: true, list: true, write: true },
    ],
    [
      'actions ignore case',
      allow(undefined, { Action: 'S3:getobject' }),
      'anonymous',
      { read: true, list: false, write: false },
    ],
    [
      'only with an account',
      allow({ Null: { 'aws:PrincipalArn': 'false' } }),
      'any-aws-account',
      { read: true, list: false, write: false },
    ],
    [
      'writing taken back',
      [
        allow(undefined, { Action: 's3:*', Resource: both }),
        deny(undefined, { Action: ['s3:Put*', 's3:Delete*', 's3:R*', 's3:Abort*'] }),
      ],
      'anonymous',
      { read: true, list: true, write: false },
    ],
    [
      'one account',
      allow(undefined, { Principal: { AWS: own } }),
      'listed',
      { read: false, list: false, write: false },
    ],
    ['nobody', [deny()], 'nobody', { read: false, list: false, write: false }],
  ])('%s', (_, statements, to, access) => {
    expect(judge(statements)).toMatchObject({ to, access });
  });

  test('each statement says why', () => {
    const said = judge([
      allow(),
      deny({ StringNotEquals: { 'aws:SourceVpce': vpce } }),
      allow(undefined, { Principal: { AWS: own } }),
    ]);
    expect(said.statements).toEqual([
      { index: 0, effect: 'allow', opens: false, because: 'a Deny takes back what it opens' },
      { index: 1, effect: 'deny', opens: false, because: 'it denies' },
      { index: 2, effect: 'allow', opens: false, because: 'it names its callers' },
    ]);
  });

  test('without a context the policy itself tells the bucket', () => {
    expect(judge(allow(), { account: null, resource: null, now: null })).toMatchObject({
      public: true,
      to: 'anonymous',
    });
  });

  test('too many combinations are left open', () => {
    const values = Array.from({ length: 60 }, (_, index) => `v${index}`);
    const keys = Object.fromEntries(['aws:Referer', 'aws:UserAgent', 's3:prefix'].map((key) => [key, values]));
    expect(judge(allow({ StringEquals: keys }))).toMatchObject({ public: 'unknown' });
  });
});

const condition = fc.constantFrom<unknown>(
  undefined,
  { StringEquals: { 'aws:SourceVpce': vpce } },
  { StringNotEquals: { 'aws:SourceVpce': vpce } },
  { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '198.51.100.0/24'] } },
  { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
  { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
  { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
  { Bool: { 'aws:SecureTransport': 'false' } },
  { Null: { 'aws:PrincipalArn': 'true' } },
  { StringEquals: { 'aws:MoonPhase': 'full' } },
);
const anAllow = fc
  .tuple(condition, fc.constantFrom('*', { AWS: own }))
  .map(([given, Principal]) => allow(given, { Principal }));
const aDeny = fc
  .tuple(condition, fc.constantFrom('*', { AWS: own }))
  .map(([given, Principal]) => deny(given, { Principal }));
const policy = fc.array(fc.oneof(anAllow, aDeny), { minLength: 1, maxLength: 4 });
const openness = { false: 0, unknown: 1, true: 2 } as const;
const rank = (statements: readonly Statement[]): number => openness[`${judge(statements).public}`];

describe('laws', () => {
  test('one more Allow never closes', () => {
    fc.assert(fc.property(policy, anAllow, (statements, more) => rank([...statements, more]) >= rank(statements)));
  });

  test('one more Deny never opens', () => {
    fc.assert(fc.property(policy, aDeny, (statements, more) => rank([...statements, more]) <= rank(statements)));
  });

  test('the order of statements does not matter, nor saying one twice', () => {
    fc.assert(
      fc.property(policy, (statements) => {
        const first = statements.slice(0, 1);
        expect(rank([...statements].reverse())).toBe(rank(statements));
        expect(rank([...statements, ...first])).toBe(rank(statements));
      }),
    );
  });

  test('a statement on two buckets is two statements', () => {
    fc.assert(
      fc.property(policy, (statements) => {
        const split = statements.flatMap((one) => {
          const { Resource } = one;
          return Array.isArray(Resource) ? Resource.map((part) => ({ ...one, Resource: part })) : [one];
        });
        expect(judge(split).public).toBe(judge(statements).public);
      }),
    );
  });
});
