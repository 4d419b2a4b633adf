import type { ArtifactKey } from '../../src/domain/artifacts.ts';
import type { RunEvent } from '../../src/domain/events.ts';
import type { Finding, FindingStatus, Proof } from '../../src/domain/finding.ts';
import type { Gap } from '../../src/domain/gap.ts';
import { type Kind, kinds } from '../../src/domain/kinds.ts';
import type { ClaimResult, ClaimStatus, DeltaEntry, GapEntry, RunResult } from '../../src/domain/result.ts';
import type { Scope } from '../../src/domain/slice.ts';

/** A made-up run in full: the events of a scan of two accounts and three endpoints, and its result. */

export const prod = '111122223333';
const staging = '444455556666';

const aws = (account: string, region: string): Scope => ({ type: 'aws', account, region });
const host = (endpoint: string): Scope => ({ type: 'endpoint', endpoint });

export const finding = (claim: string, status: FindingStatus, part: Partial<Finding> = {}): Finding => {
  const subject = part.subject ?? {
    type: 's3-bucket',
    id: `arn:aws:s3:::${claim}-data`,
    account: prod,
    region: 'eu-west-1',
  };
  return {
    fingerprint: `v1:${claim}:${subject.id}:${subject.part ?? ''}`,
    claim,
    check: 'rest.s3',
    status,
    reason: status === 'pass' ? 'encrypted' : status,
    message: status === 'pass' ? 'encrypted with AES256' : 'default encryption is off',
    subject,
    fix: status === 'fail' ? 'Turn default encryption on.' : null,
    proof: null,
    measured: null,
    badness: null,
    evidence: [`aws/${prod}/eu-west-1/s3/GetBucketEncryption`],
    waiver: null,
    ...part,
  };
};

export const claim = (
  id: string,
  kind: Kind,
  says: string,
  status: ClaimStatus,
  part: Partial<ClaimResult> = {},
): ClaimResult => ({
  id,
  says,
  gloss: null,
  source: { document: 'acme.txt', line: 12 },
  claimsFile: { file: 'claims.yaml', line: 20 },
  kind,
  with: {},
  severity: kinds[kind].severity,
  status,
  score: status === 'supported' ? 1 : null,
  coverage: status === 'supported' ? 1 : null,
  because: 'Every subject that was looked at holds.',
  measured: null,
  notShown: [],
  checks: [{ id: 'rest.s3', status: status === 'supported' ? 'pass' : 'unknown', score: null, coverage: null }],
  findings: [],
  attestation: null,
  ...part,
});

const path: Proof = {
  type: 'path',
  text: 'A packet from the internet to tcp/5432 gets through:',
  hops: [
    { component: 'Internet', id: '0.0.0.0/0', rule: null, code: null },
    { component: 'InternetGateway', id: 'igw-0f3c9a1b', rule: null, code: null },
    { component: 'RouteTable', id: 'rtb-07d1e2f3', rule: '0.0.0.0/0 -> igw-0f3c9a1b', code: null },
    { component: 'NetworkAcl', id: 'acl-0aa11bb2', rule: '100 allow all', code: null },
    { component: 'SecurityGroup', id: 'sg-0d9e8f7a', rule: 'ingress tcp 5432 from 0.0.0.0/0', code: null },
    { component: 'NetworkInterface', id: 'eni-01234567', rule: '203.0.113.17', code: null },
  ],
};

const points = Array.from(
  { length: 9 },
  (_, index) => `2026-11-${String(12 + index + (index > 5 ? 2 : 0)).padStart(2, '0')}T03:00:00Z`,
);
const timeline: Proof = {
  type: 'timeline',
  text: 'Recovery points of the database in the last ten days.',
  points,
  longestGap: { from: '2026-11-17T03:00:00Z', to: '2026-11-20T03:00:00Z', seconds: 259_200 },
};

const database = {
  type: 'rds-instance',
  id: `arn:aws:rds:eu-west-1:${prod}:db/orders-production`,
  account: prod,
  region: 'eu-west-1',
};
const denied: Gap = {
  kind: 'denied',
  action: 'shield:DescribeSubscription',
  detail: 'AccessDeniedException: User is not authorized',
};

