import { distributions } from '../../../parse/aws/cloudfront.ts';
import { balancers, classicPolicies, classics, listeners, rules, sslPolicies } from '../../../parse/aws/elb.ts';
import { protections, subscription, subscriptionState } from '../../../parse/aws/shield.ts';
import { defineOperation, nextToken } from '../operation.ts';

const page = { out: 'NextMarker', in: 'Marker', size: { PageSize: 400 } } as const;

/** Load balancers, distributions and their shields. */
export const edge = {
  'elastic-load-balancing-v2:DescribeLoadBalancers': defineOperation({
    action: 'elasticloadbalancing:DescribeLoadBalancers',
    output: balancers,
    paging: page,
  }),
  'elastic-load-balancing-v2:DescribeListeners': defineOperation({
    action: 'elasticloadbalancing:DescribeListeners',
    output: listeners,
    paging: page,
  }),
  'elastic-load-balancing-v2:DescribeRules': defineOperation({
    action: 'elasticloadbalancing:DescribeRules',
    output: rules,
    paging: page,
  }),
  'elastic-load-balancing-v2:DescribeSSLPolicies': defineOperation({
    action: 'elasticloadbalancing:DescribeSSLPolicies',
    output: sslPolicies,
    paging: page,
  }),
  'elastic-load-balancing:DescribeLoadBalancers': defineOperation({
    action: 'elasticloadbalancing:DescribeLoadBalancers',
    output: classics,
    paging: page,
  }),
  'elastic-load-balancing:DescribeLoadBalancerPolicies': defineOperation({
    action: 'elasticloadbalancing:DescribeLoadBalancerPolicies',
    output: classicPolicies,
  }),
  // Its token lies inside the list; the collector follows it.
  'cloudfront:ListDistributions': defineOperation({
    action: 'cloudfront:ListDistributions',
    output: distributions,
    global: true,
  }),
  'shield:GetSubscriptionState': defineOperation({
    action: 'shield:GetSubscriptionState',
    output: subscriptionState,
    global: true,
  }),
  'shield:DescribeSubscription': defineOperation({
    action: 'shield:DescribeSubscription',
    output: subscription,
    absent: ['ResourceNotFoundException'],
    global: true,
  }),
  'shield:ListProtections': defineOperation({
    action: 'shield:ListProtections',
    output: protections,
    absent: ['ResourceNotFoundException'],
    paging: nextToken({ MaxResults: 1000 }),
    global: true,
  }),
};
