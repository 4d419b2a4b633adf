import type { WebAclDoor } from '../../../domain/aws.ts';
import { known } from '../../../domain/gap.ts';
import type { ElbBalancer } from '../../../parse/aws/elb.ts';
import { defineAwsCollector } from '../collector.ts';
import type { AwsPort } from '../port.ts';
import { withRateRules } from './rate-rules.ts';

const operations = [
  'elastic-load-balancing-v2:DescribeLoadBalancers',
  'wafv2:GetWebACLForResource',
  'wafv2:GetRuleGroup',
] as const;
type Port = AwsPort<(typeof operations)[number]>;

/** The web ACLs of internet-facing application load balancers. */
export default defineAwsCollector({
  key: 'aws.wafv2.load-balancers',
  per: 'region',
  operations,
  collect: async (aws) => {
    const { items, gaps } = await aws.list(
      'elastic-load-balancing-v2:DescribeLoadBalancers',
      (page) => page.LoadBalancers,
    );
    const doors = items.filter(({ Type, Scheme }) => Type === 'application' && Scheme === 'internet-facing');
    return { items: await Promise.all(doors.map((balancer) => toDoor(aws, balancer))), gaps };
  },
});

const toDoor = async (aws: Port, balancer: ElbBalancer): Promise<WebAclDoor> => {
  const { account, region } = aws;
  const id = balancer.LoadBalancerArn;
  const answer = await aws.read('wafv2:GetWebACLForResource', { ResourceArn: id });
  return {
    id,
    account,
    region,
    tags: null,
    kind: 'application-load-balancer',
    name: balancer.LoadBalancerName,
    webAcl: answer.ok
      ? known(answer.value.WebACL === null ? null : await withRateRules(aws, answer.value.WebACL, region))
      : answer,
  };
};
