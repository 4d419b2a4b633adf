import { DescribeClusterSubnetGroupsCommand, DescribeClustersCommand, RedshiftClient } from '@aws-sdk/client-redshift';
import type { Service } from './service.ts';

export const service: Service = {
  Client: RedshiftClient,
  commands: {
    DescribeClusterSubnetGroups: DescribeClusterSubnetGroupsCommand,
    DescribeClusters: DescribeClustersCommand,
  },
};
