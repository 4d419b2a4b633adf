import type { Hop } from '../../domain/finding.ts';
import type { Family } from '../../domain/network.ts';
import type { Arrival } from './arrival.ts';
import { admittedOn, type Filter, passages } from './groups.ts';
import { type Bounds, type Intervals, interval, isEmpty } from './intervals.ts';
import type { Missing } from './network.ts';
import { someAddress } from './space.ts';
import type { ProtocolClass } from './traffic.ts';

/** The kinds of door through which the internet gets in. `direct` is no door: the thing itself answers. */
export const DOORS = ['direct', 'load-balancer', 'cdn', 'api-gateway', 'global-accelerator', 'appliance'] as const;
export type Door = (typeof DOORS)[number];

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
  readonly filters: readonly Filter[];
  /** How the thing itself appears in a path. */
  readonly hop: Hop;
}

/** What the internet can dial on a surface without any other door. */
export const directOpenings = (arrival: Arrival, surface: Surface): readonly Opening[] =>
  passages(arrival.bands, surface.filters).map(({ filter, protocol, ports }) => ({
    doors: ['direct'],
    through: null,
    family: surface.family,
    protocol,
    ports,
    missing: [...filter.missing, ...arrival.missing[protocol]],
    trace: (port) => {
      const clients = admittedOn(arrival.bands[protocol], [filter], protocol, port);
      const client = someAddress(isEmpty(clients.must) ? clients.may : clients.must);
      return client === undefined ? [] : [...arrival.trace(protocol, port, client), surface.hop, filter.hop];
    },
  }));

export const onePort = (port: number): Intervals => interval(port, port + 1);

/** Is any port proved open? */
export const isProved = (opening: Opening): boolean => !isEmpty(opening.ports.must);

/** The same opening with nothing proved any more, and why. */
export const unproved = (opening: Opening, missing: readonly Missing[]): Opening => ({
  ...opening,
  ports: { may: opening.ports.may, must: [] },
  missing: [...opening.missing, ...missing],
});
