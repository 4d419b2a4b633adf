import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseClaims } from '../../src/claims/parse-claims.ts';
import { problems, withClaim, withScope } from './files.ts';

describe('a hostile file', () => {
  test.each([
    ['a file of more than 1 MiB', `# ${'x'.repeat(1_048_576)}`, '1:1: the file is larger than 1 MiB'],
    ['quotes without end', '""'.repeat(400_000), '1:600000: the file holds more than can be read'],
    ['brackets without end', '['.repeat(1_000_000), '1:64: nested too deeply'],
    ['braces without end', '{a: '.repeat(100_000), '1:253: nested too deeply'],
    ['dashes without end', '- '.repeat(500_000), '1:127: nested too deeply'],
    ['question marks without end', '? '.repeat(100_000), '1:127: nested too deeply'],
    [
      'aliases that multiply',
      'a: &a [1, 2]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c]',
      '1:1: the aliases of this file multiply; write the values out',
    ],
    [
      'more aliases than a person writes',
      `a: &a 1\nb: [${'*a, '.repeat(101)}]`,
      '2:405: too many aliases; write the values out',
    ],
    ['an alias within itself', 'version: 1\nsubject: S\nclaims: &a [*a]', '3:13: expected a mapping, found a list'],
  ])('%s', (_, text, problem) => {
    expect(problems(text)).toEqual([`claims.yaml:${problem}`]);
  });

  test('errors without end are told a hundred times', () => {
    expect(problems('}'.repeat(1_000_000))).toHaveLength(100);
  });

  test('a key named __proto__ is a key like any other', () => {
    expect(problems(withClaim('kind: retention', '__proto__: { severity: low }'))).toEqual([
      'claims.yaml:7:5: unknown key "__proto__"',
    ]);
    expect(problems(withScope('aws: { resources: { tag: { __proto__: x } } }'))).toEqual([]);
  });

  test('no text makes the parser throw', () => {
    const yamlish = fc
      .array(
        fc.constantFrom(
          ...'[]{}:,-?&*!|>%@#"\'\\ \n\ta1é\u0000\u202e',
          'claims',
          '- ',
          ': ',
          'kind',
          'with',
          'a: &a ',
          '*a',
          '<<: ',
          '---\n',
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), yamlish), (text) => {
        expect(parseClaims(text, 'claims.yaml').ok).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  test('no damage to a valid file makes the parser throw, and every problem lies within the file', () => {
    const text = withClaim(
      'kind: backup.frequency',
      'line: 71-75',
      'with: { every: 6h, stores: [rds, s3] }',
      'severity: high',
    );
    const damage = fc.tuple(fc.nat(text.length), fc.nat(8), fc.string({ maxLength: 6 }));
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (cuts) => {
        const damaged = cuts.reduce(
          (old, [from, length, put]) => old.slice(0, from) + put + old.slice(from + length),
          text,
        );
        const parsed = parseClaims(damaged, 'claims.yaml');
        if (parsed.ok) return;
        expect(parsed.problems.length).toBeGreaterThan(0);
        for (const { line, column } of parsed.problems) {
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(damaged.split(/\r\n|\r|\n/).length + 1);
          expect(column).toBeGreaterThan(0);
        }
      }),
      { numRuns: 100 },
    );
  });
});
