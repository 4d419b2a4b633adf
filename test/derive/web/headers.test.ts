import { describe, expect, test } from 'vitest';
import { judgeHeaders } from '../../../src/derive/web/headers.ts';
import type { HeaderLines } from '../../../src/domain/web.ts';
import { parseCsp } from '../../../src/parse/web/csp.ts';
import { answer, chain, failed, hop, SECURE, site, TLS } from './http-facts.ts';

const judge = (headers: HeaderLines) =>
  judgeHeaders(site({ secureChain: chain([hop(SECURE, answer(200, headers, TLS))]) }));
const of = (header: string, ...values: readonly string[]) => {
  const found = judge(values.map((value) => [header, value] as const)).find((one) => one.header === header);
  return [found?.result, found?.points];
};

describe('Content-Security-Policy', () => {
  test.each([
    [["default-src 'none'; object-src 'none'"], 10],
    [["default-src 'self'"], 5],
    [["default-src 'self'; style-src 'unsafe-inline'"], 0],
    [["default-src 'self'; img-src http:"], -10],
    [["default-src 'self'; script-src 'self' 'unsafe-eval'"], -10],
    [["default-src 'self'; script-src 'unsafe-inline'"], -20],
    [["default-src 'self'; script-src 'unsafe-inline' 'nonce-abc'"], 5],
    [["default-src 'self'; script-src https: 'strict-dynamic' 'nonce-abc'"], 5],
    [['default-src https:'], -20],
    [["script-src 'self'"], -20],
    [["script-src 'self'; script-src *; object-src 'none'; style-src 'self'"], 5],
    [['img-src x'], -20],
    [[''], -25],
    [[' ; , '], -25],
    [['default-src *', "default-src 'self'"], 5],
  ])('%j', (values, points) => {
    expect(of('content-security-policy', ...values)[1]).toBe(points);
  });

  test('a report-only policy protects nobody', () => {
    const [, csp] = judge([['content-security-policy-report-only', "default-src 'none'"]]);
    expect(csp).toEqual({ header: 'content-security-policy', value: null, result: 'reports only', points: -25 });
  });

  test('names and values in any case, the first of two directives', () => {
    const [policy] = parseCsp(["Default-SRC 'SELF';\tdefault-src *"]);
    expect([...(policy ?? [])]).toEqual([['default-src', ["'self'"]]]);
  });
});

test.each([
  ['x-frame-options', ['DENY'], 5],
  ['x-frame-options', ['SameOrigin'], 5],
  ['x-frame-options', ['ALLOW-FROM https://a.example'], 0],
  ['x-frame-options', ['maybe'], -20],
  ['x-frame-options', [], -20],
  ['x-content-type-options', ['NoSniff'], 0],
  ['x-content-type-options', ['sniff'], -5],
  ['x-content-type-options', [], -5],
  ['referrer-policy', ['no-referrer'], 5],
  ['referrer-policy', ['unsafe-url, same-origin'], 5],
  ['referrer-policy', ['same-origin', 'unsafe-url'], -5],
  ['referrer-policy', ['x'], -5],
  ['referrer-policy', [], 0],
  ['cross-origin-resource-policy', ['same-site'], 10],
  ['cross-origin-resource-policy', ['cross-origin'], 0],
  ['cross-origin-resource-policy', ['x'], -5],
  ['cross-origin-opener-policy', ['same-origin; report-to="x"'], 10],
  ['cross-origin-opener-policy', [], 0],
])('%s: %j costs %i', (header, values, points) => {
  expect(of(header, ...values)[1]).toBe(points);
});

test('frame-ancestors stands in for X-Frame-Options, unless it names everybody', () => {
  const framing = (value: string) =>
    judge([['content-security-policy', value]]).find(({ header }) => header === 'x-frame-options')?.points;
  expect([framing("frame-ancestors 'none'"), framing('frame-ancestors *')]).toEqual([5, -20]);
});

test('HSTS counts as browsers read it', () => {
  expect(judge([])[0]).toMatchObject({ header: 'strict-transport-security', points: 0 });
  expect(judgeHeaders(site({ addresses: [] }))[0]).toMatchObject({ result: 'unknown', points: -20 });
});

test('without an HTTPS answer nothing is said', () => {
  expect(judgeHeaders(site({ secureChain: chain([hop(SECURE, failed('refused'))]) }))).toEqual([]);
  expect(judgeHeaders(site({ secureChain: null }))).toEqual([]);
});
