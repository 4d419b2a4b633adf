import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPreloadIndex, writePreloadIndex } from '../../../src/parse/web/hsts-index.ts';

const label = fc.stringMatching(/^[a-z0-9-]{1,4}$/);
const name = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.'));
const flags = fc
  .array(fc.tuple(name, fc.integer({ min: 0, max: 7 })), { maxLength: 60 })
  .map((pairs) => new Map(pairs));

test('an index answers as the list it was made of, for names in it and beside it', () => {
  fc.assert(
    fc.property(flags, fc.array(name), (list, others) => {
      const index = readPreloadIndex(writePreloadIndex(list, 7));
      expect(index?.entries).toBe(7);
      for (const one of [...list.keys(), ...others, '', '.', '~'])
        expect(index?.flags.get(one), one).toBe(list.get(one));
    }),
  );
});

test.each([
  ['', null],
  ['{"entries": []}', null],
  ['claimcheck hsts index 2 5\na 1\n', null],
])('%j is no index', (text, expected) => {
  expect(readPreloadIndex(text)).toBe(expected);
});

test('an index that was cut short answers, and does not run on', () => {
  const whole = writePreloadIndex(new Map(['a', 'b', 'c', 'd'].map((one) => [`${one}.example`, 1])), 4);
  for (let end = 0; end < whole.length; end += 1)
    for (const one of ['a.example', 'c.example', 'z.example']) {
      const found = readPreloadIndex(whole.slice(0, end))?.flags.get(one);
      expect([undefined, 1]).toContain(found);
    }
});
