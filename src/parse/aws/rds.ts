import { z } from 'zod';
import { instant, many, maybe, promised, tagList, text } from './common.ts';

const flag = z.boolean();
const count = z.number();

/** `none`, `sse-rds` (a key that AWS owns) or `sse-kms`; older answers bring only the flag beside it. */
const encryptionType = maybe(text);

/** Whether storage is encrypted, from both fields that say so. The type, where it is given, is the newer and finer word. */
export const isEncrypted = (flag: boolean | null, type: string | null): boolean | null =>
  type === null ? flag : type !== 'none';

/** The ARN of an RDS resource, made from its name where an answer lacks it (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.ARN.Constructing.html). */
export const rdsArn = (
  arn: string | null,
  kind: 'db' | 'cluster' | 'snapshot' | 'cluster-snapshot',
  name: string,
  { account, region }: { readonly account: string; readonly region: string },
): string => arn ?? `arn:aws:rds:${region}:${account}:${kind}:${name}`;

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html */
const instance = z.object({
  DBInstanceArn: promised(text),
  DBInstanceIdentifier: text,
  DbiResourceId: maybe(text),
  Engine: promised(text),
  EngineVersion: maybe(text),
  DBInstanceStatus: maybe(text),
  StorageEncrypted: promised(flag),
  StorageEncryptionType: encryptionType,
  KmsKeyId: maybe(text),
  PubliclyAccessible: promised(flag),
  MultiAZ: promised(flag),
  AvailabilityZone: maybe(text),
  SecondaryAvailabilityZone: maybe(text),
  Endpoint: maybe(z.object({ Port: maybe(count) })),
  BackupRetentionPeriod: promised(count),
  LatestRestorableTime: maybe(instant),
  InstanceCreateTime: maybe(instant),
  DBClusterIdentifier: maybe(text),
  ReadReplicaSourceDBInstanceIdentifier: maybe(text),
  ReadReplicaSourceDBClusterIdentifier: maybe(text),
  DBSubnetGroup: maybe(
    z.object({
      VpcId: maybe(text),
      Subnets: many(
        z.object({ SubnetIdentifier: text, SubnetAvailabilityZone: maybe(z.object({ Name: maybe(text) })) }),
      ),
    }),
  ),
  VpcSecurityGroups: many(z.object({ VpcSecurityGroupId: text })),
  DBParameterGroups: many(z.object({ DBParameterGroupName: text, ParameterApplyStatus: maybe(text) })),
  DeletionProtection: maybe(flag),
  TagList: tagList,
});

export const instances = z.object({ DBInstances: z.array(instance) });
export type RdsInstance = z.output<typeof instance>;

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html */
const cluster = z.object({
  DBClusterArn: promised(text),
  DBClusterIdentifier: text,
  DbClusterResourceId: maybe(text),
  Engine: promised(text),
  Status: maybe(text),
  StorageEncrypted: promised(flag),
  StorageEncryptionType: encryptionType,
  KmsKeyId: maybe(text),
  MultiAZ: maybe(flag),
  ReplicationSourceIdentifier: maybe(text),
  DBClusterMembers: many(z.object({ DBInstanceIdentifier: text })),
  BackupRetentionPeriod: maybe(count),
  EarliestRestorableTime: maybe(instant),
  LatestRestorableTime: maybe(instant),
  ClusterCreateTime: maybe(instant),
  DeletionProtection: maybe(flag),
  DBClusterParameterGroup: maybe(text),
  Port: maybe(count),
  DBSubnetGroup: maybe(text),
  VpcSecurityGroups: many(z.object({ VpcSecurityGroupId: text })),
  InternetAccessGatewayEnabled: maybe(flag),
  TagList: tagList,
});

