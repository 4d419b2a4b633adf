import type { Hop } from '../../domain/finding.ts';
import type { Missing } from './network.ts';
import type { Opening } from './opening.ts';

/** Every way of the internet to a target: the ways that are or may be open, and what blocks each of the others. */
export interface Exposure {
  readonly openings: readonly Opening[];
  readonly blockers: readonly Hop[];
  /** Set when not even the target could be looked at. */
  readonly missing: readonly Missing[];
}

/** One way in: what it opens, or what blocks it. */
export interface Way {
  readonly openings: readonly Opening[];
  readonly blockers: readonly Hop[];
}

/** All ways to one target. */
export const join = (ways: readonly Way[], missing: readonly Missing[] = []): Exposure => ({
  openings: ways.flatMap((way) => way.openings),
  blockers: ways.flatMap((way) => way.blockers),
  missing,
});

export const blocked = (component: string, id: string, code: string): Way => ({
  openings: [],
  blockers: [{ component, id, rule: null, code }],
});
