import type { Hop } from '../../domain/finding.ts';
import type { Direction, Family } from '../../domain/network.ts';
import { portsFor, repliesTo } from './acl.ts';
import { aclBlocker } from './arrival.ts';
import { type Connection, connectionOf, matches, type Party, type Stretch } from './connection.ts';
import { type Filter, filtersOf } from './groups.ts';
import {
  type Bounds,
  bothWays,
  exactly,
  type Intervals,
  intersect,
  isEmpty,
  NOTHING,
  overlaps,
  subtract,
  unionAll,
} from './intervals.ts';
import type { Missing, Network } from './network.ts';
import { ALL_ADDRESSES } from './space.ts';
import { subnetAcl } from './subnet-acl.ts';
import { type ProtocolClass, wholeAxis } from './traffic.ts';

export interface Flow {
  /** Destination ports that pass. */
  readonly ports: Bounds<Intervals>;
  readonly missing: readonly Missing[];
  /** The first thing on the way that stops all of these ports; null when some may pass. */
  readonly closedBy: (ports: Intervals) => Hop | null;
  /** The hops between the two ends, for one port. */
  readonly trace: (port: number) => readonly Hop[];
}

const admits = (filter: Filter, peer: Party, referable: Bounds<boolean>): Bounds<boolean> => {
  const byAddress = matches(filter.addresses, peer);
  const named = filter.group !== null && peer.groups?.includes(filter.group) === true;
  return bothWays(byAddress, referable, (address, refer) => address || (named && refer));
};

/** Ports on which the groups of one end admit the other, and the rules that do so. */
const groupPorts = (
  filters: readonly Filter[],
  peer: Party,
  protocol: ProtocolClass,
  referable: Bounds<boolean>,
): Bounds<Intervals> => {
  const side = (bound: 'may' | 'must'): Intervals =>
    unionAll(
      filters.filter((filter) => admits(filter, peer, referable)[bound]).map((filter) => filter.spans[protocol][bound]),
    );
  return { may: side('may'), must: side('must') };
};

/** Ports a network ACL passes toward or from an address; for replies the ports that get an answer. */
const aclPorts = (
  network: Network,
  subnet: string,
  direction: Direction,
  family: Family,
  protocol: ProtocolClass,
  remote: Party,
  reply: boolean,
): Bounds<Intervals> => {
  const bands = subnetAcl(network, subnet, direction, family, protocol);
  const admitted = (set: Intervals, bound: 'may' | 'must'): boolean => matches(exactly(set), remote)[bound];
  const side = (bound: 'may' | 'must'): Intervals =>
    portsFor(reply ? repliesTo(bands[bound], protocol) : bands[bound], (addresses) => admitted(addresses, bound));
  return { may: side('may'), must: side('must') };
};

/** What the ACLs of a stretch pass, whichever of its forms the packet takes. */
const stretchPorts = (
  network: Network,
  family: Family,
  protocol: ProtocolClass,
  stretch: Stretch,
  reply: boolean,
): Bounds<Intervals> => {
  const forms = stretch.map((stops) =>
    stops
      .map(({ subnet, direction, remote }) => aclPorts(network, subnet, direction, family, protocol, remote, reply))
      .reduce((a, b) => bothWays(a, b, intersect), exactly(wholeAxis(protocol))),
  );
  return {
    may: unionAll(forms.map(({ may }) => may)),
    must: forms.map(({ must }) => must).reduce(intersect, wholeAxis(protocol)),
  };
};

/** Everything that filters a flow, in the order in which the packet meets it. */
interface Gate {
  readonly blocker: Hop;
  readonly ports: Bounds<Intervals>;
  readonly hop: ((port: number) => Hop | null) | null;
}

const groupGate = (
  network: Network,
  party: Party,
  direction: Direction,
  family: Family,
  protocol: ProtocolClass,
  peer: Party,
  referable: Bounds<boolean>,
): Gate => {
  const blocker: Hop = {
    component: 'security-group',
    id: party.groups?.toSorted().join(',') ?? '',
    rule: null,
    code: 'ENI_SG_RULES_MISMATCH',
  };
  if (party.groups === null) return { blocker, ports: exactly(wholeAxis(protocol)), hop: null };
  const filters = filtersOf(network, party.groups, direction, family);
  return {
    blocker,
    ports: groupPorts(filters, peer, protocol, referable),
    hop: (port) =>
      filters.find(
        (filter) => overlaps(filter.spans[protocol].must, [port, port + 1]) && admits(filter, peer, referable).must,
      )?.hop ?? null,
  };
};

