import type { Hop } from '../../domain/finding.ts';
import type { Direction, Family, GroupRule, RulePeer } from '../../domain/network.ts';
import { familyOf } from '../../parse/aws/network/address.ts';
import { addressesAt, type Bands } from './acl.ts';
import { type Bounds, contains, exactly, type Intervals, intersect, NOTHING, overlaps, unionAll } from './intervals.ts';
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

const NONE_MISSING: readonly Missing[] = [];

const describePeer = (peer: RulePeer): string => {
  if (peer.kind === 'cidr') return peer.cidr;
  return peer.kind === 'prefix-list' ? peer.id : peer.group;
};

const peerOf = (
  network: Network,
  peer: RulePeer,
  family: Family,
): { readonly addresses: Bounds<Intervals>; readonly missing: readonly Missing[] } => {
  if (peer.kind === 'cidr') return { addresses: exactly(addressesOf([peer.cidr], family)), missing: NONE_MISSING };
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

const malformedRule = (text: string, id: string): Missing => ({
  component: 'security-group-rule',
  id,
  gap: { kind: 'malformed', detail: `${text}: ports that AWS does not allow` },
});

const compile = (network: Network, group: string, rule: GroupRule, family: Family): Filter => {
  const { addresses, missing } = peerOf(network, rule.peer, family);
  const text = `${rule.id} ${describeTraffic(rule.traffic)} ${describePeer(rule.peer)}`;
  return {
    hop: { component: 'security-group', id: group, rule: text, code: null },
    spans: perClass((protocol) => spanOf(rule.traffic, protocol, family)),
    addresses,
    group: rule.peer.kind === 'group' ? rule.peer.group : null,
    missing: rule.traffic.kind === 'malformed' ? [...missing, malformedRule(text, rule.id)] : missing,
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

/** A block of the other family matches nothing: not worth making a filter of. */
const mayMatch = ({ peer }: GroupRule, family: Family): boolean =>
  peer.kind !== 'cidr' || familyOf(peer.cidr) === family;

const compiled = drawer<readonly Filter[]>();

const filtersOfGroup = (network: Network, id: string, direction: Direction, family: Family): readonly Filter[] =>
  network.once(compiled, `${id} ${direction} ${family}`, () => {
    const group = network.group(id);
    if (!group.ok) return [unreadGroup(id, family, group.missing)];
    return group.value.rules
      .filter((rule) => rule.direction === direction && mayMatch(rule, family))
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

/** The same, one list per group; lists of one network are the same objects whoever asks. */
export const filterSets = (
  network: Network,
  groups: readonly string[],
  direction: Direction,
  family: Family,
): readonly (readonly Filter[])[] => groups.toSorted().map((id) => filtersOfGroup(network, id, direction, family));

/** Ports on which something that arrives is let in by the rules of one group. */
export interface Passage {
  readonly protocol: ProtocolClass;
  readonly ports: Bounds<Intervals>;
  /** Of rules that are not wholly known. */
  readonly missing: readonly Missing[];
}

const firstBandAfter = (bands: Bands, port: number): number => {
  let low = 0;
  let high = bands.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bands[middle]?.to ?? 0) <= port) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Adds the ports of one rule on which somebody it admits arrives; neighbouring bands become one interval. */
const addPorts = (pieces: Intervals[], bands: Bands, span: Intervals, addresses: Intervals): void => {
  if (addresses.length === 0) return;
  for (let i = 0; i + 1 < span.length; i += 2) {
    const [start, end] = [Number(span[i]), Number(span[i + 1])];
    let open = -1;
    let last = -1;
    for (let k = firstBandAfter(bands, start); k < bands.length; k++) {
      const band = bands[k];
      if (band === undefined || band.from >= end) break;
      if (!overlaps(band.addresses, addresses)) continue;
      const from = Math.max(band.from, start);
      if (from !== last) {
        if (open >= 0) pieces.push([open, last]);
        open = from;
      }
      last = Math.min(band.to, end);
    }
    if (open >= 0) pieces.push([open, last]);
  }
};

const NO_PASSAGES: readonly Passage[] = [];

/** What of an arrival the rules of one group let in, by protocol. Protocols of which nothing gets in are left out. */
export const passages = (
  arriving: Readonly<Record<ProtocolClass, Bounds<Bands>>>,
  filters: readonly Filter[],
): readonly Passage[] => {
  if (filters.length === 0) return NO_PASSAGES;
  const uncertain = filters.filter(({ missing }) => missing.length > 0);
  return PROTOCOL_CLASSES.flatMap((protocol): readonly Passage[] => {
    const bands = arriving[protocol];
    const side = (bound: 'may' | 'must'): Intervals => {
      const pieces: Intervals[] = [];
      for (const filter of filters)
        addPorts(pieces, bands[bound], filter.spans[protocol][bound], filter.addresses[bound]);
      return unionAll(pieces);
    };
    const may = side('may');
    if (may.length === 0) return NO_PASSAGES;
    const must = uncertain.length === 0 && bands.may === bands.must ? may : side('must');
    const missing = may === must ? NONE_MISSING : uncertain.flatMap((filter) => filter.missing);
    return [{ protocol, ports: { may, must }, missing }];
  });
};

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
