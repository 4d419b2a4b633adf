import type { Hop } from '../../domain/finding.ts';
import type { Direction, Family, GroupRule, RulePeer } from '../../domain/network.ts';
import { addressesAt, type Bands } from './acl.ts';
import {
  type Bounds,
  contains,
  exactly,
  type Intervals,
  intersect,
  interval,
  NOTHING,
  overlaps,
  unionAll,
} from './intervals.ts';
import { drawer, type Missing, type Network } from './network.ts';
import { ALL_ADDRESSES, addressesOf } from './space.ts';
import { describeTraffic, PROTOCOL_CLASSES, type ProtocolClass, spanOf, wholeAxis } from './traffic.ts';

/** One rule of a security group, ready to be compared: what it matches of each class, and whom it admits. */
export interface Filter {
  readonly hop: Hop;
  readonly spans: Readonly<Record<ProtocolClass, Bounds<Intervals>>>;
  /** Peers named by block or prefix list. */
  readonly addresses: Bounds<Intervals>;
  /** Peers named by the group they carry; null when the rule names none. */
  readonly group: string | null;
  readonly missing: readonly Missing[];
}

const perClass = <T>(make: (protocol: ProtocolClass) => T): Readonly<Record<ProtocolClass, T>> => ({
  tcp: make('tcp'),
  udp: make('udp'),
  icmp: make('icmp'),
  other: make('other'),
});

const describePeer = (peer: RulePeer): string => {
  if (peer.kind === 'cidr') return peer.cidr;
  return peer.kind === 'prefix-list' ? peer.id : peer.group;
};

const peerOf = (
  network: Network,
  peer: RulePeer,
  family: Family,
): { readonly addresses: Bounds<Intervals>; readonly missing: readonly Missing[] } => {
  if (peer.kind === 'cidr') return { addresses: exactly(addressesOf([peer.cidr], family)), missing: [] };
  if (peer.kind === 'group') return { addresses: exactly(NOTHING), missing: [] };
  const list = network.prefixList(peer.id);
  if (list.ok && list.value.entries.ok) {
    return { addresses: exactly(addressesOf(list.value.entries.value, family)), missing: [] };
  }
  const other = list.ok && list.value.family !== null && list.value.family !== family;
  if (other) return { addresses: exactly(NOTHING), missing: [] };
  const missing = list.ok
    ? list.value.entries.ok
      ? []
      : [{ component: 'prefix-list', id: peer.id, gap: list.value.entries.gap }]
    : [{ ...list.missing, id: peer.id }];
  return { addresses: { may: ALL_ADDRESSES[family], must: NOTHING }, missing };
};

const compile = (network: Network, group: string, rule: GroupRule, family: Family): Filter => {
  const { addresses, missing } = peerOf(network, rule.peer, family);
  const text = `${rule.id} ${describeTraffic(rule.traffic)} ${describePeer(rule.peer)}`;
  const malformed: Missing = {
    component: 'security-group-rule',
    id: rule.id,
    gap: { kind: 'malformed', detail: `${text}: ports that AWS does not allow` },
  };
  return {
    hop: { component: 'security-group', id: group, rule: text, code: null },
    spans: perClass((protocol) => spanOf(rule.traffic, protocol, family)),
    addresses,
    group: rule.peer.kind === 'group' ? rule.peer.group : null,
    missing: rule.traffic.kind === 'malformed' ? [...missing, malformed] : missing,
  };
};

/** Lets everything through; for what has no security group at all. */
export const openFilter = (hop: Hop, family: Family): Filter => ({
  hop,
  spans: perClass((protocol) => exactly(wholeAxis(protocol))),
  addresses: exactly(ALL_ADDRESSES[family]),
  group: null,
  missing: [],
});

const unreadGroup = (id: string, family: Family, missing: Missing): Filter => ({
  hop: { component: 'security-group', id, rule: null, code: null },
  spans: perClass((protocol) => ({ may: wholeAxis(protocol), must: NOTHING })),
  addresses: { may: ALL_ADDRESSES[family], must: NOTHING },
  group: null,
  missing: [{ ...missing, id }],
});

const compiled = drawer<readonly Filter[]>();

const filtersOfGroup = (network: Network, id: string, direction: Direction, family: Family): readonly Filter[] =>
  network.once(compiled, `${id} ${direction} ${family}`, () => {
    const group = network.group(id);
    if (!group.ok) return [unreadGroup(id, family, group.missing)];
    return group.value.rules
      .filter((rule) => rule.direction === direction)
      .map((rule) => compile(network, id, rule, family))
      .filter((filter) => filter.group !== null || filter.addresses.may.length > 0);
  });

/**
 * The rules that filter a direction: the union over all groups, order irrelevant, no rule = deny.
 * Amazon VPC User Guide, "Security group rules".
 */
export const filtersOf = (
  network: Network,
  groups: readonly string[],
  direction: Direction,
  family: Family,
): readonly Filter[] => groups.toSorted().flatMap((id) => filtersOfGroup(network, id, direction, family));

/** Ports on which something that arrives is let in by one rule. */
export interface Passage {
  readonly filter: Filter;
  readonly protocol: ProtocolClass;
  readonly ports: Bounds<Intervals>;
}

const portsThrough = (bands: Bands, span: Intervals, addresses: Intervals): Intervals => {
  if (span.length === 0 || addresses.length === 0) return NOTHING;
  const pieces: Intervals[] = [];
  for (const band of bands) {
    const ports = intersect(span, interval(band.from, band.to));
    if (ports.length > 0 && overlaps(band.addresses, addresses)) pieces.push(ports);
  }
  return unionAll(pieces);
};

/** What of an arrival each rule lets in. Rules that let nothing in are left out. */
export const passages = (
  arriving: Readonly<Record<ProtocolClass, Bounds<Bands>>>,
  filters: readonly Filter[],
): readonly Passage[] =>
  PROTOCOL_CLASSES.flatMap((protocol) =>
    filters.flatMap((filter) => {
      const span = filter.spans[protocol];
      const bands = arriving[protocol];
      const may = portsThrough(bands.may, span.may, filter.addresses.may);
      if (may.length === 0) return [];
      const must = portsThrough(bands.must, span.must, filter.addresses.must);
      return [{ filter, protocol, ports: { may, must } }];
    }),
  );

/** The clients of an arrival that the rules admit on one port. */
export const admittedOn = (
  arriving: Bounds<Bands>,
  filters: readonly Filter[],
  protocol: ProtocolClass,
  port: number,
): Bounds<Intervals> => {
  const side = (bound: 'may' | 'must'): Intervals => {
    const present = addressesAt(arriving[bound], port);
    if (present.length === 0) return NOTHING;
    const admitting = filters.filter((filter) => contains(filter.spans[protocol][bound], port));
    return unionAll(admitting.map((filter) => intersect(present, filter.addresses[bound])));
  };
  return { may: side('may'), must: side('must') };
};
