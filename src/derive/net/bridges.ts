import type { Hop } from '../../domain/finding.ts';
import type { Family, Route, RouteTable, RouteTargetKind, TransitAttachment } from '../../domain/network.ts';
import {
  type Bound,
  type Bounds,
  exactly,
  type Intervals,
  intersect,
  isEmpty,
  NOTHING,
  unionAll,
} from './intervals.ts';
import { drawer, type Missing, type Network } from './network.ts';
import { routedBy } from './routes.ts';
import { ALL_ADDRESSES } from './space.ts';
import { attachmentsFor, carriedOver } from './transit.ts';
import { unreadLists } from './unread-lists.ts';

/** Whether rules of one VPC may name security groups of the other. */
export interface Referable {
  readonly ingress: Bounds<boolean>;
  readonly egress: Bounds<boolean>;
}

/** One way for packets of a subnet into another VPC, whatever groups and network ACLs say of them. */
export interface Bridge {
  readonly hop: Hop;
  /** Destinations that it carries. */
  readonly addresses: Bounds<Intervals>;
  readonly referable: Referable;
  /** Subnet of the first VPC in which a transit gateway takes packets up; null = none. */
  readonly entry: string | null;
  /** Subnets of the second VPC in which it may let them out; null = none, or not known. */
  readonly exits: readonly string[] | null;
  /** It may put another source address on the packets. */
  readonly masks: boolean;
  readonly missing: readonly Missing[];
  readonly blocker: Hop | null;
  readonly trace: (at: Bound) => readonly Hop[];
}

/** Edges of AWS whose inside is not followed: possible, never certain. */
const EDGES: ReadonlySet<RouteTargetKind> = new Set(['core-network', 'vpn-gateway', 'local-gateway', 'other']);
/** Things that forward packets under an address of their own. */
const FORWARDERS: ReadonlySet<RouteTargetKind> = new Set(['network-interface', 'vpc-endpoint', 'nat-gateway']);

const NO = exactly(false);
const PERHAPS: Bounds<boolean> = { may: true, must: false };

const unsupported = (component: string, id: string): Missing => ({
  component,
  id,
  gap: { kind: 'unsupported', detail: `routing inside ${id} is not followed` },
});

const opaque = (component: string, id: string, addresses: Intervals, missing: readonly Missing[]): Bridge => ({
  hop: { component, id, rule: null, code: null },
  addresses: { may: addresses, must: NOTHING },
  referable: { ingress: PERHAPS, egress: PERHAPS },
  entry: null,
  exits: null,
  masks: false,
  missing,
  blocker: null,
  trace: () => [],
});

const targetsOf = (table: RouteTable, wanted: (route: Route) => boolean): readonly Route[] => [
  ...new Map(table.routes.filter(wanted).map((route) => [route.targetId, route])).values(),
];

const over = (network: Network, table: RouteTable, family: Family, id: string): Bounds<Intervals> =>
  routedBy(table, family, network.listEntries, ({ targetId }) => targetId === id);

/** Peerings of the two VPCs. Not transitive, and of no use to anything but the two. VPC Peering Guide, "How VPC peering connections work". */
const peerings = (network: Network, family: Family, table: RouteTable, to: string): readonly Bridge[] => {
  const joining = network
    .peeringsOf(table.vpc)
    .filter(({ active, requester, accepter }) => active && (requester.vpc === to || accepter.vpc === to));
  const bridges = joining.map((peering): Bridge => {
    const addresses = over(network, table, family, peering.id);
    const sameRegion = peering.requester.region === peering.accepter.region;
    const referable = { may: true, must: sameRegion };
    return {
      ...opaque('vpc-peering-connection', peering.id, addresses.may, unreadLists(network, table.routes)),
      addresses,
      referable: { ingress: referable, egress: referable },
    };
  });
  const facts = network.factsOf(table.vpc);
  const unread = facts?.peerings.ok ? [] : network.unlisted('peerings');
  const routes = unread.length > 0 ? targetsOf(table, ({ target }) => target === 'vpc-peering-connection') : [];
  const known = new Set(joining.map(({ id }) => id));
  return [
    ...bridges,
    ...routes
      .filter(({ targetId }) => !known.has(targetId))
      .map(({ target, targetId }) => opaque(target, targetId, over(network, table, family, targetId).may, unread)),
  ];
};