export const findings: readonly Finding[] = [
  finding('acme-01', 'pass', { check: 'rest.rds', subject: database }),
  ...['invoices', 'uploads', 'avatars'].map((name) =>
    finding('acme-01', 'pass', {
      subject: { type: 's3-bucket', id: `arn:aws:s3:::acme-${name}`, account: prod, region: 'eu-west-1' },
    }),
  ),
  finding('acme-01', 'fail', {
    subject: {
      type: 's3-bucket',
      id: 'arn:aws:s3:::acme-exports-\u202egnp.exe\u001b[2J',
      account: staging,
      region: 'eu-central-1',
    },
    proof: {
      type: 'facts',
      text: 'GetBucketEncryption answers:',
      facts: { error: 'ServerSideEncryptionConfigurationNotFoundError', status: 404 },
    },
    fix: 'aws s3api put-bucket-encryption --bucket acme-exports --server-side-encryption-configuration …',
    measured: { algorithm: 'none' },
  }),
  finding('acme-01', 'fail', {
    subject: { type: 's3-bucket', id: 'arn:aws:s3:::legacy-logs', account: prod, region: 'eu-west-1' },
    waiver: 'W-014',
  }),
  finding('acme-02', 'fail', {
    check: 'backup.points',
    reason: 'too-far-apart',
    message: 'the longest stretch without a recovery point is 72h00m, claimed are 6h',
    subject: database,
    proof: timeline,
    measured: { longestGap: '72h00m', points: 9 },
    fix: 'Repair the backup plan of this database: three runs are missing.',
  }),
  finding('acme-03', 'fail', {
    check: 'network.stores',
    reason: 'open-to-internet',
    message: 'tcp/5432 can be reached from anywhere',
    subject: database,
    proof: path,
    fix: 'Remove the rule of sg-0d9e8f7a that admits 0.0.0.0/0 on tcp/5432.',
    evidence: ['DescribeSecurityGroups', 'DescribeRouteTables', 'DescribeNetworkAcls'].map(
      (name) => `aws/${prod}/eu-west-1/ec2/${name}`,
    ),
  }),
  finding('acme-04', 'unknown', {
    check: 'ddos.subscription',
    reason: 'gap.denied',
    message: 'denied: the caller needs shield:DescribeSubscription',
    subject: { type: 'account', id: prod, account: prod, region: 'global' },
    fix: null,
  }),
  finding('acme-05', 'pass', {
    check: 'tls.grade',
    message: 'grade A+ at every address',
    subject: { type: 'endpoint', id: 'app.acme.example:443', account: null, region: null },
    evidence: ['web/app.acme.example_443/tls'],
  }),
];

export const claims: readonly ClaimResult[] = [
  claim('acme-01', 'rest.encryption', 'All customer data is encrypted at rest with AES-256.', 'contradicted', {
    score: 0.833,
    coverage: 1,
    because: '1 of 6 stores is not encrypted: acme-exports in 444455556666.',
    checks: [
      { id: 'rest.rds', status: 'pass', score: 1, coverage: 1 },
      { id: 'rest.s3', status: 'fail', score: 0.8, coverage: 1 },
    ],
    notShown: ['Whether data that left the account is encrypted.'],
  }),
  claim(
    'acme-02',
    'backup.frequency',
    'All application generated data is backed up automatically every few hours.',
    'contradicted',
    {
      score: 0,
      coverage: 1,
      because: 'orders-production went without a recovery point for 72h00m; claimed are 6h.',
      measured: { longestGap: '72h00m' },
      checks: [{ id: 'backup.points', status: 'fail', score: 0, coverage: 1 }],
    },
  ),
  claim('acme-03', 'network.firewall', 'Our databases sit behind a firewall.', 'contradicted', {
    score: 0.5,
    coverage: 1,
    because: 'tcp/5432 of orders-production can be reached from anywhere.',
    checks: [{ id: 'network.stores', status: 'fail', score: 0.5, coverage: 1 }],
  }),
  claim('acme-04', 'ddos.shield', 'We use AWS Shield to protect against DDoS attacks.', 'unverified', {
    coverage: 0,
    because: 'The subscription could not be read in 111122223333.',
    checks: [{ id: 'ddos.subscription', status: 'unknown', score: null, coverage: 0 }],
  }),
  claim('acme-05', 'transit.tls-grade', 'We score an “A+” on SSL Labs’ tests.', 'supported', {
    because: 'All 3 endpoints grade A+.',
    measured: { grade: 'A+' },
    checks: [{ id: 'tls.grade', status: 'pass', score: 1, coverage: 1 }],
  }),
  claim('acme-06', 'transit.hsts', 'Vi använder HSTS på alla våra domäner.', 'supported', {
    gloss: 'We use HSTS on all our domains.',
    because: 'All 3 endpoints send a valid policy.',
  }),
  claim('acme-07', 'certification', 'ISO 27001 certified', 'attested', {
    because: 'A document speaks for it until 2027-01-09.',
    attestation: {
      document: 'iso27001.pdf',
      owner: 'ciso@acme.example',
      sha256: 'ab'.repeat(32),
      validUntil: '2027-01-09',
      state: 'valid',
    },
    checks: [],
  }),
  claim('acme-08', 'hosting.datastore', 'Data is stored in Amazon Aurora.', 'notApplicable', {
    because: 'No database is in scope.',
    checks: [],
  }),
  claim('acme-09', 'audit.immutable', 'Audit logs cannot be altered.', 'unverified', {
    because: 'Not implemented yet: no check decides audit.immutable.',
    checks: [],
  }),
];

