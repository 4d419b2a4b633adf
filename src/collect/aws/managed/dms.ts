import type { AwsPlace } from '../../../domain/aws.ts';
import { known, notTold, unread } from '../../../domain/gap.ts';
import type { ManagedEndpoint } from '../../../domain/managed-endpoints.ts';
import type { ReplicationInstance } from '../../../parse/aws/managed/data.ts';
import { defineAwsCollector } from '../collector.ts';
import { listedIfOffered, offeredOperation } from './offered.ts';

/** Replication instances of the Database Migration Service. */
export default defineAwsCollector({
  key: 'aws.dms.endpoints',
  per: 'region',
  operations: ['database-migration-service:DescribeReplicationInstances', offeredOperation],
  collect: async (aws) => {
    const listed = await aws.list(
      'database-migration-service:DescribeReplicationInstances',
      (page) => page.ReplicationInstances,
    );
    const { items, gaps } = await listedIfOffered(aws, 'dms', listed);
    return { items: items.map((instance) => toEndpoint(instance, aws)), gaps };
  },
});

/** What listens on it is not told: every port that its groups open counts. */
const toEndpoint = (instance: ReplicationInstance, { account, region }: AwsPlace): ManagedEndpoint => ({
  id: instance.ReplicationInstanceArn,
  account,
  region,
  tags: null,
  type: 'dms-instance',
  name: instance.ReplicationInstanceIdentifier,
  ports: null,
  door: 'direct',
  access: known({
    at: 'subnets',
    public: instance.PubliclyAccessible,
    subnets:
      instance.ReplicationSubnetGroup === null
        ? unread(notTold('the subnets of a replication instance'))
        : known(instance.ReplicationSubnetGroup.Subnets),
    in: { zone: instance.AvailabilityZone },
    groups: instance.VpcSecurityGroups.map((group) => group.VpcSecurityGroupId),
    addresses: instance.ReplicationInstancePrivateIpAddresses.flatMap((address) => address ?? []),
  }),
});
