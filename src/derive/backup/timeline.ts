import type { Instant } from '../../domain/aws.ts';

/** A stretch of time, both ends included, in milliseconds since the epoch. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** All moments that can be restored: single points, and windows any moment of which can be. */
export interface Coverage {
  readonly points: readonly Instant[];
  readonly windows: readonly Span[];
}

export const lengthOf = ({ from, to }: Span): number => to - from;

/**
 * The stretches of `observed` in which nothing can be restored, in order of time, both edges included. The first is
 * measured from the last restorable moment before `observed`, where there is one: a gap does not shrink because we began
 * to look in the middle of it.
 */
export const gapsIn = (coverage: Coverage, observed: Span): readonly Span[] => {
  const covered = merged(coverage);
  const before = covered.filter(({ to }) => to <= observed.from).at(-1);
  const inside = covered.filter(({ from, to }) => to > observed.from && from <= observed.to);
  const gaps: Span[] = [];
  let open = before?.to ?? observed.from;
  for (const { from, to } of inside) {
    // One that ended before `observed` began is none of ours.
    if (from > open && from > observed.from) gaps.push({ from: open, to: from });
    open = Math.max(open, to);
  }
  if (open < observed.to) gaps.push({ from: open, to: observed.to });
  return gaps;
};

/** The longest of them, the earliest of equals; null when everything is covered. */
export const longestOf = (gaps: readonly Span[]): Span | null =>
  gaps.reduce<Span | null>(
    (longest, gap) => (longest === null || lengthOf(gap) > lengthOf(longest) ? gap : longest),
    null,
  );

/** Points and windows as disjoint spans in order of time. */
const merged = ({ points, windows }: Coverage): readonly Span[] => {
  const spans = [...points.map((at) => ({ from: at, to: at })), ...windows.filter(({ from, to }) => from <= to)];
  const result: Span[] = [];
  for (const span of spans.sort((a, b) => a.from - b.from || a.to - b.to)) {
    const last = result.at(-1);
    if (last && span.from <= last.to) result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else result.push(span);
  }
  return result;
};