const gaps: readonly GapEntry[] = [
  {
    scope: aws(prod, 'global'),
    what: 'shield:DescribeSubscription',
    subject: null,
    gap: denied,
    checks: ['ddos.subscription'],
  },
  {
    scope: host('old.acme.example:443'),
    what: 'tls',
    subject: null,
    gap: { kind: 'timeout', detail: 'no answer in 10 s' },
    checks: ['tls.grade'],
  },
];

const status = (wanted: ClaimStatus): number => claims.filter((one) => one.status === wanted).length;
const found = (wanted: FindingStatus): number =>
  findings.filter((one) => one.status === wanted && one.waiver === null).length;

export const result: RunResult = {
  schema: 'https://claimcheck.example/result.schema.json',
  version: 1,
  tool: { name: 'claimcheck', version: '0.1.0' },
  run: {
    id: 'run-1',
    startedAt: '2026-11-21T10:00:00Z',
    finishedAt: '2026-11-21T10:01:42Z',
    partial: false,
    caller: [],
  },
  subject: 'Acme',
  page: { url: 'https://acme.example/security', document: 'acme.txt', read: '2026-11-21' },
  scope: {
    asked: {
      accounts: [prod, staging, 'audit'],
      regions: ['eu-west-1', 'eu-central-1'],
      endpoints: ['app.acme.example:443'],
    },
    reached: { accounts: [prod, staging], regions: ['eu-west-1', 'eu-central-1'], endpoints: ['app.acme.example:443'] },
  },
  evidence: { integrity: 'attested', problems: [] },
  summary: {
    verdict: 'contradicted',
    exitCode: 1,
    score: 0.714,
    coverage: 0.842,
    claims: {
      supported: status('supported'),
      contradicted: status('contradicted'),
      unverified: status('unverified'),
      attested: status('attested'),
      notApplicable: status('notApplicable'),
    },
    findings: {
      pass: found('pass'),
      fail: found('fail'),
      unknown: found('unknown'),
      notApplicable: found('notApplicable'),
      waived: findings.filter((one) => one.waiver !== null).length,
    },
  },
  claims,
  findings,
  gaps,
  waivers: [
    {
      id: 'W-014',
      owner: 'platform@acme.example',
      reason: 'public website content, no customer data',
      expires: '2027-01-31',
      state: 'applied',
      daysLeft: 71,
      findings: ['v1:acme-01:arn:aws:s3:::legacy-logs:'],
    },
  ],
  delta: null,
};

const regions = ['global', 'eu-west-1', 'eu-central-1'];
const artifacts: readonly ArtifactKey[] = ['aws.s3.buckets', 'aws.rds.instances', 'aws.iam.users', 'aws.ebs.volumes'];

const planned: RunEvent = {
  type: 'planned',
  subject: 'Acme',
  claims: claims.map(({ id, says, kind, severity }) => ({ id, says, kind, severity })),
  artifacts,
};

