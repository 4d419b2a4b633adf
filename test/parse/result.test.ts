import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import json from '../../reports/json.ts';
import type { RunResult } from '../../src/domain/result.ts';
import { resultSchemaId } from '../../src/domain/result.ts';
import { parseResult, resultJsonSchema } from '../../src/parse/result.ts';
import { hostile, hostileResult, sample } from '../fixtures-sample.ts';

const results: readonly (readonly [string, RunResult])[] = [
  ['the sample', sample],
  ...hostile.map((text) => [`hostile text ${JSON.stringify(text)}`, hostileResult(text)] as const),
];

/** The sample as plain JSON with one value put elsewhere. */
const changed = (path: readonly (string | number)[], value: unknown): string => {
  const copy: unknown = JSON.parse(json.render(sample));
  const parent = path.slice(0, -1).reduce<unknown>((node, step) => Reflect.get(Object(node), step), copy);
  Reflect.set(Object(parent), path.at(-1) ?? '', value);
  return JSON.stringify(copy);
};

describe('parseResult', () => {
  test.each(results)('reads back what was written: %s', (_, result) => {
    expect(parseResult(json.render(result))).toEqual({ ok: true, value: result });
  });

  test('drops keys that a later version may write', () => {
    expect(parseResult(changed(['extra'], 1))).toEqual({ ok: true, value: sample });
    expect(parseResult(changed(['claims', 0, 'extra'], 1))).toEqual({ ok: true, value: sample });
  });

  test('takes a byte-order mark', () => {
    expect(parseResult(`\ufeff${json.render(sample)}`).ok).toBe(true);
  });

  test.each<readonly [string, string, RegExp]>([
    ['nothing', '', /^not JSON: /],
    ['half a file', json.render(sample).slice(0, 1000), /^not JSON: /],
    ['another value', '[]', /expected object/],
    ['another version', changed(['version'], 2), /^version: /],
    ['an unknown status', changed(['claims', 0, 'status'], 'fine'), /^claims\[0\]\.status: /],
    ['an unknown kind', changed(['claims', 0, 'kind'], 'network.magic'), /^claims\[0\]\.kind: /],
    ['a ratio above one', changed(['summary', 'score'], 1.5), /^summary\.score: /],
    ['an exit code that does not exist', changed(['summary', 'exitCode'], 3), /^summary\.exitCode: /],
    ['a finding without a subject', changed(['findings', 0, 'subject'], null), /^findings\[0\]\.subject: /],
    ['a gap of no kind', changed(['gaps', 0, 'gap'], { kind: 'tired', detail: '' }), /^gaps\[0\]\.gap/],
    ['a missing count', changed(['summary', 'claims'], {}), /^summary\.claims/],
  ])('names what is wrong: %s', (_, text, problem) => {
    const parsed = parseResult(text);
    expect(parsed.ok ? [] : parsed.problems[0]).toMatch(problem);
  });

  test('is bounded: nesting, and the number and length of problems', () => {
    const deep = changed(['claims', 0, 'with'], JSON.parse('['.repeat(200) + ']'.repeat(200)));
    expect(parseResult(deep)).toEqual({ ok: false, problems: ['nested deeper than 64 levels'] });
    const many = parseResult(
      changed(
        ['findings'],
        Array.from({ length: 1000 }, () => ({})),
      ),
    );
    expect(many.ok ? [] : many.problems).toHaveLength(11);
    const long = parseResult(`"${'\u202e'.repeat(5000)}`);
    expect(
      long.ok ? [''] : long.problems.filter((problem) => problem.length > 200 || problem.includes('\u202e')),
    ).toEqual([]);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseResult(text).ok).toBe(false);
      }),
    );
  });
});

describe('the JSON Schema', () => {
  const schema = resultJsonSchema();
  const validate = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(schema);

  test('has a name and a dialect', () => {
    expect(schema).toMatchObject({ $id: resultSchemaId, $schema: 'https://json-schema.org/draft/2020-12/schema' });
  });

  test.each(results)('accepts %s', (_, result) => {
    validate(JSON.parse(json.render(result)));
    expect(validate.errors ?? []).toEqual([]);
  });

  test.each<readonly [string, string]>([
    ['an unknown status', changed(['claims', 0, 'status'], 'fine')],
    ['a missing field', changed(['claims', 0], {})],
    ['a number for a text', changed(['subject'], 7)],
  ])('refuses %s', (_, text) => {
    expect(validate(JSON.parse(text))).toBe(false);
  });
});
