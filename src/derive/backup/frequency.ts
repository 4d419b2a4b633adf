import type { Instant, RestorePoint, RestoreWindow } from '../../domain/aws.ts';
import type { BackedUp } from './backed-up.ts';
import type { Restorable } from './recovery-index.ts';
import type { Coverage, Span } from './timeline.ts';
import { gapsIn, lengthOf, longestOf } from './timeline.ts';

const hour = 3_600_000;
const day = 24 * hour;

/**
 * How often a resource was really backed up. Lengths are milliseconds.
 * - `none`: nothing can be restored.
 * - `young`: nothing can be restored, and nothing was due yet.
 * - `gap`: `longest` is longer than allowed.
 * - `pruned`: gaps are longer than allowed only where older points may have been thinned out since.
 * - `short`: no gap is too long, but the history is shorter than three periods.
 * - `kept`: no gap is longer than allowed; `brief` marks a history of less than ten periods.
 */
export type Frequency =
  | { readonly verdict: 'none' }
  | { readonly verdict: 'young'; readonly age: number }
  | ({ readonly verdict: 'gap' | 'pruned' | 'short' | 'kept' } & Observed);

export interface Observed {
  readonly observed: Span;
  /** Zero-length where everything is covered. */
  readonly longest: Span;
  readonly limit: number;
  readonly coverage: Coverage;
  readonly brief: boolean;
}

/**
 * Judges the recovery points that exist against a claimed period. The window of observation ends now and reaches back to
 * the least of: ten periods or seven days; the creation of the resource and one period; what retention still keeps.
 * Tolerated beyond the period: the start window of Data Lifecycle Manager (one hour) where it makes the points, and a
 * tenth of the period.
 */
export const frequencyOf = (
  item: BackedUp,
  { points, windows }: Restorable,
  every: number,
  now: Instant,
): Frequency => {
  const born = item.createdAt ?? Number.NEGATIVE_INFINITY;
  const limit = every + toleranceOf(points, every);
  if (points.length === 0 && windows.length === 0) {
    return now - born <= limit ? { verdict: 'young', age: now - born } : { verdict: 'none' };
  }
  const coverage: Coverage = {
    points: [...points.map(({ at }) => at), ...windows.flatMap(({ from, to }) => (from === null ? [to] : []))],
    windows: windows.flatMap(({ from, to }) => (from === null ? [] : [{ from, to }])),
  };
  const until = item.stopped ? lastOf(coverage) : now;
  const reach = Math.max(
    until - Math.max(7 * day, 10 * every),
    born + every,
    horizonOf(points, windows, coverage, now),
  );
  const observed: Span = { from: Math.min(reach, until), to: until };
  const gaps = gapsIn(coverage, observed);
  const longest = longestOf(gaps) ?? { from: until, to: until };
  const history = lengthOf(observed);
  const seen: Observed = { observed, longest, limit, coverage, brief: history < 10 * every };
  const tooLong = gaps.filter((gap) => lengthOf(gap) > limit);
  if (tooLong.length > 0) {
    const recent: Span = { from: until - 10 * every, to: until };
    const isOld = tooLong.every(({ to }) => to <= recent.from);
    return { verdict: isOld && restsOnPrunable(points, coverage, recent, limit) ? 'pruned' : 'gap', ...seen };
  }
  return { verdict: history < 3 * every ? 'short' : 'kept', ...seen };
};

const toleranceOf = (points: readonly RestorePoint[], every: number): number =>
  points.some(({ by }) => by === 'lifecycle-manager') ? Math.max(hour, every / 10) : every / 10;

const lastOf = ({ points, windows }: Coverage): Instant =>
  [...points, ...windows.map(({ to }) => to)].reduce((last, at) => Math.max(last, at), Number.NEGATIVE_INFINITY);

/**
 * How far back absence means something: what has expired is gone. Known retention reaches back its days less one (days
 * are counted whole); without it only the oldest point that still exists does.
 */
const horizonOf = (
  points: readonly RestorePoint[],
  windows: readonly RestoreWindow[],
  coverage: Coverage,
  now: Instant,
): Instant => {
  const starts = [...coverage.points, ...coverage.windows.map(({ from }) => from)];
  const first = starts.reduce((earliest, at) => Math.min(earliest, at), Number.POSITIVE_INFINITY);
  const retention = [...points, ...windows].flatMap(({ retentionDays }) => retentionDays ?? []);
  if (retention.length === 0) return first;
  const kept = retention.reduce((least, days) => Math.min(least, days), Number.POSITIVE_INFINITY);
  return Math.min(first, now - Math.max(0, kept - 1) * day);
};

/**
 * Whether the recent schedule is made of snapshots that their maker may thin out by rules that no answer tells. Where
 * other backups carry it alone, their older gaps are gaps.
 */
const restsOnPrunable = (
  points: readonly RestorePoint[],
  { windows }: Coverage,
  recent: Span,
  limit: number,
): boolean => {
  const lasting = points.filter(({ by }) => by !== 'ebs' && by !== 'lifecycle-manager').map(({ at }) => at);
  return gapsIn({ points: lasting, windows }, recent).some((gap) => lengthOf(gap) > limit);
};
