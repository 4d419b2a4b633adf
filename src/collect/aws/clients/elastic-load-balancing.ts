import { DescribeLoadBalancersCommand, ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import type { Service } from './service.ts';

export const service: Service = {
  Client: ElasticLoadBalancingClient,
  commands: {
    DescribeLoadBalancers: DescribeLoadBalancersCommand,
  },
};
