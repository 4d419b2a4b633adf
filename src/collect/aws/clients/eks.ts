import { DescribeClusterCommand, EKSClient, ListClustersCommand } from '@aws-sdk/client-eks';
import type { Service } from './service.ts';

export const service: Service = {
  Client: EKSClient,
  commands: {
    DescribeCluster: DescribeClusterCommand,
    ListClusters: ListClustersCommand,
  },
};