const account = (
  label: string,
  id: string | null,
  state: 'connecting' | 'ready' | 'failed',
  detail = '',
): RunEvent => ({
  type: 'account',
  label,
  account: id,
  state,
  regions: state === 'ready' ? regions : [],
  detail,
});

const step = (scope: Scope, artifact: ArtifactKey, items: number, missing = 0): RunEvent => ({
  type: 'step',
  scope,
  artifact,
  state: 'done',
  items,
  gaps: missing,
});

const call = (state: 'started' | 'done' | 'throttled', scope: Scope, what: string): RunEvent => ({
  type: 'call',
  state,
  scope,
  what,
});

export const opening: readonly RunEvent[] = [
  planned,
  account('prod-main', null, 'connecting'),
  account('staging', null, 'connecting'),
  account('audit', null, 'failed', 'denied: the caller needs sts:AssumeRole'),
  account('prod-main', prod, 'ready'),
  account('staging', staging, 'ready'),
  ...[prod, staging].flatMap((id) =>
    regions.map((region): RunEvent => ({ type: 'scope', scope: aws(id, region), steps: 4 })),
  ),
  ...['app.acme.example:443', 'www.acme.example:443', 'old.acme.example:443'].map(
    (name): RunEvent => ({ type: 'scope', scope: host(name), steps: 3 }),
  ),
];

export const reading: readonly RunEvent[] = [
  call('started', aws(prod, 'eu-west-1'), 's3:GetBucketEncryption'),
  call('throttled', aws(prod, 'eu-west-1'), 's3:GetBucketEncryption'),
  call('throttled', aws(prod, 'eu-west-1'), 's3:GetBucketEncryption'),
  call('started', aws(staging, 'eu-central-1'), 'rds:DescribeDBInstances'),
  call('started', host('app.acme.example:443'), 'tls'),
  call('started', aws(staging, 'global'), 'iam:ListUsers'),
  call('done', aws(staging, 'global'), 'iam:ListUsers'),
  ...regions.flatMap((region) => artifacts.slice(0, 3).map((artifact) => step(aws(prod, region), artifact, 7))),
  step(aws(prod, 'global'), 'aws.ebs.volumes', 0, 1),
  ...regions.slice(0, 2).map((region) => step(aws(staging, region), 'aws.s3.buckets', 3)),
  step(host('app.acme.example:443'), 'web.tls', 1),
  ...gaps.map((gap): RunEvent => ({ type: 'gap', gap })),
  { type: 'log', level: 'warning', text: 'bucket acme-exports has a name that is not a name' },
  ...claims.slice(0, 2).map(decided),
];

function decided(one: ClaimResult): RunEvent {
  return { type: 'claim', claim: one, findings: findings.filter((each) => each.claim === one.id) };
}

export const ending: readonly RunEvent[] = [
  ...regions.map((region) => step(aws(prod, region), 'aws.ebs.volumes', 2)).slice(1),
  ...regions.flatMap((region) => artifacts.map((artifact) => step(aws(staging, region), artifact, 3))).slice(2),
  call('done', aws(prod, 'eu-west-1'), 's3:GetBucketEncryption'),
  call('done', aws(staging, 'eu-central-1'), 'rds:DescribeDBInstances'),
  call('done', host('app.acme.example:443'), 'tls'),
  ...claims.slice(2).map(decided),
  { type: 'finished', result },
];

/** `amount` findings of one claim, every tenth a failure, told in one event. */
export const manyFindings = (amount: number): RunEvent => ({
  type: 'claim',
  claim: claim('many', 'storage.private', 'No bucket is public.', 'contradicted'),
  findings: Array.from({ length: amount }, (_, index) =>
    finding('many', index % 10 === 0 ? 'fail' : 'pass', {
      subject: {
        type: 's3-bucket',
        id: `arn:aws:s3:::bucket-${String(index).padStart(5, '0')}`,
        account: prod,
        region: 'eu-west-1',
      },
    }),
  ),
});

export const regression = (subject: string): DeltaEntry => ({
  fingerprint: `v1:${subject}`,
  claim: 'acme-02',
  check: 'backup.points',
  subject,
  was: 'pass',
  now: 'fail',
});
