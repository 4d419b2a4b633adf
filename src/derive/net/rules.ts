import type { Family } from '../../domain/network.ts';
import type { Selection } from './declared.ts';
import { type Filter, filtersOf } from './groups.ts';
import { type Intervals, intersect, isEmpty, NOTHING, ranges, subtract } from './intervals.ts';
import { drawer, type Missing, type Network } from './network.ts';
import { addressesOf } from './space.ts';
import { PROTOCOL_CLASSES } from './traffic.ts';
import { describePorts, mergePorts, type OpenPorts } from './verdict.ts';

/** What one rule opens to the internet, whoever carries the group. */
export interface PublicRule {
  readonly family: Family;
  /** The rule in one line: `sgr-1 tcp/22 0.0.0.0/0`. */
  readonly text: string;
  readonly ports: readonly OpenPorts[];
  readonly missing: readonly Missing[];
  readonly certain: boolean;
}

const FAMILIES = [4, 6] as const;

const strangers = drawer<Intervals>();

/**
 * Clients of the internet that are not one's own: IPv6 addresses of VPCs are public by kind, yet a rule that names the block of a VPC, or of one
 * that it is peered with, admits nobody else.
 */
export const strangersOf = (network: Network, family: Family): Intervals =>
  family === 4
    ? network.clients[4]
    : network.once(strangers, '', () => {
        const own = network.regions.flatMap(({ vpcs, peerings }) => [
          ...(vpcs.ok ? vpcs.value.flatMap(({ cidrs }) => cidrs) : []),
          ...(peerings.ok
            ? peerings.value.flatMap(({ requester, accepter }) => [...requester.cidrs, ...accepter.cidrs])
            : []),
        ]);
        return subtract(network.clients[6], addressesOf(own, 6));
      });

const opens = (filter: Filter, clients: Intervals, wanted: Selection) =>
  PROTOCOL_CLASSES.flatMap((protocol): readonly OpenPorts[] => {
    const span = filter.spans[protocol];
    const may = isEmpty(intersect(filter.addresses.may, clients)) ? NOTHING : wanted(protocol, span.may);
    const must = isEmpty(intersect(filter.addresses.must, clients)) ? NOTHING : wanted(protocol, span.must);
    return [
      ...ranges(must).map((range) => ({ protocol, ...range, certain: true })),
      ...ranges(subtract(may, must)).map((range) => ({ protocol, ...range, certain: false })),
    ];
  });

/**
 * Inbound rules of a group that admit a client of the internet (IPv4, IPv6, blocks and prefix lists alike; sets, not texts), on the ports
 * that `wanted` keeps.
 */
export const publicRules = (network: Network, group: string, wanted: Selection): readonly PublicRule[] =>
  FAMILIES.flatMap((family) =>
    filtersOf(network, [group], 'ingress', family).flatMap((filter): readonly PublicRule[] => {
      const ports = opens(filter, strangersOf(network, family), wanted);
      if (ports.length === 0) return [];
      const certain = ports.some((open) => open.certain);
      return [{ family, text: filter.hop.rule ?? group, ports, missing: filter.missing, certain }];
    }),
  );

/** What the rules of a group surely open, or the first thing that keeps us from telling; null: nothing is open. */
export type Opened =
  | { readonly ports: string; readonly rule: string; readonly count: number }
  | { readonly missing: Missing }
  | null;

/** Sums up the public rules of a group on the wanted ports. What is surely open counts before what may be. */
export const openedBy = (network: Network, group: string, wanted: Selection): Opened => {
  const rules = publicRules(network, group, wanted);
  const proved = rules.filter(({ certain }) => certain);
  const [first] = proved;
  if (first !== undefined) {
    const open = proved.flatMap(({ ports }) => ports.filter(({ certain }) => certain));
    return { ports: describePorts(mergePorts(open)), rule: first.text, count: proved.length };
  }
  const [missing] = rules.flatMap((rule) => rule.missing);
  return missing === undefined ? null : { missing };
};

const carried = drawer<ReadonlySet<string>>();

/** Is a group carried by anything that answers? Load balancers count by themselves. With the interfaces unread, it has to be assumed. */
export const isCarried = (network: Network, group: string): boolean => {
  const groups = network.once(carried, '', () => {
    const inUse = network.interfaces.filter((eni) => eni.inUse);
    return new Set([...inUse, ...network.balancers].flatMap((carrier) => carrier.groups));
  });
  return groups.has(group) || network.unlisted('interfaces').length > 0;
};
