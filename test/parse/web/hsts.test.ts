import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseHstsPolicy } from '../../../src/parse/web/hsts.ts';
import { asksForPreload, checkPreloadHeader, checkRemovalHeader } from '../../../src/parse/web/hsts-preload-header.ts';

const S = 'header.preloadable.include_sub_domains.missing';
const P = 'header.preloadable.preload.missing';
const A = 'header.preloadable.max_age.missing';
const Y = 'header.preloadable.max_age.below_1_year';
const ZERO = 'header.preloadable.max_age.zero';
const parse = (id: string): string => `header.parse.${id}`;

interface Row {
  readonly value: string;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** Seconds as browsers keep them, negative: with subdomains; null: they ignore the header. */
  readonly browsers: readonly [maxAge: number, subdomains: boolean] | null;
}

const row = (
  value: string,
  errors: readonly string[],
  warnings: readonly string[],
  browsers: Row['browsers'],
): Row => ({ value, errors, warnings, browsers });

const nonDigits = parse('max_age.non_digit_characters');
const noValue = parse('invalid.max_age.no_value');
const emptyDirective = parse('empty_directive');
const unknown = parse('unknown_directive');
const badSubdomains = parse('invalid.include_sub_domains');
const YEAR = 31_536_000;

/** Inputs on which the two grammars, or other scanners, disagree. */
const rows: readonly Row[] = [
  row('max-age=31536000; includeSubDomains; preload', [], [], [YEAR, true]),
  row('   max-age=10886400  ;     includeSubDomains    ;     preload      ', [Y], [], [10_886_400, true]),
  row('', [S, P, A], [parse('empty')], null),
  row(' \t ', [S, P, A], [parse('empty')], null),
  row(';', [S, P, A], [emptyDirective], null),
  row('max-age=10886400; includeSubDomains; preload;', [Y], [emptyDirective], [10_886_400, true]),
  row('; max-age=10886400; ; includeSubDomains; preload;;', [Y], [emptyDirective], [10_886_400, true]),
  row(
    'preload; includeSubDomains; preload; max-age=12345678; preload',
    [Y],
    [parse('repeated.preload')],
    [12_345_678, true],
  ),
  row('max-age=12345678; extra; includeSubDomains; directives; preload', [Y], [unknown, unknown], [12_345_678, true]),
  row('max-age=01234', [S, P, Y], [parse('max_age.leading_zero')], [1234, false]),
  row('max-age=0x1F', [nonDigits, S, P, A], [parse('max_age.leading_zero')], null),
  row('max-age=', [parse('max_age.parse_int_error'), S, P, A], [], null),
  row('max-age', [noValue, S, P, A], [], null),
  row('max-age=-101', [nonDigits, S, P, A], [], null),
  row('max-age=+101', [nonDigits, S, P, A], [], null),
  row('includeDomains; max-age;', [noValue, S, P, A], [unknown, emptyDirective], null),
  row('includeSubDomains; preload; max-age=0', [ZERO], [], [0, true]),
  row('max-age=100; includeSubDomains; preload', [Y], [], [100, true]),
  row('max-age=315360001; includeSubDomains', [P], ['header.preloadable.max_age.over_10_years'], [YEAR, true]),
  row('max-age="31536000"', [nonDigits, S, P, A], [], [YEAR, false]),
  row('max-age = 567', [noValue, S, P, A], [], [567, false]),
  row('max-age= 567', [nonDigits, S, P, A], [], [567, false]),
  row('max-age=1; max-age=2', [S, P, Y], [parse('repeated.max_age')], null),
  row('includeSubDomains; max-age=1; includeSubDomains', [P, Y], [parse('repeated.include_sub_domains')], null),
  row('max-age=1; includeSubDomains=true', [S, P, Y], [badSubdomains], null),
  row('max-age=1; includeSubDomains=""', [S, P, Y], [badSubdomains], null),
  row('max-age=100 ; includesubdomainsSomeStuff', [S, P, Y], [badSubdomains], [100, false]),
  row('max-age=100, max-age=200; includeSubdomains', [nonDigits, P, A], [], null),
  row('max-age=1; unknownDirective=', [S, P, Y], [unknown], null),
  row('max-age=1; unknownDirective=non@token', [S, P, Y], [unknown], null),
  row('animal="squirrel; distinguished"; includeSubDomains; max-age=123', [P, Y], [unknown, unknown], [123, true]),
  row('max-age=1; preload=1', [S, P, Y], [parse('invalid.preload')], [1, false]),
  row('max-age=99999999999999999999', [parse('max_age.parse_int_error'), S, P, A], [], [YEAR, false]),
  row('max-age=18446744073709551615', [S, P], ['header.preloadable.max_age.over_10_years'], [YEAR, false]),
  row('max-age=abc', [nonDigits, S, P, A], [], null),
  row('max-age=31536000abc', [nonDigits, S, P, A], [], null),
  row('max-age = 31536000', [noValue, S, P, A], [], [YEAR, false]),
  row('x="a,b"; max-age=31536000', [S, P], [unknown], [YEAR, false]),
  row('max-age=31536000; max-age=0', [S, P], [parse('repeated.max_age')], null),
  row('xmax-age=31536000', [S, P, A], [unknown], null),
  row('max-age=+31536000', [nonDigits, S, P, A], [], null),
  row('max-age=31_536_000', [nonDigits, S, P, A], [], null),
  row('max-age=31536000; includeSubDomains=1', [S, P], [badSubdomains], null),
  row('max-age="1\\0\\0"', [nonDigits, S, P, A], [], [100, false]),
  row('max-age="100', [nonDigits, S, P, A], [], null),
  row('MAX-AGE=100; INCLUDESUBDOMAINS; PRELOAD', [Y], [], [100, true]),
];

