import type { Tags } from '../../domain/aws.ts';
import type { Environment, Environments } from '../../domain/claim.ts';
import type { Hop } from '../../domain/finding.ts';
import type { InterfaceSubject, NetworkInterface, VpcSubject } from '../../domain/network.ts';
import type { Party } from './connection.ts';
import { flowBetween } from './flow.ts';
import { isEmpty, overlaps, ranges } from './intervals.ts';
import type { Missing, Network } from './network.ts';
import { routedBy } from './routes.ts';
import { addressesOf } from './space.ts';
import { PROTOCOL_CLASSES, type ProtocolClass } from './traffic.ts';

/** Something that may belong to an environment. */
export interface Member {
  readonly account: string;
  readonly vpc: string;
  readonly tags: Tags;
}

const belongs = ({ tags, vpcs, accounts }: Environment, member: Member): boolean =>
  tags.every(({ key, values }) => values.includes(member.tags[key] ?? '')) &&
  (vpcs.length === 0 || vpcs.includes(member.vpc)) &&
  (accounts.length === 0 || accounts.includes(member.account));

/** The environments a thing belongs to, by the criteria of the claims file; all of one environment's criteria must match. */
export const environmentsOf = (
  environments: Environments,
  names: readonly string[],
  member: Member,
): readonly string[] => {
  const asked = names.length === 0 ? Object.keys(environments) : names;
  return asked.filter((name) => {
    const environment = environments[name];
    return environment !== undefined && belongs(environment, member);
  });
};

