import type { Hop } from '../../domain/finding.ts';
import type { Balancer, BalancerListener, Family } from '../../domain/network.ts';
import { addressesAt, meet, repliesTo } from './acl.ts';
import { type Filter, filtersOf, openFilter } from './groups.ts';
import { type Bounds, contains, type Intervals, intersect, unionAll } from './intervals.ts';
import type { Missing, Network } from './network.ts';
import type { Door } from './opening.ts';
import { subnetAcl } from './subnet-acl.ts';

/** A listener on one node of a load balancer, and the clients that get to it. */
export interface Entrance {
  readonly balancer: Balancer;
  readonly subnet: string;
  readonly family: Family;
  readonly protocol: 'tcp' | 'udp';
  readonly listener: BalancerListener;
  readonly clients: Bounds<Intervals>;
  /** Doors before the load balancer, outermost first. */
  readonly doors: readonly Door[];
  readonly through: string | null;
  readonly missing: readonly Missing[];
  readonly trace: () => readonly Hop[];
}

export const balancerHop = (balancer: Balancer, protocol: string, port: number): Hop => ({
  component: 'load-balancer',
  id: balancer.id,
  rule: `${protocol}/${port}`,
  code: null,
});

/** The rules before a load balancer's listeners. A network load balancer made without groups has none, and never can. */
export const balancerFilters = (network: Network, balancer: Balancer, family: Family): readonly Filter[] =>
  balancer.groups.length === 0
    ? [openFilter({ component: 'load-balancer', id: balancer.id, rule: 'no security group', code: null }, family)]
    : filtersOf(network, balancer.groups, 'ingress', family);

/** The clients of an entrance that a target still admits when it sees their own addresses. */
export const clientsAt = (
  network: Network,
  entrance: Entrance,
  target: { readonly subnet: string; readonly filters: readonly Filter[]; readonly port: number },
): Bounds<Intervals> => {
  const { family, protocol, balancer, clients } = entrance;
  const inside = subnetAcl(network, target.subnet, 'ingress', family, protocol);
  const back = subnetAcl(network, target.subnet, 'egress', family, protocol);
  const crossing = entrance.subnet !== target.subnet;
  const named = target.filters.filter((filter) => filter.group !== null && balancer.groups.includes(filter.group));
  const side = (bound: 'may' | 'must'): Intervals => {
    const arriving = crossing
      ? intersect(clients[bound], addressesAt(meet(inside[bound], repliesTo(back[bound], protocol)), target.port))
      : clients[bound];
    if (named.some((filter) => contains(filter.spans[protocol][bound], target.port))) return arriving;
    const open = target.filters.filter((filter) => contains(filter.spans[protocol][bound], target.port));
    return unionAll(open.map((filter) => intersect(arriving, filter.addresses[bound])));
  };
  return { may: side('may'), must: side('must') };
};
