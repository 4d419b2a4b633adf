import type { Hop } from '../../domain/finding.ts';
import type { Family, InterfaceSubject, NetworkInterface } from '../../domain/network.ts';
import type { Party } from './connection.ts';
import { flowBetween } from './flow.ts';
import { isEmpty, ranges, unionAll } from './intervals.ts';
import { groupBy, type Missing, type Network } from './network.ts';
import { addressesOf } from './space.ts';
import { PROTOCOL_CLASSES, type ProtocolClass } from './traffic.ts';

/** One flow that passes, or may pass, between two sets of servers. */
export interface Crossing {
  readonly protocol: ProtocolClass;
  readonly port: number;
  readonly certain: boolean;
  readonly hops: readonly Hop[];
  readonly missing: readonly Missing[];
}

/** Servers of one subnet with the same groups: rules tell them apart by their addresses alone. */
interface Peers {
  readonly party: Party;
  readonly members: readonly NetworkInterface[];
}

/** More flows than this are not asked one by one: what classes of servers leave open is then open. */
const MOST_FLOWS = 20_000;

const FAMILIES = [4, 6] as const;

const addressesIn = (eni: NetworkInterface, family: Family) =>
  addressesOf(family === 4 ? eni.addresses.map((address) => address.private) : eni.ipv6, family);

const classesOf = (interfaces: readonly NetworkInterface[], family: Family): readonly Peers[] => {
  const having = interfaces.filter((eni) => !isEmpty(addressesIn(eni, family)));
  const classes = groupBy(having, ({ subnet, groups }) => [`${subnet} ${groups.toSorted().join()}`]);
  return [...classes.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    const addresses = unionAll(members.map((eni) => addressesIn(eni, family)));
    const { subnet, groups } = first;
    return [{ members, party: { subnet, groups, addresses, exact: members.length === 1 } }];
  });
};

const hopOf = ({ id, instance }: NetworkInterface): Hop => ({
  component: 'network-interface',
  id,
  rule: instance,
  code: null,
});

const flowOf = (network: Network, family: Family, from: Peers, to: Peers): Crossing | null => {
  const [source] = from.members;
  const [target] = to.members;
  if (source === undefined || target === undefined) return null;
  let possible: Crossing | null = null;
  for (const protocol of PROTOCOL_CLASSES) {
    const { ports, trace, missing } = flowBetween(network, family, protocol, from.party, to.party);
    const certain = !isEmpty(ports.must);
    const [first] = ranges(certain ? ports.must : ports.may);
    if (first === undefined) continue;
    const hops = [hopOf(source), ...trace(first.from), hopOf(target)];
    const found: Crossing = { protocol, port: first.from, certain, hops, missing };
    if (certain) return found;
    possible ??= found;
  }
  return possible;
};

const alone = (eni: NetworkInterface, { party }: Peers, family: Family): Peers => ({
  members: [eni],
  party: { ...party, addresses: addressesIn(eni, family), exact: true },
});

const tooMany: Missing = {
  component: 'network-interface',
  id: 'many',
  gap: {
    kind: 'inconclusive',
    detail: 'rules tell servers of one subnet apart, and there are too many to ask for each pair',
  },
};

/** Asks for each pair of two classes what the classes as a whole leave open. `left` is what may still be asked. */
const flowAmong = (
  network: Network,
  family: Family,
  from: Peers,
  to: Peers,
  left: { count: number },
): Crossing | null => {
  const whole = flowOf(network, family, from, to);
  if (whole === null || whole.certain || (from.party.exact && to.party.exact)) return whole;
  let possible: Crossing | null = null;
  for (const source of from.members) {
    for (const target of to.members) {
      if (left.count-- <= 0) return { ...whole, missing: [tooMany] };
      const found = flowOf(network, family, alone(source, from, family), alone(target, to, family));
      if (found?.certain) return found;
      possible ??= found;
    }
  }
  return possible;
};

const unseen = (network: Network, subjects: readonly InterfaceSubject[]): readonly Missing[] =>
  subjects.flatMap(({ id }) => {
    const found = network.networkInterface(id);
    return found.ok ? [] : [found.missing];
  });

const seen = (network: Network, subjects: readonly InterfaceSubject[]): readonly NetworkInterface[] =>
  subjects.flatMap(({ id }) => {
    const found = network.networkInterface(id);
    return found.ok ? [found.value] : [];
  });

/** A flow between servers of two environments, either way, IPv4 or IPv6; a certain one if there is one. */
export const crossingBetween = (
  network: Network,
  some: readonly InterfaceSubject[],
  others: readonly InterfaceSubject[],
): Crossing | null => {
  const left = { count: MOST_FLOWS };
  let possible: Crossing | null = null;
  for (const family of FAMILIES) {
    const ours = classesOf(seen(network, some), family);
    const theirs = classesOf(seen(network, others), family);
    for (const a of ours) {
      for (const b of theirs) {
        for (const [from, to] of [
          [a, b],
          [b, a],
        ] as const) {
          const found = flowAmong(network, family, from, to, left);
          if (found?.certain) return found;
          possible ??= found;
        }
      }
    }
  }
  const missing = unseen(network, [...some, ...others]);
  if (possible === null && missing.length > 0 && some.length > 0 && others.length > 0)
    return { protocol: 'tcp', port: 0, certain: false, hops: [], missing };
  return possible;
};
