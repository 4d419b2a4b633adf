import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { clip, clipMiddle, clock, displayWidth, narrow, pad, safeText, wrap } from '../../src/ui/text.ts';

/** Text as an attacker would choose it: letters of all widths, controls, escapes, bidi, marks, halves of pairs. */
const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      'a',
      ' ',
      'é',
      '漢',
      '🙂',
      '\u0301',
      '\u001b',
      '\n',
      '\u202e',
      '\u200b',
      '\ufe0f',
      '\ud800',
      '\u009b',
      '\u{e0041}',
      '\u3164',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 60,
});

describe('safeText', () => {
  test.each([
    ['plain words stay', 'arn:aws:s3:::logs', 'arn:aws:s3:::logs'],
    ['letters of any script stay', 'Vår säkerhet 安全 أمان', 'Vår säkerhet 安全 أمان'],
    ['emoji stay', 'done 🎉', 'done 🎉'],
    ['a colour', '\u001b[31mred', '\\u{1b}[31mred'],
    ['clear screen and scrollback', '\u001b[2J\u001b[3J', '\\u{1b}[2J\\u{1b}[3J'],
    ['window title', '\u001b]0;owned\u0007', '\\u{1b}]0;owned\\u{7}'],
    ['hyperlink', '\u001b]8;;https://evil\u001b\\x', '\\u{1b}]8;;https://evil\\u{1b}\\x'],
    ['line break', 'a\r\nb', 'a\\u{d}\\u{a}b'],
    ['tab and backspace', 'a\tb\b', 'a\\u{9}b\\u{8}'],
    ['delete', 'a\u007f', 'a\\u{7f}'],
    ['8-bit CSI', '\u009b31m', '\\u{9b}31m'],
    ['bidi override', 'exe\u202egnp', 'exe\\u{202e}gnp'],
    ['bidi isolate', '\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['marks of direction', '\u200e\u200f\u061c', '\\u{200e}\\u{200f}\\u{61c}'],
    ['zero width', 'pay\u200bpal\u2060\ufeff', 'pay\\u{200b}pal\\u{2060}\\u{feff}'],
    ['joined emoji', '👩\u200d💻', '👩\\u{200d}💻'],
    ['variation selector', '☀\ufe0f', '☀\\u{fe0f}'],
    ['tags', 'x\u{e0041}', 'x\\u{e0041}'],
    ['half of a pair', '\ud83d!', '\\u{d83d}!'],
    ['line separators', '\u2028\u2029', '\\u{2028}\\u{2029}'],
    ['soft hyphen and filler', '\u00ad\u3164', '\\u{ad}\\u{3164}'],
    ['private use', '\ue0b0', '\\u{e0b0}'],
    ['a mark without a base', '\u0301a', '\\u{301}a'],
    ['marks stacked too high', 'a\u0301\u0301\u0301\u0301\u0301', 'a\u0301\u0301\u0301\u0301\\u{301}'],
  ])('%s', (_name, text, shown) => {
    expect(safeText(text)).toBe(shown);
  });

  test('nothing that a terminal acts on comes through, whatever comes in', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(safeText(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
      }),
    );
  });

  test('safe text stays as it is', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(safeText(safeText(text))).toBe(safeText(text));
      }),
    );
  });

  test('a megabyte is cut', () => {
    expect(safeText('x'.repeat(1_000_000)).length).toBe(4_001);
  });
});

describe('width', () => {
  test('every character of the short cut takes one column', () => {
    const characters = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).filter((one) =>
      narrow.test(one),
    );
    expect(characters.length).toBeGreaterThan(800);
    for (const character of characters) expect(stringWidth(character), character).toBe(1);
  });

  test.each([
    ['abc', 3],
    ['漢字', 4],
    ['e\u0301', 1],
    ['🙂', 2],
    ['', 0],
  ])('%j takes %i columns', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });

  test('no cut is ever wider than asked', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 0, max: 40 }), (text, width) => {
        const safe = safeText(text);
        expect(displayWidth(clip(safe, width))).toBeLessThanOrEqual(width);
        expect(displayWidth(clipMiddle(safe, width))).toBeLessThanOrEqual(width);
        expect(displayWidth(pad(safe, width))).toBe(width);
        for (const line of wrap(text, Math.max(1, width)))
          expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(1, width));
      }),
    );
  });

  test.each([
    ['clip', clip('backups-daily', 8), 'backups…'],
    ['clip of wide characters leaves no half', clip('漢字漢字', 4), '漢…'],
    [
      'the middle of an ARN goes first',
      clipMiddle('arn:aws:rds:eu-west-1:111122223333:db/orders', 21),
      'arn:aw…3333:db/orders',
    ],
    ['pad on the left', pad('7', 3, 'right'), '  7'],
  ])('%s', (_name, shown, expected) => {
    expect(shown).toBe(expected);
  });
});

describe('wrap', () => {
  test.each([
    ['at spaces', 'one two three', 8, ['one two', 'three']],
    ['long words are broken', 'abcdefgh ij', 4, ['abcd', 'efgh', 'ij']],
    ['nothing is one empty line', '', 10, ['']],
    ['line breaks are shown, not obeyed', 'a\nb', 20, ['a\\u{a}b']],
  ])('%s', (_name, text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });
});

test.each([
  [0, '0:00'],
  [102_900, '1:42'],
  [3_723_000, '1:02:03'],
])('%i ms is %s', (milliseconds, shown) => {
  expect(clock(milliseconds)).toBe(shown);
});
