import type { Cidr, Family, Route } from '../../domain/network.ts';
import { familyOf, prefixOf, rangeOf } from '../../parse/aws/network/address.ts';
import { type Bound, type Bounds, type Intervals, interval, NOTHING, unionAll } from './intervals.ts';
import { ALL_ADDRESSES } from './space.ts';

/** A table of a VPC or of a transit gateway: the same rules decide in both. */
export interface Routes {
  readonly routes: readonly Route[];
}

/** Entries of a prefix list of one family, or null when they could not be read. */
export type ListEntries = (id: string) => readonly Cidr[] | null;

interface Candidate {
  readonly route: Route;
  readonly length: number;
  /** Lower wins among equal prefixes: static block, static prefix list, propagated. */
  readonly rank: number;
  readonly from: Bound;
  readonly to: Bound;
}

const rankOf = (route: Route): number => {
  if (route.origin === 'local') return 0;
  if (route.origin === 'propagated') return 3;
  return 'cidr' in route.to ? 1 : 2;
};

const forwards = (route: Route): boolean => route.state === 'active';

/**
 * The routes that may carry a packet to `at`, best first: the longest prefix wins, then the rank. A route that does not forward
 * still wins, but whether AWS then drops the packet is not documented, so the next best stays possible.
 */
const bestOf = (candidates: readonly Candidate[]): readonly Route[] => {
  const sorted = candidates.toSorted((a, b) => b.length - a.length || a.rank - b.rank);
  const out: Route[] = [];
  for (const [i, { route, length, rank }] of sorted.entries()) {
    const best = sorted[i - 1];
    const tied = best !== undefined && best.length === length && best.rank === rank;
    if (out.length > 0 && !tied && best !== undefined && forwards(best.route)) return out;
    out.push(route);
  }
  return out;
};

const candidatesOf = (table: Routes, family: Family, entries: ListEntries): readonly Candidate[] =>
  table.routes.flatMap((route) => {
    const cidrs = 'cidr' in route.to ? [route.to.cidr] : (entries(route.to.prefixList) ?? []);
    return cidrs
      .filter((cidr) => familyOf(cidr) === family)
      .map((cidr) => ({ route, length: prefixOf(cidr), rank: rankOf(route), ...rangeOf(cidr) }));
  });

/** Stretches of the address space with the routes that may carry them. */
interface Stretch {
  readonly from: Bound;
  readonly to: Bound;
  readonly routes: readonly Route[];
}

/** Blocks nest or are disjoint, so a stack of open blocks holds exactly the candidates of each stretch. */
const stretchesOf = (candidates: readonly Candidate[]): readonly Stretch[] => {
  const sorted = candidates.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.length - b.length));
  const out: Stretch[] = [];
  let open: Candidate[] = [];
  let at: Bound | undefined;
  const advance = (to: Bound): void => {
    while (open.length > 0 && at !== undefined && at < to) {
      const last = open[open.length - 1];
      if (last === undefined) return;
      const end = last.to < to ? last.to : to;
      if (at < end) out.push({ from: at, to: end, routes: bestOf(open) });
      at = end;
      open = open.filter((candidate) => candidate.to > end);
    }
  };
  for (const candidate of sorted) {
    advance(candidate.from);
    at = candidate.from;
    open.push(candidate);
  }
  const end = open[0]?.to;
  if (end !== undefined) advance(end);
  return out;
};

const unreadLists = (table: Routes, entries: ListEntries): readonly Route[] =>
  table.routes.filter((route) => 'prefixList' in route.to && entries(route.to.prefixList) === null);

/**
 * The destinations that a table carries over routes of a kind. Longest prefix first, IPv4 and IPv6 apart.
 * A route to an unreadable prefix list may carry anything, and may take anything away from the others.
 * Amazon VPC User Guide, "Route priority".
 */
export const routedBy = (
  table: Routes,
  family: Family,
  entries: ListEntries,
  wanted: (route: Route) => boolean,
): Bounds<Intervals> => {
  const carries = (route: Route): boolean => forwards(route) && wanted(route);
  const stretches = stretchesOf(candidatesOf(table, family, entries));
  const where = (test: (routes: readonly Route[]) => boolean): Intervals =>
    unionAll(stretches.filter(({ routes }) => test(routes)).map(({ from, to }) => interval(from, to)));
  const unread = unreadLists(table, entries);
  return {
    may: unread.some(carries) ? ALL_ADDRESSES[family] : where((routes) => routes.some(carries)),
    must: unread.some((route) => !carries(route)) ? NOTHING : where((routes) => routes.every(carries)),
  };
};

/** The route that carries a packet to an address; null when none does. Ties and unreadable lists: the best that is known. */
export const routeTo = (table: Routes, family: Family, entries: ListEntries, at: Bound): Route | null => {
  const inside = candidatesOf(table, family, entries).filter(({ from, to }) => from <= at && at < to);
  return bestOf(inside)[0] ?? null;
};

/** How a person reads a route: its destination. */
export const describeRoute = (route: Route): string => ('cidr' in route.to ? route.to.cidr : route.to.prefixList);
