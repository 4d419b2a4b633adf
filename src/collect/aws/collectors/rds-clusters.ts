import type { AwsPlace, DbCluster } from '../../../domain/aws.ts';
import type { RdsCluster } from '../../../parse/aws/rds.ts';
import { isEncrypted } from '../../../parse/aws/rds.ts';
import { defineAwsCollector } from '../collector.ts';

/** Clusters of RDS, Neptune and DocumentDB: all three answer on the RDS API and are told apart by their engine. */
export default defineAwsCollector({
  key: 'aws.rds.clusters',
  per: 'region',
  operations: ['rds:DescribeDBClusters'],
  collect: async (aws) => {
    const { items, gaps } = await aws.list('rds:DescribeDBClusters', (page) => page.DBClusters);
    return { items: items.map((cluster) => toCluster(cluster, aws)), gaps };
  },
});

const toCluster = (cluster: RdsCluster, { account, region }: AwsPlace): DbCluster => ({
  id: cluster.DBClusterArn,
  account,
  region,
  tags: cluster.TagList,
  name: cluster.DBClusterIdentifier,
  resourceId: cluster.DbClusterResourceId ?? cluster.DBClusterIdentifier,
  engine: cluster.Engine,
  status: cluster.Status ?? 'unknown',
  encrypted: isEncrypted(cluster.StorageEncrypted, cluster.StorageEncryptionType),
  kmsKeyId: cluster.KmsKeyId,
  awsOwnedKey: cluster.StorageEncryptionType === 'sse-rds',
  multiAz: cluster.MultiAZ ?? false,
  members: cluster.DBClusterMembers.map((member) => member.DBInstanceIdentifier),
  replicaOf: cluster.ReplicationSourceIdentifier,
  backupRetentionDays: cluster.BackupRetentionPeriod ?? 0,
  earliestRestorableTime: cluster.EarliestRestorableTime,
  latestRestorableTime: cluster.LatestRestorableTime,
  createdAt: cluster.ClusterCreateTime,
  deletionProtection: cluster.DeletionProtection ?? false,
  parameterGroup: cluster.DBClusterParameterGroup,
});
