import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Coverage, Span } from '../../../src/derive/backup/timeline.ts';
import { gapsIn, lengthOf, longestOf } from '../../../src/derive/backup/timeline.ts';

const longest = (coverage: Coverage, observed: Span): number => {
  const gap = longestOf(gapsIn(coverage, observed));
  return gap ? lengthOf(gap) : 0;
};

const week: Span = { from: 0, to: 168 };

describe('gaps', () => {
  test.each<[string, Coverage, readonly Span[]]>([
    ['nothing at all: the whole time', { points: [], windows: [] }, [{ from: 0, to: 168 }]],
    ['a window over everything: none', { points: [], windows: [{ from: -10, to: 200 }] }, []],
    [
      'both edges count',
      { points: [60], windows: [] },
      [
        { from: 0, to: 60 },
        { from: 60, to: 168 },
      ],
    ],
    [
      'the left edge is measured from the last point before',
      { points: [-30, -20, 60], windows: [] },
      [
        { from: -20, to: 60 },
        { from: 60, to: 168 },
      ],
    ],
    ['a point at either edge closes it', { points: [0, 168], windows: [] }, [{ from: 0, to: 168 }]],
    ['a window that began before', { points: [], windows: [{ from: -50, to: 100 }] }, [{ from: 100, to: 168 }]],
    ['a gap that ended before is none of ours', { points: [-100], windows: [{ from: -50, to: 168 }] }, []],
    [
      'a point inside a window changes nothing',
      { points: [50], windows: [{ from: 20, to: 100 }] },
      [
        { from: 0, to: 20 },
        { from: 100, to: 168 },
      ],
    ],
    [
      'windows that touch',
      {
        points: [],
        windows: [
          { from: 0, to: 50 },
          { from: 50, to: 168 },
        ],
      },
      [],
    ],
    [
      'a window that ends before it begins is none',
      { points: [], windows: [{ from: 100, to: 50 }] },
      [{ from: 0, to: 168 }],
    ],
  ])('%s', (_, coverage, expected) => {
    expect(gapsIn(coverage, week)).toEqual(expected);
  });
});

const instant = fc.integer({ min: -500, max: 700 });
const span = fc.tuple(instant, fc.integer({ min: 0, max: 300 })).map(([from, length]) => ({ from, to: from + length }));
const coverage = fc.record({ points: fc.array(instant, { maxLength: 12 }), windows: fc.array(span, { maxLength: 4 }) });
const observed = fc
  .tuple(instant, fc.integer({ min: 1, max: 500 }))
  .map(([from, length]) => ({ from, to: from + length }));

describe('laws', () => {
  test('one more point, or one more window, never makes the longest gap longer', () => {
    fc.assert(
      fc.property(coverage, observed, fc.integer({ min: -500, max: 700 }), span, (known, during, at, window) => {
        const was = longest(known, during);
        // A point before the time observed may only move the left edge back to it when there was none.
        fc.pre(at >= during.from && window.from >= during.from);
        expect(longest({ ...known, points: [...known.points, at] }, during)).toBeLessThanOrEqual(was);
        expect(longest({ ...known, windows: [...known.windows, window] }, during)).toBeLessThanOrEqual(was);
      }),
    );
  });

  test('order does not matter', () => {
    fc.assert(
      fc.property(coverage, observed, (known, during) => {
        const reversed = { points: [...known.points].reverse(), windows: [...known.windows].reverse() };
        expect(gapsIn(reversed, during)).toEqual(gapsIn(known, during));
      }),
    );
  });

  test('a window in two touching halves is the same window', () => {
    fc.assert(
      fc.property(
        coverage,
        observed,
        span,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (known, during, window, share) => {
          const middle = window.from + Math.floor(lengthOf(window) * share);
          const halves = [
            { from: window.from, to: middle },
            { from: middle, to: window.to },
          ];
          expect(gapsIn({ ...known, windows: [...known.windows, ...halves] }, during)).toEqual(
            gapsIn({ ...known, windows: [...known.windows, window] }, during),
          );
        },
      ),
    );
  });

  test('gaps hold no restorable moment, are in order, and end within the time observed', () => {
    fc.assert(
      fc.property(coverage, observed, (known, during) => {
        const gaps = gapsIn(known, during);
        let last = Number.NEGATIVE_INFINITY;
        for (const { from, to } of gaps) {
          expect(from).toBeLessThan(to);
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeLessThanOrEqual(during.to);
          expect(to).toBeGreaterThan(during.from);
          expect(known.points.some((at) => at > from && at < to)).toBe(false);
          expect(known.windows.some((window) => window.from <= window.to && window.from < to && window.to > from)).toBe(
            false,
          );
          last = to;
        }
      }),
    );
  });

  test('shifting everything in time shifts the gaps', () => {
    fc.assert(
      fc.property(coverage, observed, fc.integer({ min: -1000, max: 1000 }), (known, during, by) => {
        const move = ({ from, to }: Span): Span => ({ from: from + by, to: to + by });
        const moved = { points: known.points.map((at) => at + by), windows: known.windows.map(move) };
        expect(gapsIn(moved, move(during))).toEqual(gapsIn(known, during).map(move));
      }),
    );
  });
});
