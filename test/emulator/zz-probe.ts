import * as acct from '@aws-sdk/client-account';
import * as backup from '@aws-sdk/client-backup';
import * as cf from '@aws-sdk/client-cloudfront';
import * as trail from '@aws-sdk/client-cloudtrail';
import * as ddb from '@aws-sdk/client-dynamodb';
import * as ec2 from '@aws-sdk/client-ec2';
import * as efs from '@aws-sdk/client-efs';
import * as clb from '@aws-sdk/client-elastic-load-balancing';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as rds from '@aws-sdk/client-rds';
import * as s3 from '@aws-sdk/client-s3';
import * as s3c from '@aws-sdk/client-s3-control';
import * as shield from '@aws-sdk/client-shield';
import * as sts from '@aws-sdk/client-sts';
import * as waf from '@aws-sdk/client-wafv2';

const [endpoint, account, only] = [process.argv[2]!, process.argv[3]!, process.argv[4]];
const base = { endpoint, region: 'us-east-1', maxAttempts: 1 };
const s = new sts.STSClient({ ...base, credentials: { accessKeyId: 'x', secretAccessKey: 'y' } });
const r = await s.send(
  new sts.AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/claimcheck`, RoleSessionName: 'p' }),
);
const c = r.Credentials!;
const cfg = {
  ...base,
  credentials: { accessKeyId: c.AccessKeyId!, secretAccessKey: c.SecretAccessKey!, sessionToken: c.SessionToken! },
};
const mk: any = {
  ec2: [new ec2.EC2Client(cfg), ec2],
  rds: [new rds.RDSClient(cfg), rds],
  s3: [new s3.S3Client({ ...cfg, forcePathStyle: true }), s3],
  iam: [new iam.IAMClient(cfg), iam],
  s3c: [new s3c.S3ControlClient({ ...cfg, endpointProvider: () => ({ url: new URL(endpoint) }) }), s3c],
  sts: [new sts.STSClient(cfg), sts],
  shield: [new shield.ShieldClient(cfg), shield],
  elb: [new elb.ElasticLoadBalancingV2Client(cfg), elb],
  clb: [new clb.ElasticLoadBalancingClient(cfg), clb],
  trail: [new trail.CloudTrailClient(cfg), trail],
  efs: [new efs.EFSClient(cfg), efs],
  ddb: [new ddb.DynamoDBClient(cfg), ddb],
  backup: [new backup.BackupClient(cfg), backup],
  kms: [new kms.KMSClient(cfg), kms],
  cf: [new cf.CloudFrontClient(cfg), cf],
  acct: [new acct.AccountClient(cfg), acct],
  waf: [new waf.WAFV2Client(cfg), waf],
};
const up = `uploads-${account}`;
const calls: [string, string, any?][] = [
  ['sts', 'GetCallerIdentity'],
  ['ec2', 'DescribeRegions'],
  ['ec2', 'DescribeVpcs'],
  ['ec2', 'DescribeSubnets'],
  ['ec2', 'DescribeRouteTables'],
  ['ec2', 'DescribeNetworkAcls'],
  ['ec2', 'DescribeSecurityGroups'],
  ['ec2', 'DescribeSecurityGroupRules'],
  ['ec2', 'DescribeNetworkInterfaces'],
  ['ec2', 'DescribeInstances'],
  ['ec2', 'DescribeVolumes'],
  ['ec2', 'DescribeSnapshots', { OwnerIds: ['self'] }],
  ['ec2', 'DescribeAddresses'],
  ['ec2', 'DescribeInternetGateways'],
  ['ec2', 'DescribeNatGateways'],
  ['ec2', 'DescribeEgressOnlyInternetGateways'],
  ['ec2', 'DescribeVpcPeeringConnections'],
  ['ec2', 'DescribeVpcEndpoints'],
  ['ec2', 'DescribeManagedPrefixLists'],
  ['ec2', 'DescribeTransitGateways'],
  ['ec2', 'DescribeTransitGatewayAttachments'],
  ['ec2', 'DescribeVpnGateways'],
  ['ec2', 'DescribeVpnConnections'],
  ['ec2', 'DescribeFlowLogs'],
  ['ec2', 'DescribeKeyPairs'],
  ['ec2', 'GetEbsEncryptionByDefault'],
  ['ec2', 'GetEbsDefaultKmsKeyId'],
  ['ec2', 'DescribeVpcBlockPublicAccessOptions'],
  ['ec2', 'DescribeVpcBlockPublicAccessExclusions'],
  ['ec2', 'GetSnapshotBlockPublicAccessState'],
  ['ec2', 'DescribeCarrierGateways'],
  ['ec2', 'DescribeTransitGatewayVpcAttachments'],
  ['ec2', 'DescribeLocalGateways'],
  ['ec2', 'DescribeInstanceConnectEndpoints'],
  ['ec2', 'DescribeImages', { Owners: ['self'] }],
  ['rds', 'DescribeDBInstances'],
  ['rds', 'DescribeDBClusters'],
  ['rds', 'DescribeDBSnapshots'],
  ['rds', 'DescribeDBClusterSnapshots'],
  ['rds', 'DescribeDBSnapshots', { SnapshotType: 'manual' }],
  ['rds', 'DescribeDBSnapshots', { SnapshotType: 'shared', IncludeShared: true }],
  ['rds', 'DescribeDBInstanceAutomatedBackups'],
  ['rds', 'DescribeDBClusterAutomatedBackups'],
  ['rds', 'DescribeDBParameters', { DBParameterGroupName: 'orders' }],
  ['rds', 'DescribeDBClusterParameters', { DBClusterParameterGroupName: 'ledger' }],
  ['rds', 'DescribeDBSnapshotAttributes', { DBSnapshotIdentifier: 'orders-before-upgrade' }],
  ['rds', 'DescribeDBClusterSnapshotAttributes', { DBClusterSnapshotIdentifier: 'ledger-before-upgrade' }],
  ['rds', 'DescribeDBSubnetGroups'],
  ['rds', 'DescribeGlobalClusters'],
  ['rds', 'DescribeDBProxies'],
  ['s3', 'ListBuckets'],
  ['s3', 'GetBucketLocation', { Bucket: up }],
  ['s3', 'GetBucketEncryption', { Bucket: up }],
  ['s3', 'GetBucketPolicy', { Bucket: up }],
  ['s3', 'GetBucketPolicyStatus', { Bucket: up }],
  ['s3', 'GetPublicAccessBlock', { Bucket: up }],
  ['s3', 'GetBucketAcl', { Bucket: up }],
  ['s3', 'GetBucketOwnershipControls', { Bucket: up }],
  ['s3', 'GetBucketVersioning', { Bucket: up }],
  ['s3', 'GetBucketTagging', { Bucket: up }],
  ['s3', 'GetBucketReplication', { Bucket: up }],
  ['s3', 'GetBucketLogging', { Bucket: up }],
  ['s3', 'GetBucketRequestPayment', { Bucket: up }],
  ['s3c', 'GetPublicAccessBlock', { AccountId: account }],
  ['s3c', 'ListAccessPoints', { AccountId: account }],
  ['iam', 'GetAccountSummary'],
  ['iam', 'GenerateCredentialReport'],
  ['iam', 'GetCredentialReport'],
  ['iam', 'ListUsers'],
  ['iam', 'ListVirtualMFADevices', { AssignmentStatus: 'Assigned' }],
  ['iam', 'ListVirtualMFADevices'],
  ['iam', 'ListMFADevices', { UserName: 'bob' }],
  ['iam', 'GetLoginProfile', { UserName: 'bob' }],
  ['iam', 'GetLoginProfile', { UserName: 'auditor' }],
  ['iam', 'ListAccessKeys', { UserName: 'auditor' }],
  ['iam', 'GetAccountPasswordPolicy'],
  ['iam', 'GetAccountAuthorizationDetails'],
  ['shield', 'GetSubscriptionState'],
  ['shield', 'DescribeSubscription'],
  ['shield', 'ListProtections'],
  ['shield', 'DescribeDRTAccess'],
  ['elb', 'DescribeLoadBalancers'],
  ['elb', 'DescribeTargetGroups'],
  ['elb', 'DescribeSSLPolicies'],
  ['clb', 'DescribeLoadBalancers'],
  ['trail', 'DescribeTrails'],
  ['trail', 'GetTrailStatus', { Name: 'audit' }],
  ['trail', 'GetEventSelectors', { TrailName: 'audit' }],
  ['efs', 'DescribeFileSystems'],
  ['efs', 'DescribeMountTargets', {}],
  ['ddb', 'ListTables'],
  ['ddb', 'DescribeTable', { TableName: 'sessions' }],
  ['ddb', 'DescribeContinuousBackups', { TableName: 'sessions' }],
  ['ddb', 'ListBackups'],
  ['backup', 'ListBackupVaults'],
  ['backup', 'ListRecoveryPointsByBackupVault', { BackupVaultName: 'main' }],
  ['backup', 'ListProtectedResources'],
  ['backup', 'ListBackupPlans'],
  ['kms', 'ListKeys'],
  ['kms', 'ListAliases'],
  ['cf', 'ListDistributions'],
  ['acct', 'ListRegions'],
  ['acct', 'GetContactInformation'],
  ['waf', 'ListWebACLs', { Scope: 'REGIONAL' }],
];
for (const [svc, op, input] of calls) {
  if (only && !op.includes(only)) continue;
  const [client, mod] = mk[svc];
  try {
    const out = await client.send(new mod[`${op}Command`](input ?? {}));
    delete out.$metadata;
    const text = JSON.stringify(out);
    console.log(
      `OK   ${svc}:${op} ${input ? JSON.stringify(input) : ''} ${text.length} ${only ? JSON.stringify(out, null, 1) : text.slice(0, 160)}`,
    );
  } catch (e: any) {
    console.log(`FAIL ${svc}:${op} ${e.name} ${e.$metadata?.httpStatusCode} ${e.message.slice(0, 120)}`);
  }
}
