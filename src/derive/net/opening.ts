import type { Hop } from '../../domain/finding.ts';
import type { Family } from '../../domain/network.ts';
import type { Arrival } from './arrival.ts';
import { admittedOn, type Filter, type Passage, passages } from './groups.ts';
import { type Bounds, contains, type Intervals, interval, isEmpty } from './intervals.ts';
import type { Missing } from './network.ts';
import { someAddress } from './space.ts';
import type { ProtocolClass } from './traffic.ts';

/** The kinds of door through which the internet gets in. `direct` is no door: the thing itself answers. */
export type Door =
  | 'direct'
  | 'load-balancer'
  | 'cdn'
  | 'api-gateway'
  | 'global-accelerator'
  | 'function-url'
  | 'appliance';

/** Ports that the internet can dial to get to a target, over one way and one rule. */
export interface Opening {
  /** Outermost first. */
  readonly doors: readonly Door[];
  /** Id of the outermost door; null when direct. */
  readonly through: string | null;
  readonly family: Family;
  readonly protocol: ProtocolClass;
  /** `must` is proved open, what lies between the two bounds is unknown. */
  readonly ports: Bounds<Intervals>;
  readonly missing: readonly Missing[];
  /** The hops of one packet to a port, from its client to the last rule. */
  readonly trace: (port: number) => readonly Hop[];
}

/** Something with groups in a subnet that has a public address. */
export interface Surface {
  readonly subnet: string;
  readonly family: Family;
  /** The rules of each of its groups. */
  readonly groups: readonly (readonly Filter[])[];
  /** How the thing itself appears in a path. */
  readonly hop: Hop;
}

const DIRECT: readonly Door[] = ['direct'];

const remembered = new WeakMap<Arrival, WeakMap<readonly Filter[], readonly Passage[]>>();

const passagesOf = (arrival: Arrival, group: readonly Filter[]): readonly Passage[] => {
  const byGroup = remembered.get(arrival) ?? new WeakMap<readonly Filter[], readonly Passage[]>();
  remembered.set(arrival, byGroup);
  const known = byGroup.get(group) ?? passages(arrival.bands, group);
  byGroup.set(group, known);
  return known;
};

const traceDirect = (
  arrival: Arrival,
  { hop }: Surface,
  group: readonly Filter[],
  protocol: ProtocolClass,
  port: number,
): readonly Hop[] => {
  const clients = admittedOn(arrival.bands[protocol], group, protocol, port);
  const bound = isEmpty(clients.must) ? 'may' : 'must';
  const client = someAddress(clients[bound]);
  if (client === undefined) return [];
  const rule = group.find(
    (filter) => contains(filter.spans[protocol][bound], port) && contains(filter.addresses[bound], client),
  );
  return [...arrival.trace(protocol, port, client), hop, ...(rule === undefined ? [] : [rule.hop])];
};

/** What the internet can dial on a surface without any other door: one opening per group and protocol. */
export const directOpenings = (arrival: Arrival, surface: Surface): readonly Opening[] =>
  surface.groups.flatMap((group) =>
    passagesOf(arrival, group).map(({ protocol, ports, missing }): Opening => {
      const open = arrival.missing[protocol];
      return {
        doors: DIRECT,
        through: null,
        family: surface.family,
        protocol,
        ports,
        missing: missing.length === 0 ? open : [...missing, ...open],
        trace: (port) => traceDirect(arrival, surface, group, protocol, port),
      };
    }),
  );

export const onePort = (port: number): Intervals => interval(port, port + 1);

/** Is any port proved open? */
export const isProved = (opening: Opening): boolean => !isEmpty(opening.ports.must);

/** The same opening with nothing proved any more, and why. */
export const unproved = (opening: Opening, missing: readonly Missing[]): Opening => ({
  ...opening,
  ports: { may: opening.ports.may, must: [] },
  missing: [...opening.missing, ...missing],
});
