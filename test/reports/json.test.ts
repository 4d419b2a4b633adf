import { describe, expect, test } from 'vitest';
import json from '../../reports/json.ts';
import { hostile, hostileResult, sample } from '../fixtures-sample.ts';

test('keys are sorted at every depth, indented by two, with a line end at the end', () => {
  const text = json.render(sample);
  expect(text.startsWith('{\n  "claims": [\n    {\n      "attestation": null,\n      "because": ')).toBe(true);
  expect(text.endsWith('\n}\n')).toBe(true);
  const keys = [...text.matchAll(/^ {2}"(\w+)":/gm)].map(([, key]) => key);
  expect(keys).toEqual([...keys].sort());
});

test('the order in which a result was built changes no byte', () => {
  const shuffled = { ...Object.fromEntries(Object.entries(sample).reverse()), ...sample };
  expect(Object.keys(shuffled)).not.toEqual(Object.keys(sample));
  expect(json.render(shuffled)).toBe(json.render(sample));
});

describe('hostile text', () => {
  test.each(hostile)('%j is kept to the letter and does not act in a terminal', (text) => {
    const result = hostileResult(text);
    const written = json.render(result);
    expect(JSON.parse(written)).toEqual(result);
    expect(written.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });
});
