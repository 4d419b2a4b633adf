import type { AwsPlace, DbInstance } from '../../../domain/aws.ts';
import type { RdsInstance } from '../../../parse/aws/rds.ts';
import { isEncrypted, rdsArn } from '../../../parse/aws/rds.ts';
import { defineAwsCollector } from '../collector.ts';

export default defineAwsCollector({
  key: 'aws.rds.instances',
  per: 'region',
  operations: ['rds:DescribeDBInstances'],
  collect: async (aws) => {
    const { items, gaps } = await aws.list('rds:DescribeDBInstances', (page) => page.DBInstances);
    return { items: items.map((instance) => toInstance(instance, aws)), gaps };
  },
});

const toInstance = (instance: RdsInstance, { account, region }: AwsPlace): DbInstance => ({
  id: rdsArn(instance.DBInstanceArn, 'db', instance.DBInstanceIdentifier, { account, region }),
  account,
  region,
  tags: instance.TagList,
  name: instance.DBInstanceIdentifier,
  resourceId: instance.DbiResourceId ?? instance.DBInstanceIdentifier,
  engine: instance.Engine ?? 'unknown',
  engineVersion: instance.EngineVersion ?? '',
  status: instance.DBInstanceStatus ?? 'unknown',
  encrypted: isEncrypted(instance.StorageEncrypted, instance.StorageEncryptionType),
  kmsKeyId: instance.KmsKeyId,
  awsOwnedKey: instance.StorageEncryptionType === 'sse-rds',
  publiclyAccessible: instance.PubliclyAccessible,
  multiAz: instance.MultiAZ,
  zone: instance.AvailabilityZone,
  secondaryZone: instance.SecondaryAvailabilityZone,
  port: instance.Endpoint?.Port ?? null,
  backupRetentionDays: instance.BackupRetentionPeriod,
  latestRestorableTime: instance.LatestRestorableTime,
  createdAt: instance.InstanceCreateTime,
  cluster: instance.DBClusterIdentifier,
  replicaOf: instance.ReadReplicaSourceDBInstanceIdentifier ?? instance.ReadReplicaSourceDBClusterIdentifier,
  vpc: instance.DBSubnetGroup?.VpcId ?? null,
  subnets: (instance.DBSubnetGroup?.Subnets ?? []).map((subnet) => ({
    subnet: subnet.SubnetIdentifier,
    zone: subnet.SubnetAvailabilityZone?.Name ?? null,
  })),
  securityGroups: instance.VpcSecurityGroups.map((group) => group.VpcSecurityGroupId),
  parameterGroups: instance.DBParameterGroups.map((group) => ({
    name: group.DBParameterGroupName,
    applied: group.ParameterApplyStatus === 'in-sync',
  })),
  deletionProtection: instance.DeletionProtection ?? false,
});
