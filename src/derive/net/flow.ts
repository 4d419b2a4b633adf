import type { Hop } from '../../domain/finding.ts';
import type { Direction, Family, Route } from '../../domain/network.ts';
import { portsFor, repliesTo } from './acl.ts';
import { aclBlocker } from './arrival.ts';
import { type Filter, filtersOf } from './groups.ts';
import {
  type Bounds,
  bothWays,
  covers,
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
import { routedBy } from './routes.ts';
import { subnetAcl } from './subnet-acl.ts';
import { type ProtocolClass, wholeAxis } from './traffic.ts';

/**
 * One end of a private flow. `exact`: the addresses are its own; otherwise it has one of them, unknown which, so that only
 * what admits all of them admits it for certain.
 */
export interface Party {
  readonly subnet: string;
  readonly addresses: Intervals;
  readonly exact: boolean;
  /** Security groups it carries; null = none can be put on it, nothing filters. */
  readonly groups: readonly string[] | null;
}

export interface Flow {
  /** Destination ports that pass. */
  readonly ports: Bounds<Intervals>;
  readonly missing: readonly Missing[];
  readonly blocker: Hop | null;
  /** The hops between the two ends, for one port. */
  readonly trace: (port: number) => readonly Hop[];
}

const matches = (set: Bounds<Intervals>, party: Party): Bounds<boolean> => ({
  may: overlaps(set.may, party.addresses),
  must: party.exact ? overlaps(set.must, party.addresses) : covers(set.must, party.addresses),
});

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

export interface Connection {
  readonly open: Bounds<boolean>;
  /** What joins the two subnets: `local`, a peering, a transit gateway. */
  readonly via: Hop | null;
  /** Whether rules of one side may name security groups of the other. */
  readonly referable: Bounds<boolean>;
  readonly missing: readonly Missing[];
  readonly blocker: Hop | null;
}

const CLOUD_EDGES: ReadonlySet<string> = new Set(['transit-gateway', 'core-network', 'vpn-gateway']);
const MIDDLEBOXES: ReadonlySet<string> = new Set(['network-interface', 'vpc-endpoint']);

const towards = (
  network: Network,
  from: string,
  family: Family,
  to: Party,
  wanted: (route: Route) => boolean,
): Bounds<boolean> => {
  const table = network.routeTableOf(from);
  if (!table.ok) return { may: true, must: false };
  return matches(routedBy(table.value, family, network.listEntries, wanted), { ...to, exact: false });
};

/** `oneWay`: a packet that needs no reply may do without a way back. */
interface Ends {
  readonly from: Party;
  readonly to: Party;
  readonly oneWay: boolean;
}

const bothRoutes = (
  network: Network,
  family: Family,
  { from, to, oneWay }: Ends,
  wanted: (route: Route) => boolean,
): Bounds<boolean> => {
  const there = towards(network, from.subnet, family, to, wanted);
  const back = towards(network, to.subnet, family, from, wanted);
  return { may: there.may && (oneWay || back.may), must: there.must && back.must };
};

const missingTables = (network: Network, ...subnets: readonly string[]): readonly Missing[] =>
  subnets.flatMap((subnet) => {
    const table = network.routeTableOf(subnet);
    return table.ok ? [] : [table.missing];
  });

const noRoute = (network: Network, from: string): Hop => {
  const table = network.routeTableOf(from);
  return {
    component: 'route-table',
    id: table.ok ? table.value.id : from,
    rule: null,
    code: 'NO_ROUTE_TO_DESTINATION',
  };
};

const unsupported = (component: string, id: string): Missing => ({
  component,
  id,
  gap: { kind: 'unsupported', detail: `routing inside ${id} is not followed` },
});

const withinVpc = (network: Network, family: Family, ends: Ends): Connection => {
  const { from, to } = ends;
  const local = bothRoutes(network, family, ends, (route) => route.target === 'local');
  const boxed = bothRoutes(network, family, ends, (route) => route.target === 'local' || MIDDLEBOXES.has(route.target));
  return {
    open: { may: boxed.may, must: local.must },
    via: null,
    referable: { may: true, must: local.must },
    missing: local.must
      ? []
      : [...missingTables(network, from.subnet, to.subnet), unsupported('middlebox', from.subnet)],
    blocker: boxed.may ? null : noRoute(network, from.subnet),
  };
};

const acrossVpcs = (network: Network, family: Family, ends: Ends, vpcs: readonly [string, string]): Connection => {
  const { from, to } = ends;
  const [a, b] = vpcs;
  const joining = network.peerings.filter(
    ({ active, requester, accepter }) =>
      active && [requester.vpc, accepter.vpc].includes(a) && [requester.vpc, accepter.vpc].includes(b),
  );
  for (const peering of joining) {
    const open = bothRoutes(network, family, ends, (route) => route.targetId === peering.id);
    if (!open.may) continue;
    const sameRegion = peering.requester.region === peering.accepter.region;
    return {
      open,
      via: { component: 'vpc-peering-connection', id: peering.id, rule: null, code: null },
      referable: { may: true, must: open.must && sameRegion },
      missing: missingTables(network, from.subnet, to.subnet),
      blocker: null,
    };
  }
  const edges = bothRoutes(network, family, ends, (route) => CLOUD_EDGES.has(route.target));
  const peerings = network.unlisted('peerings');
  const peered =
    peerings.length > 0 && bothRoutes(network, family, ends, (r) => r.target === 'vpc-peering-connection').may;
  const open = edges.may || peered;
  const [gateway] = [from.subnet, to.subnet].flatMap((subnet) => {
    const table = network.routeTableOf(subnet);
    return table.ok ? table.value.routes.filter((route) => CLOUD_EDGES.has(route.target)) : [];
  });
  return {
    open: { may: open, must: false },
    via: gateway === undefined ? null : { component: gateway.target, id: gateway.targetId, rule: null, code: null },
    referable: { may: true, must: false },
    missing: open
      ? [
          ...missingTables(network, from.subnet, to.subnet),
          ...(gateway === undefined ? [] : [unsupported(gateway.target, gateway.targetId)]),
          ...(peered ? peerings : []),
        ]
      : [],
    blocker: open ? null : noRoute(network, from.subnet),
  };
};

/**
 * Do the route tables of both sides join two subnets? Within a VPC by the local route; between VPCs by an active peering that both
 * sides route over. Transit gateways, Cloud WAN and VPNs are edges whose inside is not followed: possible, never certain.
 */
export const connectionOf = (network: Network, family: Family, ends: Ends): Connection => {
  const { from, to } = ends;
  const a = network.subnet(from.subnet);
  const b = network.subnet(to.subnet);
  if (a.ok && b.ok) {
    return a.value.vpc === b.value.vpc
      ? withinVpc(network, family, ends)
      : acrossVpcs(network, family, ends, [a.value.vpc, b.value.vpc]);
  }
  const missing = [a, b].flatMap((found) => (found.ok ? [] : [found.missing]));
  const open = { may: true, must: false };
  return { open, via: null, referable: open, missing, blocker: null };
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

/**
 * New connections from one private party to another: routes both ways, egress groups of the source, network ACLs of both subnets in
 * both directions (not inside one subnet), ingress groups of the destination. The reply may use any port that the ACLs admit.
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
  const acl = (subnet: string, direction: Direction, remote: Party, reply: boolean): Gate => {
    const ports = aclPorts(network, subnet, direction, family, protocol, remote, reply);
    const needless = reply && protocol !== 'tcp';
    return {
      blocker: aclBlocker(network, subnet),
      ports: needless ? { may: wholeAxis(protocol), must: ports.must } : ports,
      hop: null,
    };
  };
  const crossing = alwaysAcl || from.subnet !== to.subnet;
  const gates: readonly Gate[] = [
    groupGate(network, from, 'egress', family, protocol, to, connection.referable),
    ...(crossing ? [acl(from.subnet, 'egress', to, false), acl(from.subnet, 'ingress', to, true)] : []),
    ...(crossing && destinationSide
      ? [acl(to.subnet, 'ingress', from, false), acl(to.subnet, 'egress', from, true)]
      : []),
    ...(destinationSide ? [groupGate(network, to, 'ingress', family, protocol, from, connection.referable)] : []),
  ];
  let ports: Bounds<Intervals> = {
    may: connection.open.may ? wholeAxis(protocol) : NOTHING,
    must: connection.open.must ? wholeAxis(protocol) : NOTHING,
  };
  let blocker = connection.blocker;
  for (const gate of gates) {
    ports = bothWays(ports, gate.ports, intersect);
    if (blocker === null && isEmpty(ports.may)) blocker = gate.blocker;
  }
  return {
    ports,
    missing: isEmpty(subtract(ports.may, ports.must)) ? [] : flowMissing(network, family, from, to, connection),
    blocker,
    trace: (port) => [
      ...(connection.via === null ? [] : [connection.via]),
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
  ...[from.subnet, to.subnet].flatMap((subnet) => {
    const acl = network.aclOf(subnet);
    return acl.ok ? [] : [acl.missing];
  }),
  ...missingFilters(network, to, 'ingress', family),
];
