import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatProblem, harmless, inOrder, quote } from '../../src/claims/problem.ts';

const at = (line: number, column: number, message = 'm') => ({ file: 'claims.yaml', line, column, message });

test.each([
  ['an escape sequence', '\u001b[31mred', '\\u{1b}[31mred'],
  ['a new line', 'a\nb', 'a\\u{a}b'],
  ['a C1 control', '\u009b31m', '\\u{9b}31m'],
  ['a right-to-left override', 'a\u202eb', 'a\\u{202e}b'],
  ['a zero-width space', 'a\u200bb', 'a\\u{200b}b'],
  ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
  ['half a surrogate pair', 'a\ud800b', 'a\\u{d800}b'],
  ['text of any language', 'Säkerhet 安全 🔒', 'Säkerhet 安全 🔒'],
])('harmless: %s', (_, text, expected) => {
  expect(harmless(text)).toBe(expected);
});

test('a quoted text is short', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 61, maxLength: 200 }), (text) => {
      expect(quote(text)).toBe(`"${harmless(text.slice(0, 60))}…"`);
    }),
  );
});

test('a problem is one line, as compilers write theirs', () => {
  expect(formatProblem(at(9, 13, 'unknown kind'))).toBe('claims.yaml:9:13: unknown kind');
  expect(formatProblem({ ...at(1, 1), file: 'a\nb.yaml' })).toBe('a\\u{a}b.yaml:1:1: m');
});

test('problems come in the order of the file, each once', () => {
  expect(inOrder([at(2, 1), at(1, 9), at(1, 2), at(2, 1)])).toEqual([at(1, 2), at(1, 9), at(2, 1)]);
});