const missingFilters = (network: Network, party: Party, direction: Direction, family: Family): readonly Missing[] =>
  party.groups === null ? [] : filtersOf(network, party.groups, direction, family).flatMap(({ missing }) => missing);

export interface FlowOptions {
  /** Classic load balancers meet their ACL even toward a target in their own subnet. */
  readonly alwaysAcl?: boolean;
  /** `false`: leave out what the destination's ACL and groups say, as they see another source address. */
  readonly destinationSide?: boolean;
}

/** Packets that come with an address of nobody knows whom. */
const anybody = (party: Party, family: Family): Party => ({
  ...party,
  addresses: ALL_ADDRESSES[family],
  exact: false,
});

/**
 * New connections from one private party to another: routes both ways, egress groups of the source, network ACLs on the way in
 * both directions (none inside one subnet), ingress groups of the destination. The reply may use any port that the ACLs admit.
 */
export const flowBetween = (
  network: Network,
  family: Family,
  protocol: ProtocolClass,
  from: Party,
  to: Party,
  { alwaysAcl = false, destinationSide = true }: FlowOptions = {},
): Flow => {
  const connection = connectionOf(network, family, { from, to, oneWay: protocol !== 'tcp' });
  const { referable, there, back } = connection;
  const passed = (stretch: Stretch): Stretch =>
    destinationSide ? stretch : stretch.map((stops) => stops.filter(({ subnet }) => subnet !== to.subnet));
  const aclGate = (stretch: Stretch, reply: boolean): Gate => {
    const ports = stretchPorts(network, family, protocol, passed(stretch), reply);
    const needless = reply && protocol !== 'tcp';
    return {
      blocker: aclBlocker(network, stretch[0]?.[0]?.subnet ?? to.subnet),
      ports: needless ? { may: wholeAxis(protocol), must: ports.must } : ports,
      hop: null,
    };
  };
  const crossing = alwaysAcl || from.subnet !== to.subnet;
  const seen = connection.masked ? anybody(from, family) : from;
  const gates: readonly Gate[] = [
    groupGate(network, from, 'egress', family, protocol, to, referable.egress),
    ...(crossing ? there.map((stretch) => aclGate(stretch, false)) : []),
    ...(crossing ? back.map((stretch) => aclGate(stretch, true)) : []),
    ...(destinationSide ? [groupGate(network, to, 'ingress', family, protocol, seen, referable.ingress)] : []),
  ];
  const ports = gates.reduce((left, gate) => bothWays(left, gate.ports, intersect), {
    may: connection.open.may ? wholeAxis(protocol) : NOTHING,
    must: connection.open.must ? wholeAxis(protocol) : NOTHING,
  });
  return {
    ports,
    missing: isEmpty(subtract(ports.may, ports.must)) ? [] : flowMissing(network, family, from, to, connection),
    closedBy: (wanted) => {
      if (connection.blocker !== null) return connection.blocker;
      let left = wanted;
      for (const gate of gates) {
        left = intersect(left, gate.ports.may);
        if (isEmpty(left)) return gate.blocker;
      }
      return null;
    },
    trace: (port) => [
      ...connection.via,
      ...gates.flatMap((gate) => {
        const hop = gate.hop?.(port) ?? null;
        return hop === null ? [] : [hop];
      }),
    ],
  };
};

const flowMissing = (
  network: Network,
  family: Family,
  from: Party,
  to: Party,
  connection: Connection,
): readonly Missing[] => [
  ...connection.missing,
  ...missingFilters(network, from, 'egress', family),
  ...aclSubnets(from, to, connection).flatMap((subnet) => {
    const acl = network.aclOf(subnet);
    return acl.ok ? [] : [acl.missing];
  }),
  ...missingFilters(network, to, 'ingress', family),
];

const aclSubnets = (from: Party, to: Party, { there, back }: Connection): readonly string[] => [
  ...new Set([from.subnet, to.subnet, ...[...there, ...back].flat(2).map(({ subnet }) => subnet)]),
];
