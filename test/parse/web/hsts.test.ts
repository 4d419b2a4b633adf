import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseHstsPolicy } from '../../../src/parse/web/hsts.ts';
import { asksForPreload, checkPreloadHeader, checkRemovalHeader } from '../../../src/parse/web/hsts-preload-header.ts';
import { A, hstsRows, nonDigits, noValue, YEAR } from './hsts-rows.ts';

describe.each(hstsRows)('«$value»', ({ value, errors, warnings, browsers }) => {
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
