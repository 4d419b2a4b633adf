import {
  BackupClient,
  ListProtectedResourcesCommand,
  ListRecoveryPointsByResourceCommand,
} from '@aws-sdk/client-backup';
import { CloudTrailClient, GetEventSelectorsCommand } from '@aws-sdk/client-cloudtrail';
import { DescribeContinuousBackupsCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeAddressesCommand,
  DescribeInstanceConnectEndpointsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRegionsCommand,
  DescribeSecurityGroupVpcAssociationsCommand,
  DescribeVpcBlockPublicAccessExclusionsCommand,
  DescribeVpcBlockPublicAccessOptionsCommand,
  EC2Client,
  GetSerialConsoleAccessStatusCommand,
  GetSnapshotBlockPublicAccessStateCommand,
} from '@aws-sdk/client-ec2';
import { DescribeClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import {
  DescribeLoadBalancersCommand,
  DescribeSSLPoliciesCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  GenerateCredentialReportCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  IAMClient,
  ListVirtualMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionUrlConfigsCommand } from '@aws-sdk/client-lambda';
import {
  DescribeDBClusterAutomatedBackupsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstanceAutomatedBackupsCommand,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { ListWorkgroupsCommand, RedshiftServerlessClient } from '@aws-sdk/client-redshift-serverless';
import { GetBucketPolicyStatusCommand, GetBucketRequestPaymentCommand, S3Client } from '@aws-sdk/client-s3';
import { GetAccessPointPolicyStatusCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import { DescribeSubscriptionCommand, GetSubscriptionStateCommand, ShieldClient } from '@aws-sdk/client-shield';
import { DescribeInstanceInformationCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accounts, seedAccounts } from '../../fixtures/seed/accounts.ts';
import { DAY, HOUR } from '../../fixtures/seed/session.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { repairs } from './overlay/repairs/index.ts';
import { byResource, longestGap, pointsOf } from './points.ts';
import { configFor, failureOf } from './sdk.ts';

const CLOCK = Date.UTC(2026, 10, 22, 6, 30);

const clientsOf = async (url: string, account: string) => {
  const config = await configFor(url, account);
  return {
    backup: new BackupClient(config),
    trail: new CloudTrailClient(config),
    dynamodb: new DynamoDBClient(config),
    ec2: new EC2Client(config),
    eks: new EKSClient(config),
    elb: new ElasticLoadBalancingV2Client(config),
    iam: new IAMClient(config),
    lambda: new LambdaClient(config),
    rds: new RDSClient(config),
    serverless: new RedshiftServerlessClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    s3control: new S3ControlClient({ ...config, endpointProvider: () => ({ url: new URL(url) }) }),
    shield: new ShieldClient(config),
    ssm: new SSMClient(config),
  };
};

type Clients = Awaited<ReturnType<typeof clientsOf>>;

let emulator: Emulator;
let kept: Clients;
let drifted: Clients;

beforeAll(async () => {
  emulator = await startEmulator({ clock: () => CLOCK });
  const seeded = await seedAccounts(emulator.url, CLOCK);
  emulator.adopt(seeded.kept, seeded.drifted);
  emulator.inject();
  kept = await clientsOf(emulator.url, accounts.kept.id);
  drifted = await clientsOf(emulator.url, accounts.drifted.id);
});

afterAll(async () => {
  await emulator?.stop();
});

describe('answers that are not moto’s own, through the real client', () => {
  test('recovery points page to their end: hourly for eight days, all encrypted', async () => {
    const points = await pointsOf(kept.backup);
    expect(byResource(points).map((of) => [of.length, longestGap(of)])).toEqual(
      Array.from({ length: 8 }, () => [192, HOUR]),
    );
    expect(points.every((point) => point.IsEncrypted === true && point.Status === 'COMPLETED')).toBe(true);
    expect(points[0]?.CreationDate).toEqual(new Date(Date.UTC(2026, 10, 22, 6)));
  });

  test('recovery points of the drifted account: a gap of 26 hours and a plain one on the same volume', async () => {
    const gaps = byResource(await pointsOf(drifted.backup)).map((of) => ({
      hours: longestGap(of) / HOUR,
      plain: of.filter((point) => point.IsEncrypted === false).length,
    }));
    expect(gaps.filter(({ hours, plain }) => hours !== 1 || plain !== 0)).toEqual([{ hours: 26, plain: 1 }]);
  });

  test('protected resources and the points of one of them', async () => {
    const { Results = [] } = await kept.backup.send(new ListProtectedResourcesCommand({}));
    expect(Results.map((result) => result.ResourceType).sort()).toEqual([
      'DynamoDB',
      'EBS',
      'EBS',
      'EBS',
      'EBS',
      'EFS',
      'S3',
      'S3',
    ]);
    const ResourceArn = Results[0]?.ResourceArn ?? '';
    const { RecoveryPoints = [] } = await kept.backup.send(new ListRecoveryPointsByResourceCommand({ ResourceArn }));
    expect(RecoveryPoints).toHaveLength(192);
  });

  test.each([
    ['kept', () => kept, 'ACTIVE'],
    ['drifted', () => drifted, 'INACTIVE'],
  ] as const)('Shield of %s: subscription state', async (_name, clients, state) => {
    const { SubscriptionState } = await clients().shield.send(new GetSubscriptionStateCommand({}));
    expect(SubscriptionState).toBe(state);
  });

  test('Shield subscription: dates that the client can read, or not subscribed', async () => {
    const { Subscription } = await kept.shield.send(new DescribeSubscriptionCommand({}));
    expect(Subscription?.EndTime?.getTime()).toBe(CLOCK - 60 * DAY + 365 * DAY);
    const missing = await failureOf(drifted.shield.send(new DescribeSubscriptionCommand({})));
    expect(missing).toEqual({ name: 'ResourceNotFoundException', status: 400 });
  });

  test.each([
    ['kept', () => kept, 1],
    ['drifted', () => drifted, 0],
  ] as const)('root user of %s in the account summary', async (_name, clients, mfa) => {
    const { SummaryMap } = await clients().iam.send(new GetAccountSummaryCommand({}));
    expect(SummaryMap).toMatchObject({
      AccountMFAEnabled: mfa,
      AccountPasswordPresent: 1,
      AccountAccessKeysPresent: 0,
    });
  });

  test('credential report: a row of the root user that fits the columns', async () => {
    await kept.iam.send(new GenerateCredentialReportCommand({}));
    const { Content, GeneratedTime } = await kept.iam.send(new GetCredentialReportCommand({}));
    const rows = Buffer.from(Content ?? [])
      .toString('utf8')
      .trim()
      .split('\n')
      .map((row) => row.split(','));
    expect(rows.map(([user]) => user)).toEqual(['user', '<root_account>', 'alice', 'bob', 'auditor']);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    expect(rows[1]?.[rows[0]?.indexOf('mfa_active') ?? -1]).toBe('true');
    expect(GeneratedTime).toEqual(new Date(CLOCK));
  });

  test('virtual MFA devices are listed without their seeds', async () => {
    const { VirtualMFADevices = [] } = await kept.iam.send(new ListVirtualMFADevicesCommand({}));
    expect(VirtualMFADevices.map((device) => [device.User?.UserName, device.Base32StringSeed])).toEqual([
      ['alice', undefined],
      ['bob', undefined],
    ]);
  });

  test('databases: restorable times, a resource id each, the second zone of a pair', async () => {
    const { DBInstances = [] } = await kept.rds.send(new DescribeDBInstancesCommand({}));
    const facts = DBInstances.map((db) => [
      db.DBInstanceIdentifier,
      db.LatestRestorableTime?.getTime(),
      db.SecondaryAvailabilityZone,
    ]);
    expect(facts).toEqual([
      ['orders', CLOCK - 300_000, 'us-east-1b'],
      ['reports', CLOCK - 300_000, 'us-east-1a'],
      ['ledger-a', undefined, undefined],
      ['ledger-b', undefined, undefined],
    ]);
    const { DBClusters = [] } = await kept.rds.send(new DescribeDBClustersCommand({}));
    expect(DBClusters[0]?.EarliestRestorableTime?.getTime()).toBe(CLOCK - 8 * DAY);
    const { DBSnapshots = [] } = await kept.rds.send(new DescribeDBSnapshotsCommand({}));
    expect(DBSnapshots.map((snapshot) => snapshot.DbiResourceId)).toEqual([DBInstances[0]?.DbiResourceId]);
    expect(new Set(DBInstances.map((db) => db.DbiResourceId)).size).toBe(4);
  });

  test('automated backups carry their windows, of instances and clusters', async () => {
    const { DBInstanceAutomatedBackups: instances = [] } = await drifted.rds.send(
      new DescribeDBInstanceAutomatedBackupsCommand({}),
    );
    expect(
      instances.map((backup) => [
        backup.DBInstanceIdentifier,
        backup.RestoreWindow?.LatestTime?.getTime(),
        backup.Encrypted,
      ]),
    ).toEqual([['orders', CLOCK - 26 * HOUR, false]]);
    const { DBClusterAutomatedBackups: clusters = [] } = await drifted.rds.send(
      new DescribeDBClusterAutomatedBackupsCommand({}),
    );
    expect(clusters.map((backup) => [backup.DBClusterIdentifier, backup.Region, backup.StorageEncrypted])).toEqual([
      ['ledger', 'us-east-1', false],
    ]);
  });

  test('DynamoDB: point-in-time recovery reaches until five minutes ago', async () => {
    const input = { TableName: 'sessions' };
    const { ContinuousBackupsDescription } = await kept.dynamodb.send(new DescribeContinuousBackupsCommand(input));
    const { LatestRestorableDateTime, PointInTimeRecoveryStatus } =
      ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {};
    expect([PointInTimeRecoveryStatus, LatestRestorableDateTime]).toEqual(['ENABLED', new Date(CLOCK - 300_000)]);
  });

  test.each([
    ['kept', () => kept, false],
    ['drifted', () => drifted, true],
  ] as const)('public status of the bucket policy of %s', async (name, clients, isPublic) => {
    const input = { Bucket: `uploads-${accounts[name].id}` };
    const { PolicyStatus } = await clients().s3.send(new GetBucketPolicyStatusCommand(input));
    expect(PolicyStatus?.IsPublic).toBe(isPublic);
  });

  test('a bucket setting that moto answers with a listing is an error', async () => {
    const input = { Bucket: `uploads-${accounts.kept.id}` };
    const failure = await failureOf(kept.s3.send(new GetBucketRequestPaymentCommand(input)));
    expect(failure).toEqual({ name: 'EmulatorNotImplemented', status: 501 });
  });

  test('public status of an access point policy', async () => {
    const input = { AccountId: accounts.kept.id, Name: 'any' };
    const { PolicyStatus } = await kept.s3control.send(new GetAccessPointPolicyStatusCommand(input));
    expect(PolicyStatus?.IsPublic).toBe(false);
  });

  test('block of public access: off, no exclusions, snapshots unblocked', async () => {
    const options = await kept.ec2.send(new DescribeVpcBlockPublicAccessOptionsCommand({}));
    expect(options.VpcBlockPublicAccessOptions).toMatchObject({
      AwsAccountId: accounts.kept.id,
      InternetGatewayBlockMode: 'off',
    });
    const exclusions = await kept.ec2.send(new DescribeVpcBlockPublicAccessExclusionsCommand({}));
    expect(exclusions.VpcBlockPublicAccessExclusions).toEqual([]);
    const snapshots = await kept.ec2.send(new GetSnapshotBlockPublicAccessStateCommand({}));
    expect(snapshots.State).toBe('unblocked');
  });

  test('regions: the default ones, or all with their status', async () => {
    const { Regions: own = [] } = await kept.ec2.send(new DescribeRegionsCommand({}));
    expect(own).toHaveLength(17);
    const { Regions: all = [] } = await kept.ec2.send(new DescribeRegionsCommand({ AllRegions: true }));
    expect(all.find((region) => region.RegionName === 'af-south-1')?.OptInStatus).toBe('not-opted-in');
  });

  test('addresses and interfaces of NAT gateways look like AWS’s', async () => {
    const { Addresses = [] } = await kept.ec2.send(new DescribeAddressesCommand({}));
    expect(Addresses.every((address) => address.PublicIp?.startsWith('54.215.'))).toBe(true);
    const { NetworkInterfaces = [] } = await kept.ec2.send(new DescribeNetworkInterfacesCommand({}));
    const nats = NetworkInterfaces.filter((own) => String(own.InterfaceType) === 'nat_gateway');
    expect(nats.map((own) => [own.PrivateIpAddress, own.Groups, own.RequesterManaged])).toEqual([
      ['10.0.0.200', [], true],
      ['10.0.1.200', [], true],
    ]);
  });

  test('a network load balancer knows its Elastic IPs', async () => {
    const { LoadBalancers = [] } = await kept.elb.send(new DescribeLoadBalancersCommand({}));
    const counts = LoadBalancers.map(({ LoadBalancerName, AvailabilityZones = [] }) => [
      LoadBalancerName,
      ...AvailabilityZones.map(
        (zone) => zone.LoadBalancerAddresses?.[0]?.AllocationId?.startsWith('eipalloc-') ?? false,
      ),
    ]);
    expect(counts).toEqual([
      ['front', false, false],
      ['api', true, true],
    ]);
  });

  test('the oldest TLS policy is among the others, with its 3DES suite', async () => {
    const { SslPolicies = [] } = await kept.elb.send(new DescribeSSLPoliciesCommand({}));
    const old = SslPolicies.find(({ Name }) => Name === 'ELBSecurityPolicy-TLS-1-0-2015-04');
    expect(old?.SslProtocols).toEqual(['TLSv1', 'TLSv1.1', 'TLSv1.2']);
    expect(old?.Ciphers?.map(({ Name }) => Name)).toContain('DES-CBC3-SHA');
    expect(SslPolicies.length).toBeGreaterThan(1);
  });

  test('a trail without selectors has the default one', async () => {
    const { EventSelectors = [] } = await kept.trail.send(new GetEventSelectorsCommand({ TrailName: 'audit' }));
    expect(EventSelectors.map((selector) => selector.IncludeManagementEvents)).toEqual([true]);
  });
});

describe('doors', () => {
  test('no shell of IAM’s is open: no managed instance, no Instance Connect endpoint, no serial console', async () => {
    const { InstanceInformationList } = await kept.ssm.send(new DescribeInstanceInformationCommand({}));
    expect(InstanceInformationList).toEqual([]);
    const connect = await kept.ec2.send(new DescribeInstanceConnectEndpointsCommand({}));
    expect(connect.InstanceConnectEndpoints).toEqual([]);
    const serial = await kept.ec2.send(new GetSerialConsoleAccessStatusCommand({}));
    expect(serial.SerialConsoleAccessEnabled).toBe(false);
  });

  test('no group is lent to another VPC', async () => {
    const lent = await kept.ec2.send(new DescribeSecurityGroupVpcAssociationsCommand({}));
    expect(lent.SecurityGroupVpcAssociations).toEqual([]);
  });

  test('the URL of a function, and who may call it', async () => {
    const list = new ListFunctionUrlConfigsCommand({ FunctionName: 'webhooks' });
    const [own, open] = await Promise.all([kept.lambda.send(list), drifted.lambda.send(list)]);
    expect(
      [own, open].map(({ FunctionUrlConfigs = [] }) => FunctionUrlConfigs.map(({ AuthType }) => AuthType)),
    ).toEqual([['AWS_IAM'], ['NONE']]);
  });

  test('workgroups that the internet does not reach', async () => {
    const { workgroups = [] } = await kept.serverless.send(new ListWorkgroupsCommand({}));
    expect(workgroups.length).toBeGreaterThan(0);
    expect(workgroups.filter(({ publiclyAccessible }) => publiclyAccessible !== false)).toEqual([]);
  });

  test('a cluster keeps its address from one start to the next', async () => {
    const { cluster } = await kept.eks.send(new DescribeClusterCommand({ name: 'platform' }));
    expect(cluster?.endpoint).toBe(`https://platform-${accounts.kept.id}.gr7.us-east-1.eks.amazonaws.com`);
  });
});

test('every repair has been asked for above', () => {
  const asked = emulator.seen();
  const idle = repairs.filter(
    ({ service, operation }) =>
      !asked.some((call) => {
        const [of, name] = [call.slice(0, call.indexOf(':')), call.slice(call.indexOf(':') + 1)];
        return of === service && (typeof operation === 'string' ? operation === name : operation.test(name));
      }),
  );
  expect(idle.map(({ service, operation }) => `${service}:${operation}`)).toEqual([]);
});