const zoneOf = (network: Network, subnet: string): string | null => {
  const found = network.subnet(subnet);
  return found.ok ? found.value.zone : null;
};

/** The subnets in which a gateway has its interfaces; null when that was not told. */
const doorsOf = (attachments: readonly TransitAttachment[]): readonly string[] | null => {
  const subnets = attachments.map((one) => one.subnets);
  if (subnets.some((read) => !read.ok)) return null;
  const all = subnets.flatMap((read) => (read.ok ? read.value : []));
  return all.length === 0 ? null : all;
};

/** What the tables of the subnets in which packets come out hand on inside the VPC: an appliance there may keep them. */
const deliveredBy = (network: Network, family: Family, exits: readonly string[] | null): Bounds<Intervals> => {
  if (exits === null) return { may: ALL_ADDRESSES[family], must: NOTHING };
  const each = exits.map((subnet): Bounds<Intervals> => {
    const table = network.routeTableOf(subnet);
    if (!table.ok) return { may: ALL_ADDRESSES[family], must: NOTHING };
    const local = routedBy(table.value, family, network.listEntries, ({ target }) => target === 'local');
    const kept = routedBy(
      table.value,
      family,
      network.listEntries,
      ({ target }) => target === 'local' || FORWARDERS.has(target),
    );
    return { may: kept.may, must: local.must };
  });
  return { may: unionAll(each.map(({ may }) => may)), must: each.map(({ must }) => must).reduce(intersect) };
};

/** Across one gateway, by inbound rules alone, where it and both attachments allow for it. */
const referableOver = (entering: readonly TransitAttachment[], leaving: readonly TransitAttachment[]): Referable => {
  const reads = [...entering, ...leaving].map((one) => one.groupReferencing);
  const same = leaving.every((out) => entering.some(({ gateway }) => gateway === out.gateway));
  const may = same && reads.every((read) => !read.ok || read.value);
  const must = same && leaving.length > 0 && reads.every((read) => read.ok && read.value);
  return { ingress: { may, must }, egress: NO };
};

const crossed = (a: Bounds<Intervals>, b: Bounds<Intervals>): Bounds<Intervals> => ({
  may: intersect(a.may, b.may),
  must: intersect(a.must, b.must),
});

/**
 * Over one transit gateway: it takes packets up only in zones in which it is attached, routes them by its own tables, and lets them out in the
 * zone they come from if it is attached there, else in any. Groups may be referenced by inbound rules alone.
 * Amazon VPC Transit Gateways guide, "Amazon VPC attachments".
 */
const overTransit = (
  network: Network,
  family: Family,
  subnet: string,
  table: RouteTable,
  id: string,
  to: string,
): Bridge => {
  const carriage = carriedOver(network, family, id, table.vpc, to);
  const entering = attachmentsFor(network, id, table.vpc);
  const { entry, shut } = entryOf(network, subnet, doorsOf(entering));
  const doors = doorsOf(carriage.leaving);
  const near = doors?.filter((door) => zoneOf(network, door) === zoneOf(network, subnet)) ?? [];
  const exits = carriage.missing.length > 0 ? null : near.length > 0 ? near : doors;
  const routed = over(network, table, family, id);
  const reached = crossed(crossed(routed, carriage.addresses), deliveredBy(network, family, exits));
  const blocker: Hop = { component: 'transit-gateway', id, rule: null, code: 'TGW_ROUTE_AZ_RESTRICTION' };
  return {
    hop: { component: 'transit-gateway', id, rule: null, code: null },
    addresses: { may: shut ? NOTHING : reached.may, must: entry === null ? NOTHING : reached.must },
    referable: referableOver(entering, carriage.leaving),
    entry,
    exits,
    masks: false,
    missing: [
      ...unreadLists(network, table.routes),
      ...carriage.missing,
      ...unreadDoors([...entering, ...carriage.leaving]),
    ],
    blocker: shut ? blocker : carriage.blocker,
    trace: carriage.trace,
  };
};

