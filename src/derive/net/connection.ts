import type { Hop } from '../../domain/finding.ts';
import type { Family, Route } from '../../domain/network.ts';
import { type Bounds, covers, type Intervals, overlaps } from './intervals.ts';
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
