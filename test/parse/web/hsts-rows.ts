const S = 'header.preloadable.include_sub_domains.missing';
const P = 'header.preloadable.preload.missing';
export const A = 'header.preloadable.max_age.missing';
const Y = 'header.preloadable.max_age.below_1_year';
const ZERO = 'header.preloadable.max_age.zero';
const parse = (id: string): string => `header.parse.${id}`;

interface HstsRow {
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
  browsers: HstsRow['browsers'],
): HstsRow => ({ value, errors, warnings, browsers });

export const nonDigits = parse('max_age.non_digit_characters');
export const noValue = parse('invalid.max_age.no_value');
const emptyDirective = parse('empty_directive');
const unknown = parse('unknown_directive');
const badSubdomains = parse('invalid.include_sub_domains');
export const YEAR = 31_536_000;

/** Inputs on which the two grammars, or other scanners, disagree. */
export const hstsRows: readonly HstsRow[] = [
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
  row('max-age=100; preload=1', [S, P, Y], [parse('invalid.preload')], [100, false]),
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
