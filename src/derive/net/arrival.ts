import type { Hop } from '../../domain/finding.ts';
import type { Family, Route, Subnet } from '../../domain/network.ts';
import { type Bands, decidingEntry, everyBand, meet, repliesTo, unreadAcl } from './acl.ts';
import { blockingOf } from './block.ts';
import {
  type Bound,
  type Bounds,
  bothWays,
  contains,
  exactly,
  type Intervals,
  intersect,
  interval,
  isEmpty,
  NOTHING,
  overlaps,
  pick,
} from './intervals.ts';
import { drawer, type Missing, type Network } from './network.ts';
import { describeRoute, routedBy, routeTo } from './routes.ts';
import { ALL_ADDRESSES, addressesOf, showAddress } from './space.ts';
import { subnetAcl } from './subnet-acl.ts';
import type { ProtocolClass } from './traffic.ts';
import { unreadLists } from './unread-lists.ts';

/** What of the internet gets to the interfaces of a subnet that have a public address, before any security group. */
export interface Arrival {
  readonly bands: Readonly<Record<ProtocolClass, Bounds<Bands>>>;
  /** What keeps the two bounds of a class apart; empty when they agree. */
  readonly missing: Readonly<Record<ProtocolClass, readonly Missing[]>>;
  /** What stops TCP, and most often everything; null when TCP may arrive. */
  readonly blocker: Hop | null;
  /** The way of one packet from its client to the subnet. */
  readonly trace: (protocol: ProtocolClass, port: number, client: Bound) => readonly Hop[];
}

const MIDDLEBOXES: ReadonlySet<string> = new Set(['network-interface', 'vpc-endpoint']);

export interface Gateway {
  readonly attached: 'yes' | 'no' | 'unknown';
  readonly ids: readonly string[];
  readonly missing: readonly Missing[];
}

/** The internet gateways of a VPC. The owner of a shared VPC has them; a participant's empty list proves nothing. */
export const attachedGateway = (network: Network, vpcId: string): Gateway => {
  const facts = network.factsOf(vpcId);
  const listed = network.regions.flatMap(({ internetGateways }) => (internetGateways.ok ? internetGateways.value : []));
  const ids = listed.filter(({ vpcs }) => vpcs.includes(vpcId)).map(({ id }) => id);
  if (ids.length > 0) return { attached: 'yes', ids, missing: [] };
  const vpc = network.vpc(vpcId);
  const component = 'internet-gateway';
  if (facts === undefined || !vpc.ok) {
    const gap = vpc.ok ? ({ kind: 'malformed', detail: `no facts of ${vpcId}` } as const) : vpc.missing.gap;
    return { attached: 'unknown', ids, missing: [{ component, id: vpcId, gap }] };
  }
  if (!facts.internetGateways.ok) {
    return { attached: 'unknown', ids, missing: [{ component, id: vpcId, gap: facts.internetGateways.gap }] };
  }
  if (vpc.value.owner === facts.account) return { attached: 'no', ids, missing: [] };
  const detail = `${vpcId} belongs to account ${vpc.value.owner}, whose gateways were not read`;
  return { attached: 'unknown', ids, missing: [{ component, id: vpcId, gap: { kind: 'inconclusive', detail } }] };
};

interface Returns {
  readonly addresses: Bounds<Intervals>;
  readonly missing: readonly Missing[];
  readonly blocker: Hop;
}

const opaque = (route: Route): Missing => ({
  component: route.target,
  id: route.targetId,
  gap: { kind: 'unsupported', detail: `what ${route.targetId} lets through cannot be read` },
});

