import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cell, clipLine, ends, type Line, lineWidth, rule, span, toAscii } from '../../src/ui/line.ts';
import { marks, paint } from '../../src/ui/theme.ts';

const text = (line: Line): string => line.map((part) => part.text).join('');
const words = fc.array(fc.string({ unit: fc.constantFrom('a', ' ', '漢', 'é', '🙂'), maxLength: 12 }), {
  maxLength: 4,
});

test('a span shows unsafe text escaped', () => {
  expect(span('a\u001b[2J').text).toBe('a\\u{1b}[2J');
  expect(cell('a\nb', 10).text).toBe('a\\u{a}b   ');
});

test('lines keep to their width, whatever they hold', () => {
  fc.assert(
    fc.property(words, words, fc.integer({ min: 1, max: 60 }), (left, right, width) => {
      const a = left.map((word) => span(word));
      const b = right.map((word) => span(word));
      expect(lineWidth(clipLine(a, width))).toBeLessThanOrEqual(width);
      expect(lineWidth(ends(a, b, width))).toBeLessThanOrEqual(width);
      expect(lineWidth(rule(a, b, width))).toBeLessThanOrEqual(width);
    }),
  );
});

describe('layout of one line', () => {
  test.each([
    ['a cut line ends in an ellipsis', clipLine([span('contra'), span('dicted')], 9), 'contradi…'],
    ['a line that fits stays', clipLine([span('contra'), span('dicted')], 12), 'contradicted'],
    ['two ends', ends([span('left')], [span('right')], 12), 'left   right'],
    ['the left end gives way', ends([span('a long left')], [span('right')], 12), 'a lon… right'],
    ['a rule', rule([span('claims')], [span('3')], 16), '─ claims ──── 3'],
  ])('%s', (_name, line, shown) => {
    expect(text(line).trimEnd()).toBe(shown);
  });
});

describe('painting', () => {
  const line = [span('✗', 'bad', true), span(' x  ')];
  test('without colour there is no escape', () => {
    expect(paint(line, { color: false, ascii: false })).toBe('✗ x');
  });
  test('with colour each part is closed', () => {
    expect(paint(line, { color: true, ascii: false })).toBe('\u001b[1;91m✗\u001b[0m x');
  });
  test('ASCII keeps widths', () => {
    expect(toAscii('─│…·–▌█░')).toBe('-|~.->#.');
    expect(paint([span('─ claims …')], { color: false, ascii: true })).toBe('- claims ~');
  });
});

test('every status has a mark of its own in both alphabets', () => {
  const claims = ['supported', 'contradicted', 'unverified', 'attested', 'notApplicable', 'waiting'] as const;
  expect(new Set(claims.map((status) => marks[status].unicode)).size).toBe(claims.length);
  expect(new Set(claims.map((status) => marks[status].ascii)).size).toBe(claims.length);
  for (const status of claims) expect(marks[status].ascii).toMatch(/^[\x20-\x7e]{1,4}$/);
});
