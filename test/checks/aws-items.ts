import type {
  AccountSummary,
  ApiName,
  BucketAccess,
  BucketEncryption,
  DbCluster,
  DbInstance,
  DbSnapshot,
  Distribution,
  DnsRecord,
  EbsSnapshot,
  FileSystem,
  FrontDoor,
  IamUser,
  KmsKey,
  Listener,
  LoadBalancer,
  LogBucket,
  PasswordPolicy,
  RateRule,
  Recovery,
  RestorePoint,
  RestoreWindow,
  ShieldSubscription,
  SslPolicy,
  Table,
  Volume,
  WebAclDoor,
} from '../../src/domain/aws.ts';
import { known } from '../../src/domain/gap.ts';
import type { InstanceSubject } from '../../src/domain/network.ts';
import { now } from '../check-tester.ts';

/** Items of AWS artifacts as an orderly account has them; a row changes what it is about. */

export const place = { account: '111111111111', region: 'us-east-1' } as const;
const own = { ...place, tags: null };
export const hour = 3_600_000;
export const day = 24 * hour;
export const ago = (milliseconds: number): number => now - milliseconds;
const keyArn = 'arn:aws:kms:us-east-1:111111111111:key/own';

export const instance = (change: Partial<DbInstance> = {}): DbInstance => {
  const name = change.name ?? 'orders';
  return {
    id: `arn:aws:rds:us-east-1:111111111111:db:${name}`,
    ...own,
    name,
    resourceId: `db-${name}`,
    engine: 'postgres',
    engineVersion: '16.4',
    status: 'available',
    encrypted: true,
    kmsKeyId: keyArn,
    awsOwnedKey: false,
    publiclyAccessible: false,
    multiAz: true,
    zone: 'us-east-1a',
    secondaryZone: 'us-east-1b',
    port: 5432,
    backupRetentionDays: 7,
    latestRestorableTime: ago(5 * 60_000),
    createdAt: ago(60 * day),
    cluster: null,
    replicaOf: null,
    vpc: 'vpc-1',
    subnets: [],
    securityGroups: [],
    parameterGroups: [{ name: 'orders', applied: true }],
    deletionProtection: true,
    ...change,
  };
};

export const cluster = (change: Partial<DbCluster> = {}): DbCluster => {
  const name = change.name ?? 'ledger';
  return {
    id: `arn:aws:rds:us-east-1:111111111111:cluster:${name}`,
    ...own,
    name,
    resourceId: `cluster-${name}`,
    engine: 'aurora-postgresql',
    status: 'available',
    encrypted: true,
    kmsKeyId: keyArn,
    awsOwnedKey: false,
    multiAz: true,
    members: ['ledger-1', 'ledger-2'],
    replicaOf: null,
    backupRetentionDays: 7,
    earliestRestorableTime: ago(7 * day),
    latestRestorableTime: ago(5 * 60_000),
    createdAt: ago(60 * day),
    deletionProtection: true,
    parameterGroup: 'ledger',
    ...change,
  };
};

export const snapshot = (change: Partial<DbSnapshot> = {}): DbSnapshot => {
  const name = change.name ?? 'orders-1';
  return {
    id: `arn:aws:rds:us-east-1:111111111111:snapshot:${name}`,
    ...own,
    name,
    of: { ...place, kind: 'instance', name: 'orders', resourceId: 'db-orders' },
    type: 'manual',
    status: 'available',
    encrypted: true,
    kmsKeyId: keyArn,
    dataTime: ago(day),
    engine: 'postgres',
    sharedWith: known([]),
    ...change,
  };
};

export const volume = (change: Partial<Volume> = {}): Volume => ({
  id: 'vol-1',
  ...own,
  encrypted: true,
  kmsKeyId: keyArn,
  state: 'in-use',
  attachedTo: ['i-1'],
  createdAt: ago(60 * day),
  ...change,
});

export const ebsSnapshot = (change: Partial<EbsSnapshot> = {}): EbsSnapshot => ({
  id: 'snap-1',
  ...own,
  volume: 'vol-1',
  encrypted: true,
  kmsKeyId: keyArn,
  state: 'completed',
  startedAt: ago(hour),
  ...change,
});

export const fileSystem = (change: Partial<FileSystem> = {}): FileSystem => ({
  id: 'arn:aws:elasticfilesystem:us-east-1:111111111111:file-system/fs-1',
  ...own,
  name: 'shared',
  encrypted: true,
  kmsKeyId: keyArn,
  singleZone: null,
  createdAt: ago(60 * day),
  ...change,
});

