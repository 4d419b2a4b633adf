import type { AwsPlace, FrontDoor } from '../../../domain/aws.ts';
import type { Ec2Address } from '../../../parse/aws/ebs.ts';
import type { ClassicBalancer, ElbBalancer } from '../../../parse/aws/elb.ts';
import { defineAwsCollector } from '../collector.ts';
import { classicArn } from './classic-arn.ts';

/** The public doors of a region: internet-facing load balancers, and Elastic IPs in use other than those of NAT gateways. */
export default defineAwsCollector({
  key: 'aws.front-doors',
  per: 'region',
  operations: [
    'elastic-load-balancing-v2:DescribeLoadBalancers',
    'elastic-load-balancing:DescribeLoadBalancers',
    'ec2:DescribeAddresses',
    'ec2:DescribeNatGateways',
  ],
  collect: async (aws) => {
    const [balancers, classics, addresses] = await Promise.all([
      aws.list('elastic-load-balancing-v2:DescribeLoadBalancers', (page) => page.LoadBalancers),
      aws.list('elastic-load-balancing:DescribeLoadBalancers', (page) => page.LoadBalancerDescriptions),
      aws.list('ec2:DescribeAddresses', (page) => page.Addresses),
    ]);
    const inUse = addresses.items.filter(({ AssociationId }) => AssociationId !== null);
    const nat =
      inUse.length === 0
        ? { items: [], gaps: [] }
        : await aws.list('ec2:DescribeNatGateways', (page) => page.NatGateways);
    // Outbound only, or judged through their load balancer.
    const notDoors = new Set([
      ...nat.items.flatMap(({ NatGatewayAddresses }) => NatGatewayAddresses.map(({ AllocationId }) => AllocationId)),
      ...balancers.items.flatMap(allocationsOf),
    ]);
    return {
      items: [
        ...balancers.items.flatMap((balancer) => fromBalancer(balancer, aws)),
        ...classics.items.flatMap((balancer) => fromClassic(balancer, aws)),
        ...inUse.filter(({ AllocationId }) => !notDoors.has(AllocationId)).map((address) => fromAddress(address, aws)),
      ],
      gaps: [...balancers.gaps, ...classics.gaps, ...addresses.gaps, ...nat.gaps],
    };
  },
});

const allocationsOf = (balancer: ElbBalancer): readonly string[] =>
  balancer.AvailabilityZones.flatMap((zone) =>
    zone.LoadBalancerAddresses.flatMap(({ AllocationId }) => AllocationId ?? []),
  );

const partitionOf = (arn: string): string => arn.split(':')[1] ?? 'aws';

const addressArn = (allocation: string, { account, region }: AwsPlace, partition = 'aws'): string =>
  `arn:${partition}:ec2:${region}:${account}:eip-allocation/${allocation}`;

/** A gateway load balancer takes no traffic from the internet of its own. */
const fromBalancer = (balancer: ElbBalancer, { account, region }: AwsPlace): readonly FrontDoor[] => {
  if (balancer.Scheme !== 'internet-facing' || balancer.Type === 'gateway') return [];
  const id = balancer.LoadBalancerArn;
  const application = balancer.Type === 'application';
  return [
    {
      id,
      account,
      region,
      tags: null,
      kind: application ? 'application-load-balancer' : 'network-load-balancer',
      name: balancer.LoadBalancerName,
      dnsName: balancer.DNSName,
      protectable: application
        ? [id]
        : allocationsOf(balancer).map((allocation) => addressArn(allocation, { account, region }, partitionOf(id))),
    },
  ];
};

const fromClassic = (balancer: ClassicBalancer, { account, region }: AwsPlace): readonly FrontDoor[] => {
  if (balancer.Scheme !== 'internet-facing') return [];
  const name = balancer.LoadBalancerName;
  const id = classicArn(name, { account, region });
  return [
    {
      id,
      account,
      region,
      tags: null,
      kind: 'classic-load-balancer',
      name,
      dnsName: balancer.DNSName,
      protectable: [id],
    },
  ];
};

const fromAddress = (address: Ec2Address, { account, region }: AwsPlace): FrontDoor => {
  const name = address.PublicIp ?? address.AllocationId ?? 'address';
  const id = addressArn(address.AllocationId ?? name, { account, region });
  return { id, account, region, tags: address.Tags, kind: 'elastic-ip', name, dnsName: null, protectable: [id] };
};
