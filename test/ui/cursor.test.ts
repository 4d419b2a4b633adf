import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moveTo, startCursor, windowOf } from '../../src/ui/cursor.ts';

const rows = (length: number, prefix = 'row') => Array.from({ length }, (_, index) => ({ id: `${prefix}${index}` }));

describe('window', () => {
  test('rows that arrive above the chosen one do not move it on the screen', () => {
    const chosen = moveTo(rows(50), 10, startCursor, 20);
    const before = windowOf(rows(50), 10, chosen);
    const after = windowOf([...rows(14, 'new'), ...rows(50)], 10, chosen);
    expect(after.index).toBe(34);
    expect(after.index - after.top).toBe(before.index - before.top);
  });

  test('a row that goes away leaves the cursor in its place', () => {
    const chosen = moveTo(rows(10), 5, startCursor, 3);
    expect(
      windowOf(
        rows(10).filter(({ id }) => id !== 'row3'),
        5,
        chosen,
      ).index,
    ).toBe(3);
  });

  test('nothing to show', () => {
    expect(windowOf([], 5, startCursor)).toEqual({ top: 0, end: 0, index: -1 });
  });

  test('ten thousand rows give a window of its height', () => {
    const { top, end } = windowOf(rows(10_000), 20, moveTo(rows(10_000), 20, startCursor, 9_999));
    expect([top, end]).toEqual([9_980, 10_000]);
  });

  test('the chosen row is always in the window, and the window in the list', () => {
    const sizes = fc.record({ length: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 12 }) });
    fc.assert(
      fc.property(sizes, fc.array(fc.integer({ min: -5, max: 60 }), { maxLength: 12 }), ({ length, height }, moves) => {
        const list = rows(length);
        const cursor = moves.reduce((at, move) => moveTo(list, height, at, move), startCursor);
        const view = windowOf(list, height, cursor);
        expect(view.top).toBeGreaterThanOrEqual(0);
        expect(view.end).toBeLessThanOrEqual(length);
        expect(view.end - view.top).toBe(Math.min(height, length));
        expect(view.index).toBeGreaterThanOrEqual(view.top);
        expect(view.index).toBeLessThan(view.end);
      }),
    );
  });
});
