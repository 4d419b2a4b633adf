import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeSSLPoliciesCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Service } from './service.ts';

export const service: Service = {
  Client: ElasticLoadBalancingV2Client,
  commands: {
    DescribeTargetHealth: DescribeTargetHealthCommand,
    DescribeTargetGroups: DescribeTargetGroupsCommand,
    DescribeTargetGroupAttributes: DescribeTargetGroupAttributesCommand,
    DescribeLoadBalancerAttributes: DescribeLoadBalancerAttributesCommand,
    DescribeListeners: DescribeListenersCommand,
    DescribeLoadBalancers: DescribeLoadBalancersCommand,
    DescribeRules: DescribeRulesCommand,
    DescribeSSLPolicies: DescribeSSLPoliciesCommand,
  },
};
