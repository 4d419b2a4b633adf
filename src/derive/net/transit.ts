import type { Hop } from '../../domain/finding.ts';
import type { Gap } from '../../domain/gap.ts';
import type { Family, Route, TransitAttachment, TransitTable } from '../../domain/network.ts';
import {
  type Bound,
  type Bounds,
  exactly,
  type Intervals,
  intersect,
  isEmpty,
  NOTHING,
  overlaps,
  unionAll,
} from './intervals.ts';
import { drawer, type Missing, type Network } from './network.ts';
import { describeRoute, routedBy, routeTo } from './routes.ts';
import { ALL_ADDRESSES, addressesOf } from './space.ts';
import { unreadLists } from './unread-lists.ts';

/** What a transit gateway carries from one VPC into another. */
export interface Carriage {
  /** Destinations that get there. */
  readonly addresses: Bounds<Intervals>;
  /** By which attachments it comes out. */
  readonly leaving: readonly TransitAttachment[];
  readonly missing: readonly Missing[];
  /** What stops everything; null when something may pass. */
  readonly blocker: Hop | null;
  /** The tables that a packet to an address is routed by. */
  readonly trace: (at: Bound) => readonly Hop[];
}

const hopOf = (component: string, id: string, code: string | null = null): Hop => ({ component, id, rule: null, code });

const nothing = (blocker: Hop): Carriage => ({
  addresses: { may: NOTHING, must: NOTHING },
  leaving: [],
  missing: [],
  blocker,
  trace: () => [],
});

const anything = (family: Family, ...missing: readonly Missing[]): Carriage => ({
  addresses: { may: ALL_ADDRESSES[family], must: NOTHING },
  leaving: [],
  missing,
  blocker: null,
  trace: () => [],
});

const beyond = (component: string, id: string): Missing => {
  const gap: Gap = { kind: 'unsupported', detail: `what lies behind ${id} cannot be read` };
  return { component, id, gap };
};

const carriages = drawer<Carriage>();

/** Attachments of a gateway through which packets of a VPC enter or leave it. */
export const attachmentsFor = (network: Network, gateway: string, vpc: string): readonly TransitAttachment[] =>
  network.attachmentsFor(gateway, vpc).filter(({ kind }) => kind === 'vpc');

/**
 * The addresses of a VPC that packets entering a transit gateway from another VPC get to: the table associated with the attachment decides,
 * longest prefix first over static, propagated and blackhole routes; a peering hands on to the table of the other gateway.
 * Amazon VPC Transit Gateways guide, "Routing", "Transit gateway route tables".
 */
export const carriedOver = (network: Network, family: Family, gateway: string, from: string, to: string): Carriage =>
  network.once(carriages, `${gateway} ${from} ${to} ${family}`, () => {
    const entering = attachmentsFor(network, gateway, from);
    if (entering.length > 0) return joined(entering.map((one) => entered(network, family, one, to, [])));
    const [unread] = network.unlisted('transitAttachments');
    return unread === undefined
      ? nothing(hopOf('transit-gateway', gateway, 'BAD_STATE_ATTACHMENT'))
      : anything(family, { ...unread, id: gateway });
  });

/** A VPC is attached to a gateway once; where two attachments are listed, either may be the one in force. */
const joined = (all: readonly Carriage[]): Carriage => {
  const [first] = all;
  if (first === undefined || all.length === 1) return first ?? nothing(hopOf('transit-gateway', 'none'));
  return {
    addresses: {
      may: unionAll(all.map(({ addresses }) => addresses.may)),
      must: all.map(({ addresses }) => addresses.must).reduce(intersect),
    },
    leaving: all.flatMap(({ leaving }) => leaving),
    missing: all.flatMap(({ missing }) => missing),
    blocker: all.every(({ blocker }) => blocker !== null) ? first.blocker : null,
    trace: first.trace,
  };
};

