import type { AwsPlace } from '../../../domain/aws.ts';
import type { Read } from '../../../domain/gap.ts';
import { known, notTold, unread } from '../../../domain/gap.ts';
import type { ManagedEndpoint, SubnetAccess } from '../../../domain/managed-endpoints.ts';
import type { RedshiftCluster, RedshiftSubnetGroup, RedshiftWorkgroup } from '../../../parse/aws/managed/data.ts';
import { defineAwsCollector } from '../collector.ts';
import { whole } from '../network/listing.ts';
import { listedIfOffered, offeredOperation } from './offered.ts';

/** Redshift clusters and serverless workgroups. Subnet groups are asked for only where there is a cluster. */
export default defineAwsCollector({
  key: 'aws.redshift.endpoints',
  per: 'region',
  operations: [
    'redshift:DescribeClusters',
    'redshift:DescribeClusterSubnetGroups',
    'redshift-serverless:ListWorkgroups',
    offeredOperation,
  ],
  collect: async (aws) => {
    const [clusters, workgroups] = await Promise.all([
      aws.list('redshift:DescribeClusters', (page) => page.Clusters),
      aws
        .list('redshift-serverless:ListWorkgroups', (page) => page.workgroups)
        .then((listed) => listedIfOffered(aws, 'redshift-serverless', listed)),
    ]);
    const groups =
      clusters.items.length === 0
        ? known([])
        : whole(await aws.list('redshift:DescribeClusterSubnetGroups', (page) => page.ClusterSubnetGroups));
    return {
      items: [
        ...clusters.items.map((cluster) => fromCluster(cluster, groups, aws)),
        ...workgroups.items.map((workgroup) => fromWorkgroup(workgroup, aws)),
      ],
      gaps: [...clusters.gaps, ...workgroups.gaps],
    };
  },
});

const subnetsOf = (
  { ClusterSubnetGroupName }: RedshiftCluster,
  groups: Read<readonly RedshiftSubnetGroup[]>,
): SubnetAccess['subnets'] => {
  if (!groups.ok) return groups;
  const own = groups.value.find((group) => group.ClusterSubnetGroupName === ClusterSubnetGroupName);
  return own === undefined ? unread(notTold('the subnets of a cluster')) : known(own.Subnets);
};

const fromCluster = (
  cluster: RedshiftCluster,
  groups: Read<readonly RedshiftSubnetGroup[]>,
  { account, region }: AwsPlace,
): ManagedEndpoint => ({
  id: `arn:aws:redshift:${region}:${account}:cluster:${cluster.ClusterIdentifier}`,
  account,
  region,
  tags: cluster.Tags,
  type: 'redshift-cluster',
  name: cluster.ClusterIdentifier,
  ports: cluster.Endpoint?.Port ? [cluster.Endpoint.Port] : null,
  door: 'direct',
  access: known({
    at: 'subnets',
    public: cluster.PubliclyAccessible,
    subnets: subnetsOf(cluster, groups),
    in: { zone: cluster.AvailabilityZone },
    groups: cluster.VpcSecurityGroups.map((group) => group.VpcSecurityGroupId),
    addresses: cluster.ClusterNodes.flatMap((node) => node.PrivateIPAddress ?? []),
  }),
});

const fromWorkgroup = (workgroup: RedshiftWorkgroup, { account, region }: AwsPlace): ManagedEndpoint => {
  const port = workgroup.endpoint?.port ?? workgroup.port;
  const interfaces = (workgroup.endpoint?.vpcEndpoints ?? []).flatMap((endpoint) => endpoint.networkInterfaces);
  return {
    id: workgroup.workgroupArn,
    account,
    region,
    tags: null,
    type: 'redshift-workgroup',
    name: workgroup.workgroupName,
    ports: port === null ? null : [port],
    door: 'direct',
    access: known({
      at: 'subnets',
      public: workgroup.publiclyAccessible,
      subnets: known(workgroup.subnetIds.map((subnet) => ({ subnet, zone: null }))),
      in: 'all',
      groups: workgroup.securityGroupIds,
      addresses: interfaces.flatMap((one) => one.privateIpAddress ?? []),
    }),
  };
};