/** Clients to which a subnet can answer through the internet gateway: the longest prefix decides, not the text `0.0.0.0/0`. */
const returnsOf = (network: Network, subnet: Subnet, family: Family, gateway: Gateway): Returns => {
  const table = network.routeTableOf(subnet.id);
  if (!table.ok) {
    const blocker: Hop = { component: 'route-table', id: subnet.id, rule: null, code: null };
    return { addresses: { may: ALL_ADDRESSES[family], must: NOTHING }, missing: [table.missing], blocker };
  }
  const toGateway = (route: Route): boolean =>
    route.target === 'internet-gateway' && (gateway.attached === 'unknown' || gateway.ids.includes(route.targetId));
  const toMiddlebox = (route: Route): boolean => MIDDLEBOXES.has(route.target);
  const entries = network.listEntries;
  const direct = routedBy(table.value, family, entries, toGateway);
  const either = routedBy(table.value, family, entries, (route) => toGateway(route) || toMiddlebox(route));
  const dead = table.value.routes.some((route) => route.target === 'internet-gateway' && route.state !== 'active');
  return {
    addresses: { may: either.may, must: direct.must },
    missing: [
      ...unreadLists(network, table.value.routes),
      ...table.value.routes.filter((route) => toMiddlebox(route) && route.state === 'active').map(opaque),
    ],
    blocker: {
      component: 'route-table',
      id: table.value.id,
      rule: null,
      code: dead ? 'BAD_STATE_ROUTE' : 'NO_ROUTE_TO_DESTINATION',
    },
  };
};

/** Edge routes that hand inbound traffic of the gateway to an appliance before it gets to the subnet. */
const redirects = (network: Network, gateway: Gateway, subnet: Subnet, family: Family): readonly Missing[] =>
  gateway.ids
    .flatMap((id) => network.edgeTablesOf(id))
    .flatMap((table) => table.routes)
    .filter((route) => MIDDLEBOXES.has(route.target) && 'cidr' in route.to)
    .filter(
      (route) =>
        'cidr' in route.to && overlaps(addressesOf([route.to.cidr], family), addressesOf(subnet.cidrs, family)),
    )
    .map(opaque);

const sameBands = (a: Bands, b: Bands): boolean =>
  a.length === b.length &&
  a.every((band, i) => {
    const other = b[i];
    return (
      other !== undefined &&
      band.from === other.from &&
      band.to === other.to &&
      band.addresses.length === other.addresses.length &&
      band.addresses.every((at, k) => at === other.addresses[k])
    );
  });

const byClass = <T>(make: (protocol: ProtocolClass) => T): Readonly<Record<ProtocolClass, T>> => ({
  tcp: make('tcp'),
  udp: make('udp'),
  icmp: make('icmp'),
  other: make('other'),
});

const nothingArrives = (blocker: Hop): Arrival => ({
  bands: byClass(() => exactly<Bands>([])),
  missing: byClass(() => []),
  blocker,
  trace: () => [blocker],
});

const ONE_WAY: Missing = {
  component: 'internet-gateway',
  id: 'one-way delivery',
  gap: {
    kind: 'unsupported',
    detail: 'whether a packet that needs no reply is delivered without a way back is not documented',
  },
};

const EPHEMERAL = [32768, 1024] as const;

/** The source port a client can use so that the reply passes the network ACL: the usual range first. */
const replyPort = (bands: Bands, client: Bound): number => {
  const open = bands.filter((band) => contains(band.addresses, client)).map((band) => interval(band.from, band.to));
  const wished = EPHEMERAL.find((port) => open.some((ports) => contains(ports, port)));
  return wished ?? Number(pick(open[0] ?? NOTHING) ?? 0);
};

const arrivals = drawer<Arrival>();

/**
 * What arrives at the public addresses of a subnet from the internet. IPv4 and IPv6 alike: an attached internet gateway, Block Public
 * Access, a way back by the route table in force, the network ACL in and (for the reply, to any port of the client) out. TCP needs the
 * way back; other protocols may do harm without it.
 * Amazon VPC User Guide, "Enable internet access for a VPC using an internet gateway".
 */
export const arrivalFromInternet = (network: Network, subnetId: string, family: Family): Arrival =>
  network.once(arrivals, `${subnetId} ${family}`, () => {
    const found = network.subnet(subnetId);
    return found.ok ? arrivalAt(network, found.value, family) : unknownSubnet(network, family, found.missing);
  });

const unknownSubnet = (network: Network, family: Family, missing: Missing): Arrival => ({
  bands: byClass((protocol) => {
    const { may } = unreadAcl(family, protocol);
    return { may: meet(may, everyBand(protocol, network.clients[family])), must: [] };
  }),
  missing: byClass(() => [missing]),
  blocker: null,
  trace: () => [],
});

