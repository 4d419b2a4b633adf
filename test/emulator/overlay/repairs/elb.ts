import type { BalancerAddress } from '../../../../fixtures/seed/facts.ts';
import type { Repair } from '../repair.ts';

const withAddress = (block: string, { subnet, allocationId }: BalancerAddress): string => {
  const address = `<LoadBalancerAddresses><member><AllocationId>${allocationId}</AllocationId></member></LoadBalancerAddresses>`;
  return block.replace(`<SubnetId>${subnet}</SubnetId>`, (found) => found + address);
};

/** Puts the Elastic IPs into the zones of the load balancer that has them. */
const patchAddresses = (body: string, addresses: readonly BalancerAddress[]): string =>
  body
    .split(/(?=<LoadBalancerArn>)/)
    .map((block) => {
      const name = /<LoadBalancerName>([^<]*)</.exec(block)?.[1];
      return addresses.filter(({ balancer }) => balancer === name).reduce(withAddress, block);
    })
    .join('');

export const elbRepairs: readonly Repair[] = [
  {
    service: 'elasticloadbalancing',
    operation: 'DescribeLoadBalancers',
    moto: 'network load balancers forget their Elastic IPs',
    here: 'the allocation ids, as seeded',
    patch: (body, _call, { balancerAddresses }) => patchAddresses(body, balancerAddresses),
  },
];