export const table = (change: Partial<Table> = {}): Table => ({
  id: 'arn:aws:dynamodb:us-east-1:111111111111:table/sessions',
  ...own,
  name: 'sessions',
  status: 'ACTIVE',
  kmsKeyId: keyArn,
  createdAt: ago(60 * day),
  ...change,
});

export const bucketEncryption = (change: Partial<BucketEncryption> = {}): BucketEncryption => ({
  id: 'arn:aws:s3:::uploads',
  ...own,
  name: 'uploads',
  createdAt: ago(60 * day),
  encryption: known({ algorithm: 'aws:kms', kmsKeyId: keyArn }),
  ...change,
});

const everythingBlocked = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};
export const nothingBlocked = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};

export const bucketAccess = (change: Partial<BucketAccess> = {}): BucketAccess => ({
  id: 'arn:aws:s3:::uploads',
  ...own,
  name: 'uploads',
  blockPublicAccess: known(everythingBlocked),
  accountBlock: known(nothingBlocked),
  aclsEnabled: known(false),
  acl: known([{ grantee: 'other', permission: 'FULL_CONTROL' }]),
  policy: known(null),
  policyIsPublic: known(null),
  ...change,
});

export const kmsKey = (change: Partial<KmsKey> = {}): KmsKey => ({
  id: keyArn,
  ...own,
  keyId: 'own',
  custody: 'customer',
  state: 'Enabled',
  ...change,
});

const databaseOrigin = {
  type: 'database',
  kind: 'instance',
  ...place,
  name: 'orders',
  resourceId: 'db-orders',
} as const;

export const restoreWindow = (change: Partial<RestoreWindow> = {}): RestoreWindow => ({
  id: 'arn:aws:rds:us-east-1:111111111111:auto-backup:ab-1',
  ...place,
  of: databaseOrigin,
  store: 'rds',
  from: ago(7 * day),
  to: ago(5 * 60_000),
  encrypted: true,
  retentionDays: 7,
  ...change,
});

export const restorePoint = (change: Partial<RestorePoint> = {}): RestorePoint => ({
  id: `arn:aws:backup:us-east-1:111111111111:recovery-point:${change.at ?? 0}`,
  ...place,
  of: { type: 'volume', id: 'vol-1' },
  store: 'ebs',
  by: 'aws-backup',
  at: ago(hour),
  automated: true,
  encrypted: true,
  retentionDays: 35,
  ...change,
});

export const recovery = (change: Partial<Recovery> = {}): Recovery => ({
  id: '111111111111/us-east-1',
  ...own,
  points: [],
  windows: [],
  missing: [],
  ...change,
});

/** A point every `every` milliseconds, the newest `newest` old, back to `oldest`. */
export const series = (
  every: number,
  oldest: number,
  change: Partial<RestorePoint> = {},
  newest = every / 2,
): readonly RestorePoint[] => {
  const count = Math.floor((oldest - newest) / every) + 1;
  return Array.from({ length: count }, (_, index) => restorePoint({ ...change, at: ago(newest + index * every) }));
};

export const summary = (change: Partial<AccountSummary> = {}): AccountSummary => ({
  id: 'arn:aws:iam::111111111111:root',
  account: '111111111111',
  region: 'global',
  tags: null,
  rootMfa: true,
  rootPassword: true,
  rootKeys: false,
  ...change,
});

export const user = (change: Partial<IamUser> = {}): IamUser => {
  const name = change.name ?? 'alice';
  return {
    id: `arn:aws:iam::111111111111:user/${name}`,
    account: '111111111111',
    region: 'global',
    tags: null,
    name,
    createdAt: ago(60 * day),
    consolePassword: known(true),
    activeKeys: known(0),
    mfaDevices: known(['virtual']),
    ...change,
  };
};

export const passwordPolicy = (change: Partial<PasswordPolicy> = {}): PasswordPolicy => ({
  id: '111111111111/password-policy',
  account: '111111111111',
  region: 'global',
  tags: null,
  custom: true,
  minimumLength: 16,
  requireUppercase: true,
  requireLowercase: true,
  requireNumbers: true,
  requireSymbols: true,
  reusePrevention: 24,
  maxAgeDays: null,
  ...change,
});

export const shield = (change: Partial<ShieldSubscription> = {}): ShieldSubscription => ({
  id: 'arn:aws:shield::111111111111:subscription',
  account: '111111111111',
  region: 'global',
  tags: null,
  advanced: known(true),
  term: known({ endsAt: now + 200 * day, autoRenew: true }),
  protections: known([]),
  ...change,
});