/** A VPC and what lives in it, by environment. */
export interface Placement {
  readonly vpc: VpcSubject;
  readonly environments: ReadonlyMap<string, readonly InterfaceSubject[]>;
  /** Servers that belong to no environment although the VPC itself does not say either. */
  readonly unlabelled: readonly InterfaceSubject[];
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

/**
 * Which environments live in each VPC, by id, as findings must not depend on the order of an answer. A thing without labels of its own belongs where its VPC belongs; only servers count as unlabelled, as
 * AWS makes interfaces of its own.
 */
export const placements = (
  vpcs: readonly VpcSubject[],
  interfaces: readonly InterfaceSubject[],
  environments: Environments,
  names: readonly string[],
): readonly Placement[] => {
  const servers = interfaces.filter((item) => item.serves === 'instance').toSorted(byId);
  return vpcs.toSorted(byId).map((vpc) => {
    const of = (member: Member): readonly string[] => environmentsOf(environments, names, member);
    const own = of({ account: vpc.account, vpc: vpc.id, tags: vpc.tags ?? {} });
    const found = new Map<string, InterfaceSubject[]>(own.map((name) => [name, []]));
    const unlabelled: InterfaceSubject[] = [];
    for (const item of servers.filter((one) => one.vpc === vpc.id)) {
      const stated = of({ account: item.account, vpc: vpc.id, tags: item.tags ?? {} });
      const belonging = stated.length > 0 ? stated : own;
      if (belonging.length === 0) unlabelled.push(item);
      for (const name of belonging) found.set(name, [...(found.get(name) ?? []), item]);
    }
    return { vpc, environments: found, unlabelled };
  });
};

/** Two VPCs of different environments. */
export interface Pair {
  readonly from: Placement;
  readonly to: Placement;
  readonly environments: readonly [string, string];
}

/** Every two VPCs that hold different environments, each pair once. */
export const pairsOf = (all: readonly Placement[]): readonly Pair[] =>
  all.flatMap((from, i) =>
    all.slice(i + 1).flatMap((to): readonly Pair[] => {
      const a = [...from.environments.keys()].find((name) =>
        [...to.environments.keys()].some((other) => other !== name),
      );
      const b = a === undefined ? undefined : [...to.environments.keys()].find((name) => name !== a);
      return a === undefined || b === undefined ? [] : [{ from, to, environments: [a, b] }];
    }),
  );

/** Whether routes lead from one VPC to another and back, whatever filters say. */
export interface Link {
  readonly verdict: 'joined' | 'apart' | 'unknown';
  readonly hops: readonly Hop[];
  readonly missing: readonly Missing[];
}

const EDGES: ReadonlySet<string> = new Set(['transit-gateway', 'core-network', 'vpn-gateway']);

const tablesOf = (network: Network, vpc: string) =>
  network.regions.flatMap(({ routeTables }) =>
    routeTables.ok ? routeTables.value.filter((table) => table.vpc === vpc).toSorted(byId) : [],
  );

/**
 * Joined: an active peering between the two that a table of each side routes over. A route of both sides into a transit gateway, Cloud WAN or
 * VPN leaves it open, as the routing inside is not followed.
 */
export const linkBetween = (network: Network, a: string, b: string): Link => {
  const unread = [...network.unlisted('routeTables'), ...network.unlisted('peerings'), ...network.unlisted('vpcs')];
  const leads = (from: string, to: string, wanted: (id: string, kind: string) => boolean): Hop | null => {
    const found = network.vpc(to);
    if (!found.ok) return null;
    for (const table of tablesOf(network, from)) {
      for (const family of [4, 6] as const) {
        const carried = routedBy(table, family, network.listEntries, (route) => wanted(route.targetId, route.target));
        if (overlaps(carried.must, addressesOf(found.value.cidrs, family))) {
          return { component: 'route-table', id: table.id, rule: found.value.cidrs.join(', '), code: null };
        }
      }
    }
    return null;
  };
  const [peering] = network.peerings
    .filter(({ active, requester, accepter }) => active && new Set([requester.vpc, accepter.vpc, a, b]).size === 2)
    .toSorted(byId);
  if (peering !== undefined) {
    const there = leads(a, b, (id) => id === peering.id);
    const back = leads(b, a, (id) => id === peering.id);
    if (there !== null && back !== null) {
      const via: Hop = { component: 'vpc-peering-connection', id: peering.id, rule: null, code: null };
      const end = (id: string): Hop => ({ component: 'vpc', id, rule: null, code: null });
      return { verdict: 'joined', hops: [end(a), there, via, back, end(b)], missing: [] };
    }
    const half = there ?? back;
    if (half !== null) {
      const detail = `${peering.id} is routed over on one side only: packets that need no reply may pass`;
      return {
        verdict: 'unknown',
        hops: [half],
        missing: [{ component: 'route-table', id: half.id, gap: { kind: 'unsupported', detail } }],
      };
    }
  }
  const edge = (from: string, to: string): Hop | null => leads(from, to, (_, kind) => EDGES.has(kind));
  const [out, back] = [edge(a, b), edge(b, a)];
  if (out !== null && back !== null) {
    const detail = 'both sides route into a transit gateway, Cloud WAN or VPN, whose inside is not followed';
    return {
      verdict: 'unknown',
      hops: [out, back],
      missing: [{ component: 'route-table', id: out.id, gap: { kind: 'unsupported', detail } }],
    };
  }
  return unread.length > 0
    ? { verdict: 'unknown', hops: [], missing: unread }
    : { verdict: 'apart', hops: [], missing: [] };
};

/** One flow that passes, or may pass, between two sets of servers. */
export interface Crossing {
  readonly from: InterfaceSubject;
  readonly to: InterfaceSubject;
  readonly protocol: ProtocolClass;
  readonly port: number;
  readonly certain: boolean;
  readonly hops: readonly Hop[];
  readonly missing: readonly Missing[];
}

const partyOf = ({ subnet, groups, addresses }: NetworkInterface): Party => ({
  subnet,
  groups,
  exact: true,
  addresses: addressesOf(
    addresses.map((address) => address.private),
    4,
  ),
});

const crossing = (network: Network, from: InterfaceSubject, to: InterfaceSubject): Crossing | null => {
  const [one, other] = [network.networkInterface(from.id), network.networkInterface(to.id)];
  if (!one.ok || !other.ok) {
    const missing = [one, other].flatMap((found) => (found.ok ? [] : [found.missing]));
    return { from, to, protocol: 'tcp', port: 0, certain: false, hops: [], missing };
  }
  const [source, target] = [partyOf(one.value), partyOf(other.value)];
  let possible: Crossing | null = null;
  for (const protocol of PROTOCOL_CLASSES) {
    const flow = flowBetween(network, 4, protocol, source, target);
    const certain = !isEmpty(flow.ports.must);
    const [first] = ranges(certain ? flow.ports.must : flow.ports.may);
    if (first === undefined) continue;
    const end = (item: InterfaceSubject): Hop => ({
      component: 'network-interface',
      id: item.id,
      rule: item.instance,
      code: null,
    });
    const hops = [end(from), ...flow.trace(first.from), end(to)];
    const found: Crossing = { from, to, protocol, port: first.from, certain, hops, missing: flow.missing };
    if (certain) return found;
    possible ??= found;
  }
  return possible;
};

/** A flow between servers of two environments, either way; a certain one if there is one. */
export const crossingBetween = (
  network: Network,
  some: readonly InterfaceSubject[],
  others: readonly InterfaceSubject[],
): Crossing | null => {
  let possible: Crossing | null = null;
  for (const a of some) {
    for (const b of others) {
      for (const found of [crossing(network, a, b), crossing(network, b, a)]) {
        if (found?.certain) return found;
        possible ??= found;
      }
    }
  }
  return possible;
};
