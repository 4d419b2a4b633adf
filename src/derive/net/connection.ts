import type { Hop } from '../../domain/finding.ts';
import type { Direction, Family, Route } from '../../domain/network.ts';
import { type Bridge, bridgesTo, type Referable } from './bridges.ts';
import { type Bounds, covers, exactly, type Intervals, overlaps } from './intervals.ts';
import type { Missing, Network } from './network.ts';
import { routedBy } from './routes.ts';

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

/** Is a party among the admitted addresses? */
export const matches = (set: Bounds<Intervals>, party: Party): Bounds<boolean> => ({
  may: overlaps(set.may, party.addresses),
  must: party.exact ? overlaps(set.must, party.addresses) : covers(set.must, party.addresses),
});

/** One network ACL that a packet meets: of which subnet, in which direction, and which end it takes for the remote one. */
export interface Stop {
  readonly subnet: string;
  readonly direction: Direction;
  readonly remote: Party;
}

/** A stretch of the way that a packet takes in one of several forms, unknown which. */
export type Stretch = readonly (readonly Stop[])[];

export interface Connection {
  readonly open: Bounds<boolean>;
  /** What joins the two subnets, e.g. a peering, or a transit gateway with the tables that route the packet. */
  readonly via: readonly Hop[];
  /** Network ACLs there and, for the reply, back. */
  readonly there: readonly Stretch[];
  readonly back: readonly Stretch[];
  /** Whether rules of one side may name security groups of the other. */
  readonly referable: Referable;
  /** The destination may see another source than the one that sent. */
  readonly masked: boolean;
  readonly missing: readonly Missing[];
  readonly blocker: Hop | null;
}

const MIDDLEBOXES: ReadonlySet<string> = new Set(['network-interface', 'vpc-endpoint']);

/** `oneWay`: a packet that needs no reply may do without a way back. */
interface Ends {
  readonly from: Party;
  readonly to: Party;
  readonly oneWay: boolean;
}

const towards = (
  network: Network,
  from: Party,
  family: Family,
  to: Party,
  wanted: (route: Route) => boolean,
): Bounds<boolean> => {
  const table = network.routeTableOf(from.subnet);
  if (!table.ok) return { may: true, must: false };
  return matches(routedBy(table.value, family, network.listEntries, wanted), { ...to, exact: false });
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

const stop = (subnet: string, direction: Direction, remote: Party): Stop => ({ subnet, direction, remote });

/** All that is sure of a way that is not known. */
const leaving = (from: Party, to: Party): readonly Stretch[] => [[[stop(from.subnet, 'egress', to)]]];

const plainStops = (from: Party, to: Party): readonly Stretch[] => [
  ...leaving(from, to),
  [[stop(to.subnet, 'ingress', from)]],
];

const withinVpc = (network: Network, family: Family, { from, to, oneWay }: Ends): Connection => {
  const both = (wanted: (route: Route) => boolean): Bounds<boolean> => {
    const there = towards(network, from, family, to, wanted);
    const back = towards(network, to, family, from, wanted);
    return { may: there.may && (oneWay || back.may), must: there.must && back.must };
  };
  const local = both((route) => route.target === 'local');
  const boxed = both((route) => route.target === 'local' || MIDDLEBOXES.has(route.target));
  const box: Missing = {
    component: 'middlebox',
    id: from.subnet,
    gap: { kind: 'unsupported', detail: `routing inside ${from.subnet} is not followed` },
  };
  const referable = { may: true, must: local.must };
  return {
    open: { may: boxed.may, must: local.must },
    via: [],
    there: plainStops(from, to),
    back: plainStops(to, from),
    referable: { ingress: referable, egress: referable },
    masked: false,
    missing: local.must ? [] : [...missingTables(network, from.subnet, to.subnet), box],
    blocker: boxed.may ? null : noRoute(network, from.subnet),
  };
};

/**
 * Network ACLs on the way over a bridge. A transit gateway meets that of its own subnet coming in, and both going out, unless it lets
 * packets out in the very subnet of their destination: then none.
 * Amazon VPC Transit Gateways guide, "Network ACLs for transit gateways".
 */
const stopsOver = ({ hop, entry, exits, masks }: Bridge, from: Party, to: Party): readonly Stretch[] => {
  if (masks) return [];
  if (hop.component === 'vpc-peering-connection') return plainStops(from, to);
  const arrivals = exits?.map((exit) =>
    exit === to.subnet ? [] : [stop(exit, 'egress', to), stop(to.subnet, 'ingress', from)],
  );
  return [
    ...leaving(from, to),
    ...(entry === null ? [] : [[[stop(entry, 'ingress', from)]]]),
    ...(arrivals === undefined ? [] : [arrivals]),
  ];
};

interface OneWay {
  readonly open: Bounds<boolean>;
  readonly bridge: Bridge | null;
  readonly stops: readonly Stretch[];
  readonly blocker: Hop;
  readonly missing: readonly Missing[];
}

/** Of several ways the certain one is taken, then the possible one; only where none is possible the way is closed. */
const wayTo = (network: Network, family: Family, from: Party, to: Party, vpc: string): OneWay => {
  const bridges = bridgesTo(network, family, from.subnet, vpc).map((bridge) => ({
    bridge,
    open: matches(bridge.addresses, { ...to, exact: false }),
  }));
  const possible = bridges.filter(({ open }) => open.may);
  const best = possible.find(({ open }) => open.must) ?? possible[0];
  const settled = best?.open.must === true || possible.length === 1;
  const told = bridges.find(({ bridge }) => bridge.blocker !== null)?.bridge.blocker;
  return {
    open: best?.open ?? exactly(false),
    bridge: best?.bridge ?? null,
    stops: best === undefined ? [] : settled ? stopsOver(best.bridge, from, to) : leaving(from, to),
    blocker: told ?? noRoute(network, from.subnet),
    missing: possible.flatMap(({ bridge }) => bridge.missing),
  };
};

const UNTOLD: Referable = { ingress: { may: true, must: false }, egress: { may: true, must: false } };

const someAddress = ({ addresses }: Party) => addresses[0];

const acrossVpcs = (network: Network, family: Family, ends: Ends, vpcs: readonly [string, string]): Connection => {
  const { from, to, oneWay } = ends;
  const there = wayTo(network, family, from, to, vpcs[1]);
  const back = wayTo(network, family, to, from, vpcs[0]);
  const masked = there.bridge?.masks === true;
  const open = {
    may: there.open.may && (oneWay || masked || back.open.may),
    must: there.open.must && back.open.must,
  };
  const at = someAddress(to);
  return {
    open,
    via: there.bridge === null ? [] : [there.bridge.hop, ...(at === undefined ? [] : there.bridge.trace(at))],
    there: there.stops,
    back: masked ? [] : back.stops,
    referable: there.bridge?.referable ?? UNTOLD,
    masked,
    missing: open.may ? [...missingTables(network, from.subnet, to.subnet), ...there.missing, ...back.missing] : [],
    blocker: open.may ? null : there.open.may ? back.blocker : there.blocker,
  };
};

/**
 * Do the route tables of both sides join two subnets? Within a VPC by the local route; between VPCs over peerings and transit gateways, there
 * and back not necessarily the same way. Cloud WAN and VPNs are edges whose inside is not followed: possible, never certain.
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
  return {
    open: { may: true, must: false },
    via: [],
    there: leaving(from, to),
    back: leaving(to, from),
    referable: UNTOLD,
    masked: false,
    missing,
    blocker: null,
  };
};