describe.each(rows)('«$value»', ({ value, errors, warnings, browsers }) => {
  test('by the rules of the preload list', () => {
    const found = checkPreloadHeader(value);
    expect({ errors: [...found.errors], warnings: [...found.warnings] }).toEqual({ errors, warnings });
  });

  test('as browsers read it', () => {
    const reading = parseHstsPolicy(value);
    const kept = reading.status === 'valid' ? [reading.policy.maxAge, reading.policy.includeSubDomains] : null;
    expect(kept).toEqual(browsers);
  });
});

describe('browsers', () => {
  test('the stated max-age is told beside the one that is kept', () => {
    expect(parseHstsPolicy('max-age=63072000')).toEqual({
      status: 'valid',
      policy: { maxAge: YEAR, statedMaxAge: 63_072_000, includeSubDomains: false },
    });
  });

  const ignored = [
    ['max-age=1 max-age', 'syntax error'],
    ['preload', 'max-age is missing'],
    ['max-age=1;max-age=1', 'max-age is repeated'],
    ['max-age=1;includeSubDomains;includeSubDomains', 'includeSubDomains is repeated'],
    ['max-age=1;includeSubDomains=x', 'includeSubDomains has a value'],
    ['max-age=1s', 'max-age is not a number'],
  ] as const;
  test.each(ignored)('«%s» is ignored: %s', (value, problem) => {
    expect(parseHstsPolicy(value)).toEqual({ status: 'invalid', problem });
  });

  const directive = fc.oneof(
    fc.nat(2_000_000_000).map((n) => `max-age=${n}`),
    fc.constantFrom('includeSubDomains', 'preload', 'x', 'x=y', 'x="a;b"', ''),
  );
  test('order of directives, case and white space around them do not matter', () => {
    const header = fc.uniqueArray(directive, { minLength: 1, maxLength: 5, selector: (one) => one.split('=')[0] });
    fc.assert(
      fc.property(header, (parts) => {
        const plain = parseHstsPolicy(parts.join(';'));
        expect(parseHstsPolicy([...parts].reverse().join(' ;\t'))).toEqual(plain);
        expect(parseHstsPolicy(parts.join('; ').toUpperCase())).toEqual(plain);
      }),
    );
  });

  test('any text gives a reading, with a whole number of seconds if it is valid', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(directive).map((parts) => parts.join(';')),
        ),
        (text) => {
          const reading = parseHstsPolicy(text);
          if (reading.status === 'valid') expect(Number.isSafeInteger(reading.policy.maxAge)).toBe(true);
        },
      ),
    );
  });

  test('8 KiB of blanks are read in no time', () => {
    expect(parseHstsPolicy(`${' '.repeat(8192)}@`)).toEqual({ status: 'invalid', problem: 'syntax error' });
    expect(parseHstsPolicy(`a="${'\\a'.repeat(4096)}`)).toEqual({ status: 'invalid', problem: 'syntax error' });
  });
});

describe('the preload list', () => {
  test('an entry accepted when 18 weeks were enough is held to 18 weeks', () => {
    const check = (value: string) => checkPreloadHeader(value, 'bulk-18-weeks').errors;
    expect(check('max-age=10886400; includeSubDomains; preload')).toEqual([]);
    expect(check('max-age=100; includeSubDomains; preload')).toEqual(['header.preloadable.max_age.below_18_weeks']);
  });

  test('U+0085 is white space to it, U+FEFF is not', () => {
    expect(checkPreloadHeader('max-age=31536000\u0085; includeSubDomains; preload').errors).toEqual([]);
    expect(checkPreloadHeader('max-age=31536000\uFEFF; includeSubDomains; preload').errors).toEqual([nonDigits, A]);
  });

  test.each([
    ['max-age=1; preload', true],
    ['PRELOAD', true],
    ['max-age=1; preload=1', false],
    ['max-age=1; xpreload', false],
  ])('«%s» asks for preloading: %s', (value, asks) => {
    expect(asksForPreload(value)).toBe(asks);
  });

  const removable: readonly (readonly [string, readonly string[]])[] = [
    ['max-age=315360001', []],
    ['max-age=0; includeSubDomains;; odd', []],
    ['includeSubDomains', ['header.removable.missing.max_age']],
    ['max-age=1; preload', ['header.removable.contains.preload']],
    ['preload', ['header.removable.contains.preload', 'header.removable.missing.max_age']],
    ['max-age', [noValue, 'header.removable.missing.max_age']],
  ];
  test.each(removable)('removal by «%s»', (value, errors) => {
    expect(checkRemovalHeader(value)).toEqual({ errors, warnings: [] });
  });
});
