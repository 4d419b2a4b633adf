import type { AclEntry, Direction, Family, NetworkAcl } from '../../domain/network.ts';
import {
  type Bounds,
  contains,
  type Intervals,
  intersect,
  interval,
  NOTHING,
  subtract,
  union,
  unionAll,
} from './intervals.ts';
import { ALL_ADDRESSES, addressesOf } from './space.ts';
import { type ProtocolClass, spanOf, wholeAxis } from './traffic.ts';

/** Ports `from` up to but not including `to`, and the remote addresses that pass on each of them. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly addresses: Intervals;
}

/** A piecewise-constant map from port to addresses: sorted, disjoint, without empty bands. */
export type Bands = readonly Band[];

export const everyBand = (protocol: ProtocolClass, addresses: Intervals): Bands => {
  const axis = wholeAxis(protocol);
  return addresses.length === 0 ? [] : [{ from: 0, to: Number(axis[1]), addresses }];
};

/** Entries of one direction in the order in which AWS evaluates them: by rule number, whatever order they came in. */
const inOrder = (acl: NetworkAcl, direction: Direction): readonly AclEntry[] =>
  acl.entries.filter((entry) => entry.direction === direction).toSorted((a, b) => a.number - b.number);

/** First match wins. To over-approximate, an allow takes its widest reading and a deny its narrowest; else the other way. */
const allowed = (
  entries: readonly { allow: boolean; span: Bounds<Intervals>; addresses: Intervals }[],
  port: number,
  bound: 'may' | 'must',
): Intervals => {
  let open: Intervals = NOTHING;
  let decided: Intervals = NOTHING;
  for (const { allow, span, addresses } of entries) {
    const matched = allow === (bound === 'may') ? span.may : span.must;
    if (!contains(matched, port)) continue;
    if (allow) open = union(open, subtract(addresses, decided));
    decided = union(decided, addresses);
  }
  return open;
};

/**
 * What a network ACL lets through in one direction: ordered, first match wins, implicit deny at the end.
 * Amazon VPC User Guide, "Control subnet traffic with network access control lists".
 */
export const aclBands = (
  acl: NetworkAcl,
  direction: Direction,
  family: Family,
  protocol: ProtocolClass,
): Bounds<Bands> => {
  const entries = inOrder(acl, direction).map(({ allow, traffic, cidr }) => ({
    allow,
    span: spanOf(traffic, protocol, family),
    addresses: addressesOf([cidr], family),
  }));
  const relevant = entries.filter(({ span, addresses }) => span.may.length > 0 && addresses.length > 0);
  const edges = new Set(relevant.flatMap(({ span }) => [...span.may, ...span.must]).map(Number));
  const cuts = [...edges].toSorted((a, b) => a - b);
  const bandsOf = (bound: 'may' | 'must'): Bands =>
    cuts.slice(0, -1).flatMap((from, i) => {
      const addresses = allowed(relevant, from, bound);
      return addresses.length === 0 ? [] : [{ from, to: cuts[i + 1] ?? from, addresses }];
    });
  return { may: bandsOf('may'), must: bandsOf('must') };
};

/** An ACL nobody could read: it may let everything through and need not let anything. */
export const unreadAcl = (family: Family, protocol: ProtocolClass): Bounds<Bands> => ({
  may: everyBand(protocol, ALL_ADDRESSES[family]),
  must: [],
});

const onSomePort = (bands: Bands): Intervals => unionAll(bands.map((band) => band.addresses));

const ECHO_REPLY = 0;

/**
 * What an ACL lets back to the clients, as a map from the port they dialled: TCP and UDP replies go to whatever port the client chose, an
 * echo reply has its own ICMP type, and other protocols answer in kind.
 */
export const repliesTo = (bands: Bands, protocol: ProtocolClass): Bands => {
  if (protocol === 'other') return bands;
  return everyBand(protocol, protocol === 'icmp' ? addressesAt(bands, ECHO_REPLY) : onSomePort(bands));
};

/** Where both maps let an address pass. */
export const meet = (a: Bands, b: Bands): Bands =>
  a.flatMap((band) =>
    b.flatMap((other): readonly Band[] => {
      const from = Math.max(band.from, other.from);
      const to = Math.min(band.to, other.to);
      if (from >= to) return [];
      const addresses = intersect(band.addresses, other.addresses);
      return addresses.length === 0 ? [] : [{ from, to, addresses }];
    }),
  );

/** The ports on which an address passes. */
export const portsFor = (bands: Bands, passes: (addresses: Intervals) => boolean): Intervals =>
  unionAll(bands.filter((band) => passes(band.addresses)).map((band) => interval(band.from, band.to)));

export const addressesAt = (bands: Bands, port: number): Intervals =>
  bands.find((band) => band.from <= port && port < band.to)?.addresses ?? NOTHING;

/** The entry that decides a packet, null for the implicit deny. */
export const decidingEntry = (
  acl: NetworkAcl,
  direction: Direction,
  packet: { family: Family; protocol: ProtocolClass; port: number; remote: number | bigint },
): AclEntry | null =>
  inOrder(acl, direction).find(
    (entry) =>
      contains(spanOf(entry.traffic, packet.protocol, packet.family).must, packet.port) &&
      contains(addressesOf([entry.cidr], packet.family), packet.remote),
  ) ?? null;
