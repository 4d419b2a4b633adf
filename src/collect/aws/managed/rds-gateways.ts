import type { AwsPlace } from '../../../domain/aws.ts';
import type { Read } from '../../../domain/gap.ts';
import { known, notTold, unread } from '../../../domain/gap.ts';
import type { EndpointAccess, ManagedEndpoint } from '../../../domain/managed-endpoints.ts';
import type { RdsCluster } from '../../../parse/aws/rds.ts';
import { rdsArn } from '../../../parse/aws/rds.ts';
import { defineAwsCollector } from '../collector.ts';

/** Clusters of Aurora that answer the internet over a gateway of their own, without any VPC. */
export default defineAwsCollector({
  key: 'aws.rds.gateways',
  per: 'region',
  operations: ['rds:DescribeDBClusters'],
  collect: async (aws) => {
    const { items, gaps } = await aws.list('rds:DescribeDBClusters', (page) => page.DBClusters);
    return { items: items.flatMap((cluster) => toEndpoint(cluster, aws)), gaps };
  },
});

/**
 * The field exists for clusters of the express configuration alone, which may have no place in a VPC; one that lacks both is told of by
 * neither. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html
 */
const accessOf = (cluster: RdsCluster): Read<EndpointAccess> | null => {
  const { InternetAccessGatewayEnabled: enabled, Engine, DBSubnetGroup, VpcSecurityGroups } = cluster;
  if (enabled === true)
    return known({ at: 'service', setting: 'InternetAccessGatewayEnabled', sources: null, policy: null });
  const elsewhere = Engine !== null && !Engine.startsWith('aurora');
  if (enabled === false || elsewhere || DBSubnetGroup !== null || VpcSecurityGroups.length > 0) return null;
  return unread(notTold('whether the cluster has an internet access gateway'));
};

const toEndpoint = (cluster: RdsCluster, { account, region }: AwsPlace): readonly ManagedEndpoint[] => {
  const access = accessOf(cluster);
  if (access === null) return [];
  return [
    {
      id: rdsArn(cluster.DBClusterArn, 'cluster', cluster.DBClusterIdentifier, { account, region }),
      account,
      region,
      tags: cluster.TagList,
      type: 'rds-cluster',
      name: cluster.DBClusterIdentifier,
      ports: cluster.Port === null ? null : [cluster.Port],
      door: 'direct',
      access,
    },
  ];
};
