import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeOrders } from '../../../../src/collect/web/tls/merge-orders.ts';

/** A server's order of n suites, cut into lists: which list each suite is in, by its place. */
const cut = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 30 });

const listsOf = (places: readonly number[]): number[][] => {
  const lists = new Map<number, number[]>();
  for (const [code, list] of places.entries()) lists.set(list, [...(lists.get(list) ?? []), code]);
  return [...lists.values()];
};

const merge = async (
  lists: readonly (readonly number[])[],
  compare: (a: number, b: number) => number = (a, b) => a - b,
) => {
  let asked = 0;
  const merged = await mergeOrders(lists, compare, async (a, b) => {
    asked++;
    return a < b;
  });
  return { ...merged, asked };
};

describe('lists in the server’s order', () => {
  test('become that order whenever the result is called certain, whatever the guess', async () => {
    await fc.assert(
      fc.asyncProperty(cut, fc.func(fc.integer({ min: -1, max: 1 })), async (places, compare) => {
        const { order, certain } = await merge(listsOf(places), (a, b) => compare(a, b));
        expect([...order].sort((a, b) => a - b)).toEqual(places.map((_, code) => code));
        if (certain) expect(order).toEqual(places.map((_, code) => code));
      }),
    );
  });

  test('one after the other cost one question for each border', async () => {
    expect(
      await merge([
        [0, 1, 2],
        [3, 4],
        [5, 6, 7],
      ]),
    ).toEqual({ order: [0, 1, 2, 3, 4, 5, 6, 7], certain: true, asked: 2 });
  });

  test('interleaved, with a good guess, are certain', async () => {
    expect(
      await merge([
        [0, 2, 4],
        [1, 3, 5],
      ]),
    ).toMatchObject({ order: [0, 1, 2, 3, 4, 5], certain: true });
  });

  test('interleaved, with a bad guess, end without a claim', async () => {
    const lists = [
      Array.from({ length: 40 }, (_, index) => index * 2),
      Array.from({ length: 40 }, (_, index) => index * 2 + 1),
    ];
    expect((await merge(lists, (a, b) => b - a)).certain).toBe(false);
  });

  test('a single list costs nothing', async () =>
    expect(await merge([[0, 1, 2]])).toEqual({ order: [0, 1, 2], certain: true, asked: 0 }));
});