/** Where a gateway takes packets of a subnet up: in its own zone, or not at all. */
const entryOf = (network: Network, subnet: string, doors: readonly string[] | null) => {
  const zone = zoneOf(network, subnet);
  const here = doors?.find((door) => door === subnet || (zone !== null && zoneOf(network, door) === zone)) ?? null;
  const told = zone !== null && doors?.every((door) => zoneOf(network, door) !== null) === true;
  return { entry: here, shut: here === null && told };
};

const unreadDoors = (attachments: readonly TransitAttachment[]): readonly Missing[] =>
  attachments.flatMap(({ id, subnets }) =>
    subnets.ok ? [] : [{ component: 'transit-gateway-attachment', id, gap: subnets.gap }],
  );

/** Another VPC in which the owner of an interface has a second one. */
const straddles = (network: Network, eni: string, to: string): boolean => {
  const found = network.networkInterface(eni);
  const instance = found.ok ? found.value.instance : null;
  return instance !== null && network.interfacesOf(instance).some(({ vpc }) => vpc === to);
};

/**
 * NAT gateways and appliances hand packets on with another source address, by the routes of their own subnet: they lead out of a VPC only
 * where one of its subnets has a way, or where they stand in both VPCs.
 */
const overForwarders = (network: Network, family: Family, table: RouteTable, to: string): readonly Bridge[] => {
  const forwarders = targetsOf(table, ({ target }) => FORWARDERS.has(target));
  if (forwarders.length === 0) return [];
  const others = network.once(outward, `${table.vpc} ${to} ${family}`, () =>
    unionAll(
      network
        .subnetsIn(table.vpc)
        .flatMap(({ id }) => plainBridges(network, family, id, to))
        .map(({ addresses }) => addresses.may),
    ),
  );
  return forwarders
    .map(({ target, targetId }) => {
      const carried = over(network, table, family, targetId).may;
      const led = straddles(network, targetId, to) ? carried : intersect(carried, others);
      return { ...opaque(target, targetId, led, [unsupported(target, targetId)]), masks: true };
    })
    .filter(({ addresses }) => !isEmpty(addresses.may));
};

const outward = drawer<Intervals>();

const plain = drawer<readonly Bridge[]>();

const plainBridges = (network: Network, family: Family, subnet: string, to: string): readonly Bridge[] =>
  network.once(plain, `${subnet} ${to} ${family}`, () => {
    const table = network.routeTableOf(subnet);
    if (!table.ok) return [opaque('route-table', subnet, ALL_ADDRESSES[family], [table.missing])];
    const edges = targetsOf(table.value, ({ target }) => EDGES.has(target));
    return [
      ...peerings(network, family, table.value, to),
      ...targetsOf(table.value, ({ target }) => target === 'transit-gateway').map(({ targetId }) =>
        overTransit(network, family, subnet, table.value, targetId, to),
      ),
      ...edges.map(({ target, targetId }) =>
        opaque(target, targetId, over(network, table.value, family, targetId).may, [unsupported(target, targetId)]),
      ),
    ];
  });

const all = drawer<readonly Bridge[]>();

/** Every way from a subnet into another VPC, as its table in force leads. Ways that carry nothing tell what stops them. */
export const bridgesTo = (network: Network, family: Family, subnet: string, vpc: string): readonly Bridge[] =>
  network.once(all, `${subnet} ${vpc} ${family}`, () => {
    const table = network.routeTableOf(subnet);
    const masked = table.ok ? overForwarders(network, family, table.value, vpc) : [];
    return [...plainBridges(network, family, subnet, vpc), ...masked];
  });