export const clusters = z.object({ DBClusters: z.array(cluster) });
export type RdsCluster = z.output<typeof cluster>;

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshot.html */
const snapshot = z.object({
  DBSnapshotArn: promised(text),
  DBSnapshotIdentifier: text,
  DBInstanceIdentifier: text,
  DbiResourceId: maybe(text),
  Engine: promised(text),
  SnapshotType: maybe(text),
  Status: maybe(text),
  Encrypted: promised(flag),
  StorageEncryptionType: encryptionType,
  KmsKeyId: maybe(text),
  SourceRegion: maybe(text),
  SnapshotDatabaseTime: maybe(instant),
  OriginalSnapshotCreateTime: maybe(instant),
  SnapshotCreateTime: maybe(instant),
  TagList: tagList,
});

export const snapshots = z.object({ DBSnapshots: z.array(snapshot) });
export type RdsSnapshot = z.output<typeof snapshot>;

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBClusterSnapshot.html */
const clusterSnapshot = z.object({
  DBClusterSnapshotArn: promised(text),
  DBClusterSnapshotIdentifier: text,
  DBClusterIdentifier: text,
  DbClusterResourceId: maybe(text),
  Engine: promised(text),
  SnapshotType: maybe(text),
  Status: maybe(text),
  StorageEncrypted: promised(flag),
  StorageEncryptionType: encryptionType,
  KmsKeyId: maybe(text),
  SourceDBClusterSnapshotArn: maybe(text),
  SnapshotCreateTime: maybe(instant),
  TagList: tagList,
});

export const clusterSnapshots = z.object({ DBClusterSnapshots: z.array(clusterSnapshot) });
export type RdsClusterSnapshot = z.output<typeof clusterSnapshot>;

const attribute = z.object({ AttributeName: text, AttributeValues: many(text) });

export const snapshotAttributes = z.object({
  DBSnapshotAttributesResult: z.object({ DBSnapshotAttributes: many(attribute) }),
});
export const clusterSnapshotAttributes = z.object({
  DBClusterSnapshotAttributesResult: z.object({ DBClusterSnapshotAttributes: many(attribute) }),
});

const restoreWindow = maybe(z.object({ EarliestTime: maybe(instant), LatestTime: maybe(instant) }));

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstanceAutomatedBackup.html */
const instanceAutomatedBackup = z.object({
  DBInstanceArn: maybe(text),
  DBInstanceAutomatedBackupsArn: maybe(text),
  DBInstanceIdentifier: text,
  DbiResourceId: maybe(text),
  Region: maybe(text),
  Engine: maybe(text),
  Status: maybe(text),
  Encrypted: maybe(flag),
  StorageEncryptionType: encryptionType,
  BackupRetentionPeriod: maybe(count),
  RestoreWindow: restoreWindow,
});

export const instanceAutomatedBackups = z.object({ DBInstanceAutomatedBackups: z.array(instanceAutomatedBackup) });
export type RdsInstanceBackup = z.output<typeof instanceAutomatedBackup>;

const clusterAutomatedBackup = z.object({
  DBClusterArn: maybe(text),
  DBClusterAutomatedBackupsArn: maybe(text),
  DBClusterIdentifier: text,
  DbClusterResourceId: maybe(text),
  Region: maybe(text),
  Engine: maybe(text),
  Status: maybe(text),
  StorageEncrypted: maybe(flag),
  StorageEncryptionType: encryptionType,
  BackupRetentionPeriod: maybe(count),
  RestoreWindow: restoreWindow,
});

export const clusterAutomatedBackups = z.object({ DBClusterAutomatedBackups: z.array(clusterAutomatedBackup) });
export type RdsClusterBackup = z.output<typeof clusterAutomatedBackup>;

export const parameters = z.object({
  Parameters: many(z.object({ ParameterName: text, ParameterValue: maybe(text) })),
});

/** Region of an ARN; null when there is no ARN, or none with a region. */
export const regionOfArn = (arn: string | null): string | null =>
  /^arn:[^:]+:[^:]+:([^:]+):/.exec(arn ?? '')?.[1] ?? null;
