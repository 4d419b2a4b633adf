import type { AwsPlace, LoadBalancer } from '../../../domain/aws.ts';
import type { ClassicBalancer, ElbBalancer } from '../../../parse/aws/elb.ts';
import { defineAwsCollector } from '../collector.ts';
import { classicArn } from './classic-arn.ts';

export default defineAwsCollector({
  key: 'aws.elb.load-balancers',
  per: 'region',
  operations: ['elastic-load-balancing-v2:DescribeLoadBalancers', 'elastic-load-balancing:DescribeLoadBalancers'],
  collect: async (aws) => {
    const [balancers, classics] = await Promise.all([
      aws.list('elastic-load-balancing-v2:DescribeLoadBalancers', (page) => page.LoadBalancers),
      aws.list('elastic-load-balancing:DescribeLoadBalancers', (page) => page.LoadBalancerDescriptions),
    ]);
    return {
      items: [
        ...balancers.items.map((balancer) => fromBalancer(balancer, aws)),
        ...classics.items.map((balancer) => fromClassic(balancer, aws)),
      ],
      gaps: [...balancers.gaps, ...classics.gaps],
    };
  },
});

const fromBalancer = (balancer: ElbBalancer, { account, region }: AwsPlace): LoadBalancer => ({
  id: balancer.LoadBalancerArn,
  account,
  region,
  tags: null,
  name: balancer.LoadBalancerName,
  kind: balancer.Type,
  internetFacing: balancer.Scheme === 'internet-facing',
  dnsName: balancer.DNSName,
  zones: [...new Set(balancer.AvailabilityZones.flatMap(({ ZoneName }) => ZoneName ?? []))],
});

const fromClassic = (balancer: ClassicBalancer, { account, region }: AwsPlace): LoadBalancer => ({
  id: classicArn(balancer.LoadBalancerName, { account, region }),
  account,
  region,
  tags: null,
  name: balancer.LoadBalancerName,
  kind: 'classic',
  internetFacing: balancer.Scheme === 'internet-facing',
  dnsName: balancer.DNSName,
  zones: balancer.AvailabilityZones,
});
