import { z } from 'zod';
import { instant, many, maybe, tagList, text } from './common.ts';

const flag = z.boolean();
const count = z.number();

/** `none`, `sse-rds` (a key that AWS owns) or `sse-kms`; older answers bring only the flag beside it. */
const encryptionType = maybe(text);

/** Whether storage is encrypted, from both fields that say so. The type, where it is given, is the newer and finer word. */
export const isEncrypted = (flag: boolean, type: string | null): boolean => (type === null ? flag : type !== 'none');

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html */
const instance = z.object({
  DBInstanceArn: text,
  DBInstanceIdentifier: text,
  DbiResourceId: maybe(text),
  Engine: text,
  EngineVersion: maybe(text),
  DBInstanceStatus: maybe(text),
  StorageEncrypted: flag,
  StorageEncryptionType: encryptionType,
  KmsKeyId: maybe(text),
  PubliclyAccessible: flag,
  MultiAZ: flag,
  AvailabilityZone: maybe(text),
  SecondaryAvailabilityZone: maybe(text),
  Endpoint: maybe(z.object({ Port: maybe(count) })),
  BackupRetentionPeriod: count,
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
  DBClusterArn: text,
  DBClusterIdentifier: text,
  DbClusterResourceId: maybe(text),
  Engine: text,
  Status: maybe(text),
  StorageEncrypted: flag,
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
  TagList: tagList,
});

export const clusters = z.object({ DBClusters: z.array(cluster) });
export type RdsCluster = z.output<typeof cluster>;

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshot.html */
const snapshot = z.object({
  DBSnapshotArn: text,
  DBSnapshotIdentifier: text,
  DBInstanceIdentifier: text,
  DbiResourceId: maybe(text),
  Engine: text,
  SnapshotType: maybe(text),
  Status: maybe(text),
  Encrypted: flag,
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
  DBClusterSnapshotArn: text,
  DBClusterSnapshotIdentifier: text,
  DBClusterIdentifier: text,
  DbClusterResourceId: maybe(text),
  Engine: text,
  SnapshotType: maybe(text),
  Status: maybe(text),
  StorageEncrypted: flag,
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
