import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { claimsJsonSchema, waiversJsonSchema } from '../../src/claims/json-schema.ts';
import { kinds } from '../../src/domain/kinds.ts';

/** An independent validator; formats repeat what patterns say already. */
const ajv = new Ajv2020({
  strict: true,
  strictTypes: false,
  strictRequired: false,
  validateFormats: false,
  allErrors: true,
});
const validateClaims = ajv.compile(claimsJsonSchema());
const validateWaivers = ajv.compile(waiversJsonSchema());

const claims = (claim: object): object => ({ version: 1, subject: 'S', claims: [{ id: 'a', says: 'b', ...claim }] });

test.each(['hiver', 'hook0', 'hellosign', 'helpwise', 'callhub'])('%s.yaml is valid', (page) => {
  const file: unknown = parse(readFileSync(new URL(`../../fixtures/claims/${page}.yaml`, import.meta.url), 'utf8'));
  expect(validateClaims(file), JSON.stringify(validateClaims.errors)).toBe(true);
});

describe('a claim that is valid', () => {
  test.each([
    ['without parameters', { kind: 'retention' }],
    ['with the parameters of its kind', { kind: 'transit.hsts', with: { maxAge: 31536000 } }],
    ['with ports in both spellings', { kind: 'network.least-ports', with: { public: [443, 'tcp/8000-8100'] } }],
    ['with a range of lines', { kind: 'certification', line: '71-75' }],
  ])('%s', (_, claim) => {
    expect(validateClaims(claims(claim)), JSON.stringify(validateClaims.errors)).toBe(true);
  });
});

describe('a claim that is not', () => {
  test.each([
    ['an unknown kind', { kind: 'transit.hst' }],
    ['an unknown key', { kind: 'retention', severty: 'low' }],
    ['a parameter of another kind', { kind: 'transit.hsts-preload', with: { maxAge: '180d' } }],
    ['a parameter of the wrong type', { kind: 'backup.encrypted', with: { stores: 'rds' } }],
    ['a required parameter missing', { kind: 'backup.frequency', with: {} }],
    ['required parameters missing altogether', { kind: 'backup.frequency' }],
  ])('%s', (_, claim) => {
    expect(validateClaims(claims(claim))).toBe(false);
  });
});

test('every kind explains itself to an editor', () => {
  const text = JSON.stringify(claimsJsonSchema());
  for (const [kind, { title, means }] of Object.entries(kinds)) {
    expect(text).toContain(JSON.stringify({ const: kind, title, description: means }));
  }
});

test('defaults are shown in the words of the file', () => {
  const text = JSON.stringify(claimsJsonSchema());
  expect(text).toContain('"default":"180d"');
  expect(text).toContain('"default":["tcp/80","tcp/443"]');
});

test('waivers need an expiry', () => {
  const waiver = {
    id: 'W-1',
    match: { check: 'tls-grade', endpoint: 'a.example' },
    reason: 'r',
    owner: 'o',
    created: '2026-11-01',
    expires: '2027-01-31',
  };
  expect(validateWaivers([waiver]), JSON.stringify(validateWaivers.errors)).toBe(true);
  expect(validateWaivers([{ ...waiver, expires: undefined }].map((w) => JSON.parse(JSON.stringify(w))))).toBe(false);
});
