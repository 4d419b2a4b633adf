import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupBy, groupByEach } from '../../src/domain/group-by.ts';

test('groups keep the order of the list, by first item and within', () => {
  expect([...groupBy(['b1', 'a1', 'b2', 'a2'], ([first = '']) => first)]).toEqual([
    ['b', ['b1', 'b2']],
    ['a', ['a1', 'a2']],
  ]);
});

test('an item stands under each of its keys, and under none if it has none', () => {
  expect([...groupByEach(['ab', '', 'b'], (text) => [...text])]).toEqual([
    ['a', ['ab']],
    ['b', ['ab', 'b']],
  ]);
});

test('names of properties are keys like others', () => {
  expect(groupBy(['__proto__', 'constructor'], (text) => text).size).toBe(2);
});

test('no item is lost, and none is in a group of another key', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 99 })), (numbers) => {
      const groups = groupBy(numbers, (number) => String(number % 7));
      for (const [key, group] of groups) expect(group).toEqual(numbers.filter((number) => String(number % 7) === key));
      expect([...groups.values()].flat().length).toBe(numbers.length);
    }),
  );
});
