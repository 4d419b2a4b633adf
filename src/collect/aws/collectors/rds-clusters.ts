import type { AwsPlace, DbCluster } from '../../../domain/aws.ts';
import type { RdsCluster } from '../../../parse/aws/rds.ts';
import { isEncrypted, rdsArn } from '../../../parse/aws/rds.ts';
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
  id: rdsArn(cluster.DBClusterArn, 'cluster', cluster.DBClusterIdentifier, { account, region }),
  account,
  region,
  tags: cluster.TagList,
  name: cluster.DBClusterIdentifier,
  resourceId: cluster.DbClusterResourceId ?? cluster.DBClusterIdentifier,
  engine: cluster.Engine ?? 'unknown',
  status: cluster.Status ?? 'unknown',
  encrypted: isEncrypted(cluster.StorageEncrypted, cluster.StorageEncryptionType),
  kmsKeyId: cluster.KmsKeyId,
  awsOwnedKey: cluster.StorageEncryptionType === 'sse-rds',
  multiAz: cluster.MultiAZ,
  members: cluster.DBClusterMembers.map((member) => member.DBInstanceIdentifier),
  replicaOf: cluster.ReplicationSourceIdentifier,
  backupRetentionDays: cluster.BackupRetentionPeriod,
  earliestRestorableTime: cluster.EarliestRestorableTime,
  latestRestorableTime: cluster.LatestRestorableTime,
  createdAt: cluster.ClusterCreateTime,
  deletionProtection: cluster.DeletionProtection ?? false,
  parameterGroup: cluster.DBClusterParameterGroup,
});
