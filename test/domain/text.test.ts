import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stableJson } from '../../src/domain/json.ts';
import { counted, percent, shorten, visible } from '../../src/domain/text.ts';

const anyText = fc.string({ unit: 'binary' });
const acting = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/u;

describe('visible', () => {
  test.each([
    ['plain text stays', 'Åäö, 日本 ✓ 😀', 'Åäö, 日本 ✓ 😀'],
    ['terminal escape', '\u001b[31m', '\\u{1b}[31m'],
    ['C1 control', '\u009b', '\\u{9b}'],
    ['line ends', 'a\r\nb\tc', 'a\\r\\nb\\tc'],
    ['bidi override', '\u202etxt', '\\u{202e}txt'],
    ['zero width', 'a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
    ['tag character', '\u{e0041}', '\\u{e0041}'],
    ['lone surrogate', '\ud800x', '\\u{d800}x'],
    ['forbidden in XML', '\uffff', '\\u{ffff}'],
    ['line separator', '\u2028', '\\u{2028}'],
  ])('%s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test('leaves nothing that acts, and is idempotent', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = visible(text);
        expect(shown).not.toMatch(acting);
        expect(visible(shown)).toBe(shown);
      }),
    );
  });
});

describe('shorten', () => {
  test.each([
    ['short enough', 'abc', 3, 'abc'],
    ['too long', 'abcd', 3, 'ab…'],
    ['a surrogate pair is not cut', 'a😀b', 3, 'a…'],
    ['no room', 'abc', 1, '…'],
  ])('%s', (_, text, length, expected) => {
    expect(shorten(text, length)).toBe(expected);
  });

  test('never exceeds its length', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 20 }), (text, length) => {
        expect(shorten(text, length).length).toBeLessThanOrEqual(length);
      }),
    );
  });
});

test.each([
  [null, '–'],
  [0, '0%'],
  [0.999, '99%'],
  [0.29, '29%'],
  [1, '100%'],
])('percent of %s is %s', (share, shown) => {
  expect(percent(share)).toBe(shown);
});

test.each([
  [0, '0 days'],
  [1, '1 day'],
  [2, '2 days'],
])('counts %i', (amount, shown) => {
  expect(counted(amount, 'day')).toBe(shown);
});

describe('stableJson', () => {
  test('sorts keys at every depth and keeps the order of lists', () => {
    expect(stableJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  });

  test('parses to the same value, and nothing in it acts', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = stableJson(value);
        expect(text).not.toMatch(acting);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(stableJson(reversed)).toBe(stableJson(value));
      }),
    );
  });
});
