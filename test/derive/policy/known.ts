/** Policies with known answers: what AWS's documentation, or the meaning of the language, says of them. */

export type Statement = Readonly<Record<string, unknown>>;

export const own = '111111111111';
export const context = { account: own, resource: 'arn:aws:s3:::uploads', now: Date.UTC(2026, 10, 22) };

export const both = ['arn:aws:s3:::uploads', 'arn:aws:s3:::uploads/*'];
export const allow = (Condition?: unknown, more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::uploads/*',
  ...(Condition === undefined ? {} : { Condition }),
  ...more,
});
export const deny = (Condition?: unknown, more: Statement = {}): Statement => ({
  ...allow(Condition),
  Effect: 'Deny',
  Action: 's3:*',
  Resource: both,
  ...more,
});
export const vpce = 'vpce-0123456789abcdef0';
const slashEights = Array.from({ length: 256 }, (_, first) => `${first}.0.0.0/8`);

/** `A` is AWS's own notion, `B` whether a stranger really gets through. */
export type KnownPolicy = readonly [
  string,
  Statement | readonly Statement[],
  { readonly A: boolean | 'unknown'; readonly B: boolean | 'unknown' },
];

export const knownPolicies: readonly KnownPolicy[] = [
  ['P1: SourceVpc with a wildcard', allow({ StringLike: { 'aws:SourceVpc': 'vpc-*' } }), { A: true, B: true }],
  [
    'P2: a public identity provider',
    allow(undefined, { Principal: { Federated: 'graph.facebook.com' } }),
    { A: true, B: true },
  ],
  ['P3: half of all addresses', allow({ IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } }), { A: true, B: true }],
  ['P4: both halves', allow({ IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } }), { A: true, B: true }],
  [
    'P5: s3:ResourceAccount says nothing of the caller',
    allow({ StringEquals: { 's3:ResourceAccount': own } }),
    { A: true, B: true },
  ],
  ['P6: nor does aws:ResourceAccount', allow({ StringEquals: { 'aws:ResourceAccount': own } }), { A: true, B: true }],
  [
    'P7: nor does aws:ResourceOrgID',
    allow({ StringEquals: { 'aws:ResourceOrgID': 'o-a1b2c3d4e5' } }),
    { A: true, B: true },
  ],
  [
    'P8: IfExists holds where the key is absent',
    allow({ StringEqualsIfExists: { 'aws:SourceVpce': vpce } }),
    { A: 'unknown', B: true },
  ],
  [
    'P9: ForAllValues holds where the key is absent',
    allow({ 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
    { A: 'unknown', B: true },
  ],
  [
    'P10: NotPrincipal lets everybody else in',
    {
      Effect: 'Allow',
      NotPrincipal: { AWS: `arn:aws:iam::${own}:root` },
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::uploads/*',
    },
    { A: true, B: true },
  ],
  ['P11: all but one address', allow({ NotIpAddress: { 'aws:SourceIp': '8.8.8.8' } }), { A: true, B: true }],
  ['P13: SourceArn of anything', allow({ ArnLike: { 'aws:SourceArn': '*' } }), { A: true, B: true }],
  [
    'P14: a role of that name in any account',
    allow({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' } }),
    { A: true, B: true },
  ],
  [
    'P15: conditions are ANDed, one limits',
    allow({
      StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
      ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' },
    }),
    { A: false, B: false },
  ],
  [
    'P16: a Deny takes it back',
    [allow(), deny({ StringNotEquals: { 'aws:SourceVpce': vpce } })],
    { A: true, B: false },
  ],
  ['P17: every /8 by itself', allow({ IpAddress: { 'aws:SourceIp': slashEights } }), { A: false, B: true }],
];
