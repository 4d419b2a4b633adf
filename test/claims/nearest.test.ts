import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nearest, suggestion } from '../../src/claims/nearest.ts';

const KINDS = ['transit.hsts', 'transit.hsts-preload', 'transit.https-only', 'backup.restore', 'retention'];

describe('nearest', () => {
  test.each([
    ['a letter is missing', 'transit.hst', 'transit.hsts'],
    ['a letter too many', 'transit.hstss', 'transit.hsts'],
    ['a wrong letter', 'transit.hxts', 'transit.hsts'],
    ['two letters swapped', 'transit.htss', 'transit.hsts'],
    ['another case', 'Transit.HSTS', 'transit.hsts'],
    ['an underscore for a hyphen', 'transit.hsts_preload', 'transit.hsts-preload'],
    ['the word itself', 'retention', 'retention'],
    ['a third of the letters wrong', 'xxxention', 'retention'],
    ['more than a third wrong', 'xxxxntion', null],
    ['nothing alike', 'colour', null],
    ['the empty word', '', null],
    ['longer than any word', 'x'.repeat(65), null],
  ])('%s', (_, word, expected) => {
    expect(nearest(word, KINDS)).toBe(expected);
  });

  test('two short words are one edit apart at most', () => {
    expect(nearest('id', ['if', 'to'])).toBe('if');
    expect(nearest('id', ['to'])).toBeNull();
  });

  test('of equally near words the first counts', () => {
    expect(nearest('rdx', ['rda', 'rds'])).toBe('rda');
    expect(nearest('rdx', ['rds', 'rda'])).toBe('rds');
  });

  test('a candidate is its own nearest word', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z.-]{1,30}$/), { minLength: 1 }), fc.nat(), (words, pick) => {
        const word = words[pick % words.length] ?? '';
        expect(nearest(word, words)).toBe(word);
      }),
    );
  });
});

test('suggestion is a clause, or nothing', () => {
  expect(suggestion('evry', ['every', 'stores'])).toBe('; did you mean "every"?');
  expect(suggestion('frequency', ['every', 'stores'])).toBe('');
});
