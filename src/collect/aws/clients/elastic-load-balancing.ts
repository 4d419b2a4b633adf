import {
  DescribeLoadBalancerPoliciesCommand,
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingClient,
} from '@aws-sdk/client-elastic-load-balancing';
import type { Service } from './service.ts';

export const service: Service = {
  Client: ElasticLoadBalancingClient,
  commands: {
    DescribeLoadBalancerPolicies: DescribeLoadBalancerPoliciesCommand,
    DescribeLoadBalancers: DescribeLoadBalancersCommand,
  },
};