const entered = (
  network: Network,
  family: Family,
  attachment: TransitAttachment,
  to: string,
  passed: readonly string[],
): Carriage => {
  const { id, gateway, available, table } = attachment;
  const component = 'transit-gateway-attachment';
  if (!available) return nothing(hopOf(component, id, 'BAD_STATE_ATTACHMENT'));
  if (!table.ok) return anything(family, { component, id, gap: table.gap });
  if (table.value === null) return nothing(hopOf(component, id, 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION'));
  const found = network.transitTable(table.value);
  if (!found.ok) return anything(family, { ...found.missing, id: table.value });
  const { routes } = found.value;
  if (!routes.ok)
    return anything(family, { component: 'transit-gateway-route-table', id: table.value, gap: routes.gap });
  return routed(network, family, found.value, routes.value, { gateway, to, passed: [...passed, gateway] });
};

interface Journey {
  readonly gateway: string;
  readonly to: string;
  /** Gateways that the packet has passed, so that no circle of peerings is followed twice. */
  readonly passed: readonly string[];
}

/** Where one route leads: into the VPC, to somewhere else for certain, or somewhere that cannot be seen. */
const leadOf = (network: Network, family: Family, { target, targetId }: Route, journey: Journey): Carriage => {
  const { gateway, to, passed } = journey;
  if (target === 'blackhole') return nothing(hopOf('transit-gateway-route-table', gateway, 'BAD_STATE_ROUTE'));
  const attachment = network.attachment(gateway, targetId);
  if (attachment === undefined) return anything(family, beyond('transit-gateway-attachment', targetId));
  const { kind, resource, available } = attachment;
  if (!available) return nothing(hopOf('transit-gateway-attachment', targetId, 'BAD_STATE_ATTACHMENT'));
  if (kind === 'vpc') {
    if (resource !== to) return nothing(hopOf('transit-gateway', gateway, 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT'));
    return { ...anything(family), addresses: exactly(ALL_ADDRESSES[family]), leaving: [attachment] };
  }
  if (kind !== 'peering') return anything(family, beyond(`transit-gateway-${kind}`, targetId));
  if (passed.includes(resource))
    return nothing(hopOf('transit-gateway', gateway, 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT'));
  const far = network.attachment(resource, targetId);
  return far === undefined
    ? anything(family, beyond('transit-gateway-peering', targetId))
    : entered(network, family, far, to, passed);
};

/** Where the routes of a table lead, attachment by attachment, with what each takes. */
interface Fan {
  readonly route: Route;
  readonly taken: Bounds<Intervals>;
}

const fans = drawer<readonly Fan[]>();

const fanOf = (network: Network, family: Family, table: string, routes: readonly Route[]): readonly Fan[] =>
  network.once(fans, `${table} ${family}`, () =>
    [...new Map(routes.map((route) => [route.targetId, route])).values()].map((route) => ({
      route,
      taken: routedBy({ routes }, family, network.listEntries, ({ targetId }) => targetId === route.targetId),
    })),
  );

const routed = (
  network: Network,
  family: Family,
  table: TransitTable,
  routes: readonly Route[],
  journey: Journey,
): Carriage => {
  const vpc = network.vpc(journey.to);
  const wanted = vpc.ok ? addressesOf(vpc.value.cidrs, family) : ALL_ADDRESSES[family];
  const leads = fanOf(network, family, table.id, routes)
    .filter(({ taken }) => overlaps(taken.may, wanted))
    .map(({ route, taken }) => ({ route, taken, lead: leadOf(network, family, route, journey) }))
    .filter(({ lead }) => !isEmpty(lead.addresses.may));
  const side = (bound: 'may' | 'must'): Intervals =>
    unionAll(leads.map(({ taken, lead }) => intersect(taken[bound], lead.addresses[bound])));
  const may = side('may');
  const component = 'transit-gateway-route-table';
  return {
    addresses: { may, must: side('must') },
    leaving: leads.flatMap(({ lead }) => lead.leaving),
    missing: [...unreadLists(network, routes), ...leads.flatMap(({ lead }) => lead.missing)],
    blocker: isEmpty(may) ? hopOf(component, table.id, 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT') : null,
    trace: (at) => {
      const route = routeTo({ routes }, family, network.listEntries, at);
      if (route === null) return [];
      const next = leads.find(({ route: { targetId } }) => targetId === route.targetId);
      return [{ component, id: table.id, rule: describeRoute(route), code: null }, ...(next?.lead.trace(at) ?? [])];
    },
  };
};