const arrivalAt = (network: Network, subnet: Subnet, family: Family): Arrival => {
  const gateway = attachedGateway(network, subnet.vpc);
  if (gateway.attached === 'no') {
    return nothingArrives({ component: 'vpc', id: subnet.vpc, rule: null, code: 'NO_INTERNET_GATEWAY' });
  }
  const blocking = blockingOf(network, subnet);
  if (blocking.state === 'blocked') {
    const code = 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED';
    return nothingArrives({ component: 'vpc-block-public-access', id: subnet.id, rule: null, code });
  }
  const returns = returnsOf(network, subnet, family, gateway);
  const redirected = redirects(network, gateway, subnet, family);
  const sure = blocking.state === 'open' && redirected.length === 0;
  const acl = network.aclOf(subnet.id);
  const aclIn = byClass((protocol) => subnetAcl(network, subnet.id, 'ingress', family, protocol));
  const aclOut = byClass((protocol) => subnetAcl(network, subnet.id, 'egress', family, protocol));
  const bands = byClass((protocol): Bounds<Bands> => {
    const arriving = bothWays(aclIn[protocol], exactly(everyBand(protocol, network.clients[family])), meet);
    const answered = bothWays(returns.addresses, aclOut[protocol], (back, out) =>
      meet(everyBand(protocol, back), repliesTo(out, protocol)),
    );
    const may = protocol === 'tcp' ? meet(arriving.may, answered.may) : arriving.may;
    const must = sure ? meet(arriving.must, answered.must) : [];
    return sameBands(may, must) ? exactly(may) : { may, must };
  });
  const causes = [
    ...gateway.missing,
    ...blocking.missing,
    ...returns.missing,
    ...redirected,
    ...(acl.ok ? [] : [acl.missing]),
  ];
  return {
    bands,
    missing: byClass((protocol) => {
      if (bands[protocol].may === bands[protocol].must) return [];
      return causes.length > 0 ? causes : [protocol === 'tcp' ? malformedEntries(subnet.id) : ONE_WAY];
    }),
    blocker:
      bands.tcp.may.length > 0
        ? null
        : noWayBack(network, returns, family)
          ? returns.blocker
          : aclBlocker(network, subnet.id),
    trace: (protocol, port, client) => {
      const table = network.routeTableOf(subnet.id);
      const route = table.ok ? routeTo(table.value, family, network.listEntries, client) : null;
      return [
        { component: 'internet', id: showAddress(client), rule: null, code: null },
        { component: 'internet-gateway', id: gateway.ids[0] ?? route?.targetId ?? 'unknown', rule: null, code: null },
        {
          component: 'route-table',
          id: table.ok ? table.value.id : 'unknown',
          rule: route === null ? null : describeRoute(route),
          code: null,
        },
        { component: 'subnet', id: subnet.id, rule: null, code: null },
        ...(acl.ok
          ? [
              {
                component: 'network-acl',
                id: acl.value.id,
                rule: aclRule(
                  decidingEntry(acl.value, 'ingress', { family, protocol, port, remote: client })?.number,
                  decidingEntry(acl.value, 'egress', {
                    family,
                    protocol,
                    port: replyPort(aclOut[protocol].may, client),
                    remote: client,
                  })?.number,
                ),
                code: null,
              },
            ]
          : []),
      ];
    },
  };
};

const noWayBack = (network: Network, returns: Returns, family: Family): boolean =>
  isEmpty(intersect(network.clients[family], returns.addresses.may));

/** The network ACL of a subnet as what stops a packet. */
export const aclBlocker = (network: Network, subnet: string): Hop => {
  const acl = network.aclOf(subnet);
  return { component: 'network-acl', id: acl.ok ? acl.value.id : subnet, rule: null, code: 'SUBNET_ACL_RESTRICTION' };
};

const malformedEntries = (subnet: string): Missing => ({
  component: 'network-acl',
  id: subnet,
  gap: { kind: 'malformed', detail: 'an entry has ports that AWS does not allow' },
});

const aclRule = (inbound: number | undefined, reply: number | undefined): string | null => {
  if (inbound === undefined) return null;
  return reply === undefined || reply === inbound ? `#${inbound}` : `#${inbound}, reply #${reply}`;
};
