import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, toJson } from '../../src/collect/json.ts';

describe('an answer of the SDK as JSON', () => {
  test.each([
    ['a date', new Date(Date.UTC(2026, 0, 2)), '2026-01-02T00:00:00.000Z'],
    ['no date', new Date(Number.NaN), null],
    ['bytes', new Uint8Array([1, 2, 255]), 'AQL/'],
    ['a big number', 12345678901234567890n, '12345678901234567890'],
    ['no number', Number.POSITIVE_INFINITY, null],
    ['nothing', undefined, null],
    ['a function', () => 1, null],
    ['what is in a list stays in its place', [1, undefined, null], [1, null, null]],
    ['metadata and what is not there are left out', { a: 1, b: undefined, $metadata: { requestId: 'x' } }, { a: 1 }],
    ['nested', { a: [{ at: new Date(0) }] }, { a: [{ at: '1970-01-01T00:00:00.000Z' }] }],
  ])('%s', (_, value, expected) => {
    expect(toJson(value)).toEqual(expected);
  });

  test.each([
    'UserData',
    'MasterUserPassword',
    'SecretAccessKey',
    'SessionToken',
    'EnvironmentVariables',
    'PrivateKey',
    'AuthToken',
  ])('never keeps %s, wherever it stands', (key) => {
    const text = JSON.stringify(
      toJson({ outer: [{ [key]: 'hunter2' }, { [key]: { A: 'hunter2' } }, { [key]: ['hunter2'] }] }),
    );
    expect(text).toContain(key);
    expect(text).not.toContain('hunter2');
  });

  test('keeps a key of any name', () => {
    const odd = JSON.parse('{"__proto__":{"a":1},"constructor":2}');
    expect(Object.entries(toJson(odd) ?? {})).toEqual(Object.entries(odd));
  });

  test('keeps that a secret is not set', () => {
    expect(toJson({ UserData: null })).toEqual({ UserData: null });
  });

  test('ends, however deep it is nested', () => {
    const deep = Array.from({ length: 10_000 }).reduce<unknown>((inner) => ({ inner }), 'bottom');
    expect(JSON.stringify(toJson(deep)).length).toBeLessThan(1_000);
  });

  test('is the same when it is turned into JSON once more, as recording and replaying do', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const once = toJson(value);
        expect(JSON.stringify(toJson(JSON.parse(JSON.stringify(once))))).toBe(JSON.stringify(once));
      }),
    );
  });
});

describe('canonical JSON', () => {
  test('parses to the value it was made of', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(toJson(value)))).toEqual(JSON.parse(JSON.stringify(toJson(value))));
      }),
    );
  });

  test('does not depend on the order of keys, at any depth', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, item]) => [key, reversed(item)]),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(toJson(reversed(value)))).toBe(canonicalJson(toJson(value)));
      }),
    );
  });

  test('tells different values apart', () => {
    expect(canonicalJson({ a: '1' })).not.toBe(canonicalJson({ a: 1 }));
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
    expect(canonicalJson({ 'a":1,"b': 2 })).not.toBe(canonicalJson({ a: 1, b: 2 }));
  });
});