export const door = (change: Partial<FrontDoor> = {}): FrontDoor => {
  const name = change.name ?? 'front';
  const id = change.id ?? `arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/${name}/1`;
  return { id, ...own, kind: 'application-load-balancer', name, dnsName: null, protectable: [id], ...change };
};

export const distribution = (change: Partial<Distribution> = {}): Distribution => {
  const name = change.name ?? 'E1';
  const id = change.id ?? `arn:aws:cloudfront::111111111111:distribution/${name}`;
  return {
    ...door({ id, name, kind: 'distribution', region: 'global', dnsName: 'd1.cloudfront.net' }),
    aliases: [],
    viewer: { defaultCertificate: false, policy: 'TLSv1.2_2021' },
    behaviors: [{ path: '*', policy: 'redirect-to-https' }],
    origins: [],
    ...change,
  };
};

export const dnsRecord = (change: Partial<DnsRecord> = {}): DnsRecord => {
  const name = change.name ?? 'app.example.com';
  const type = change.type ?? 'A';
  return {
    id: `arn:aws:route53:::hostedzone/Z1/${name}/${type}`,
    ...own,
    region: 'global',
    zone: 'example.com',
    name,
    type,
    alias: null,
    values: [],
    ...change,
  };
};

export const apiName = (change: Partial<ApiName> = {}): ApiName => {
  const name = change.name ?? 'orders';
  return {
    id: `arn:aws:apigateway:us-east-1::/restapis/${name}`,
    ...own,
    kind: 'rest-api',
    name,
    host: `${name}.execute-api.us-east-1.amazonaws.com`,
    targets: [],
    ...change,
  };
};

export const loadBalancer = (change: Partial<LoadBalancer> = {}): LoadBalancer => {
  const name = change.name ?? 'front';
  return {
    id: `arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/${name}/1`,
    ...own,
    name,
    kind: 'application',
    internetFacing: true,
    dnsName: null,
    zones: ['us-east-1a', 'us-east-1b'],
    ...change,
  };
};

export const listener = (change: Partial<Listener> = {}): Listener => {
  const port = change.port ?? 443;
  return {
    id: `arn:aws:elasticloadbalancing:us-east-1:111111111111:listener/app/front/1/${port}`,
    ...own,
    balancer: 'arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/front/1',
    balancerName: 'front',
    kind: 'application',
    internetFacing: true,
    port,
    protocol: 'HTTPS',
    policies: ['ELBSecurityPolicy-TLS13-1-2-2021-06'],
    redirectsToHttps: null,
    ...change,
  };
};

export const sslPolicy = (change: Partial<SslPolicy> = {}): SslPolicy => {
  const name = change.name ?? 'ELBSecurityPolicy-TLS13-1-2-2021-06';
  return {
    id: name,
    ...own,
    name,
    balancer: null,
    protocols: ['TLSv1.2', 'TLSv1.3'],
    suites: ['TLS_AES_256_GCM_SHA384', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
    ...change,
  };
};

export const ec2Instance = (change: Partial<InstanceSubject> = {}): InstanceSubject => ({
  id: 'i-1',
  ...place,
  state: 'running',
  vpc: 'vpc-1',
  subnet: 'subnet-1',
  publicIp: null,
  profile: null,
  keyName: 'app-1',
  metadata: { enabled: true, tokenRequired: true },
  tags: {},
  ...change,
});

export const rateRule = (change: Partial<RateRule> = {}): RateRule => ({
  name: 'flood',
  limit: 1000,
  windowSeconds: 300,
  per: 'address',
  action: 'block',
  scopedDown: false,
  ...change,
});

/** A public load balancer with a web ACL that holds these rules. */
export const webAclDoor = (rules: readonly Partial<RateRule>[], change: Partial<WebAclDoor> = {}): WebAclDoor => ({
  id: 'arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/front/1',
  ...own,
  kind: 'application-load-balancer',
  name: 'front',
  webAcl: known({ name: 'edge', rateRules: rules.map((rule) => rateRule(rule)), unreadGroups: [] }),
  ...change,
});

export const logBucket = (change: Partial<LogBucket> = {}): LogBucket => ({
  id: 'arn:aws:s3:::logs',
  ...own,
  name: 'logs',
  trail: 'arn:aws:cloudtrail:us-east-1:111111111111:trail/audit',
  versioning: known({ enabled: true, mfaDelete: false }),
  lock: known({ compliance: true, days: 365 }),
  ...change,
});
