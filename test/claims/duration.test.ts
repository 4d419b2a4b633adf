import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../../src/claims/duration.ts';

test.each([
  ['30s', 30],
  ['30m', 1_800],
  ['6h', 21_600],
  ['1h30m', 5_400],
  ['180d', 15_552_000],
  ['2w', 1_209_600],
  ['1w1d1h1m1s', 694_861],
])('%s is %i seconds', (text, seconds) => {
  expect(parseDuration(text)).toEqual({ ok: true, value: seconds });
});

test.each([
  '',
  '6',
  'h',
  '6 h',
  '6hours',
  '-6h',
  '6.5h',
  '0h',
  '0',
  '1m1h',
  '6h6h',
  'PT6H',
  '1e3s',
  '9999999s',
  '6h\n',
  'hourly',
])('%j is no duration', (text) => {
  expect(parseDuration(text)).toEqual({
    ok: false,
    message: 'not a duration; write a number and a unit, such as "30m", "6h" or "180d"',
  });
});

test.each([
  [1, '1s'],
  [21_600, '6h'],
  [5_400, '1h30m'],
  [86_400, '1d'],
  [1_209_600, '14d'],
])('%i seconds are written %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000_000 }), (seconds) => {
      expect(parseDuration(formatDuration(seconds))).toEqual({ ok: true, value: seconds });
    }),
  );
});
