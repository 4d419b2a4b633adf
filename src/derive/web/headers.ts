import type { HeaderLines, HttpFacts } from '../../domain/web.ts';
import { type CspPolicy, cspSources, parseCsp } from '../../parse/web/csp.ts';
import { headerValues } from '../../parse/web/location.ts';
import { readHsts } from './hsts.ts';

/** One security header of the final page, with what the MDN HTTP Observatory (1.6) would add or take for it. */
export interface HeaderVerdict {
  readonly header: string;
  readonly value: string | null;
  readonly result: string;
  /** Points of the Observatory's scale of 100; bonuses count there from 90 on. */
  readonly points: number;
}

type Judged = readonly [result: string, points: number];

const SIX_MONTHS = 15_552_000;
const BROAD = new Set(['*', 'http:', 'https:', 'data:', 'blob:']);

const isBroad = (sources: readonly string[] | null): boolean =>
  sources === null || sources.some((source) => BROAD.has(source) || source === 'http://*' || source === 'https://*');

/** A nonce or a hash switches 'unsafe-inline' off. */
const allowsInline = (sources: readonly string[] | null): boolean =>
  sources === null ||
  (sources.includes("'unsafe-inline'") && !sources.some((source) => /^'(?:nonce-|sha(?:256|384|512)-)/.test(source)));

const judgePolicy = (policy: CspPolicy): Judged => {
  const script = cspSources(policy, 'script-src');
  const style = cspSources(policy, 'style-src');
  const strict = script?.includes("'strict-dynamic'") === true && !allowsInline(script);
  if (allowsInline(script) || (!strict && isBroad(script))) return ['scripts from anywhere or inline', -20];
  if (isBroad(cspSources(policy, 'object-src'))) return ['objects from anywhere', -20];
  if (script?.includes("'unsafe-eval'") === true) return ['scripts may be evaluated', -10];
  const passive = ['img-src', 'media-src'].some((name) => cspSources(policy, name)?.includes('http:'));
  if (passive) return ['images or media in plaintext', -10];
  if (allowsInline(style)) return ['styles inline', 0];
  return policy.get('default-src')?.includes("'none'") === true ? ['nothing by default', 10] : ['nothing unsafe', 5];
};

const judgeCsp = (headers: HeaderLines): Judged => {
  const lines = headerValues(headers, 'content-security-policy');
  if (lines.length === 0) {
    const only = headerValues(headers, 'content-security-policy-report-only').length > 0;
    return only ? ['reports only', -25] : ['absent', -25];
  }
  const judged = parseCsp(lines).map(judgePolicy);
  const [first, ...others] = judged;
  if (first === undefined) return ['empty', -25];
  // All policies apply at once, so the page is held at least as tight as by the tightest.
  return others.reduce((best, one) => (one[1] > best[1] ? one : best), first);
};

const judgeFraming = (headers: HeaderLines): Judged => {
  const policies = parseCsp(headerValues(headers, 'content-security-policy'));
  if (policies.some((policy) => policy.has('frame-ancestors') && !isBroad(policy.get('frame-ancestors') ?? null))) {
    return ['by frame-ancestors', 5];
  }
  const [value] = headerValues(headers, 'x-frame-options');
  if (value === undefined) return ['absent', -20];
  const word = value.trim().toLowerCase();
  if (word === 'deny' || word === 'sameorigin') return [word, 5];
  return word.startsWith('allow-from') ? ['allow-from, which browsers ignore', 0] : ['invalid', -20];
};

const judgeSniffing = (headers: HeaderLines): Judged => {
  const [value] = headerValues(headers, 'x-content-type-options');
  if (value === undefined) return ['absent', -5];
  return value.trim().toLowerCase() === 'nosniff' ? ['nosniff', 0] : ['invalid', -5];
};

const REFERRER_GOOD = new Set(['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin']);
const REFERRER_BAD = new Set(['unsafe-url', 'origin', 'origin-when-cross-origin', 'no-referrer-when-downgrade']);

const judgeReferrer = (headers: HeaderLines): Judged => {
  const lines = headerValues(headers, 'referrer-policy');
  if (lines.length === 0) return ['absent', 0];
  const words = lines
    .join(',')
    .split(',')
    .map((word) => word.trim().toLowerCase());
  const last = words.findLast((word) => REFERRER_GOOD.has(word) || REFERRER_BAD.has(word));
  if (last === undefined) return ['invalid', -5];
  return REFERRER_GOOD.has(last) ? [last, 5] : [last, -5];
};

const judgeIsolation = (headers: HeaderLines, name: string, good: readonly string[]): Judged => {
  const [value] = headerValues(headers, name);
  if (value === undefined) return ['absent', 0];
  const word = value.split(';')[0]?.trim().toLowerCase() ?? '';
  if (good.includes(word)) return [word, 10];
  return ['unsafe-none', 'cross-origin', 'same-origin-allow-popups'].includes(word) ? [word, 0] : ['invalid', -5];
};

const judgeHstsHeader = (facts: HttpFacts): Judged => {
  const { status, policy } = readHsts(facts);
  if (status !== 'present' || policy === null) return [status, -20];
  return policy.statedMaxAge >= SIX_MONTHS ? ['six months or more', 0] : ['shorter than six months', -10];
};

const finalHeaders = ({ secureChain }: HttpFacts): HeaderLines | null => {
  const last = secureChain?.hops.at(-1)?.outcome;
  return last?.ok === true ? last.response.headers : null;
};

/**
 * What the security headers of the final page are worth by the scale of the MDN HTTP Observatory. They are opinions of
 * one scanner, shown as advice and never judged as claims; mind that it reads CSP by header alone here.
 */
export const judgeHeaders = (facts: HttpFacts): readonly HeaderVerdict[] => {
  const headers = finalHeaders(facts);
  if (headers === null) return [];
  const verdict = (header: string, [result, points]: Judged): HeaderVerdict => ({
    header,
    value: headerValues(headers, header)[0] ?? null,
    result,
    points,
  });
  return [
    verdict('strict-transport-security', judgeHstsHeader(facts)),
    verdict('content-security-policy', judgeCsp(headers)),
    verdict('x-frame-options', judgeFraming(headers)),
    verdict('x-content-type-options', judgeSniffing(headers)),
    verdict('referrer-policy', judgeReferrer(headers)),
    verdict(
      'cross-origin-resource-policy',
      judgeIsolation(headers, 'cross-origin-resource-policy', ['same-origin', 'same-site']),
    ),
    verdict('cross-origin-opener-policy', judgeIsolation(headers, 'cross-origin-opener-policy', ['same-origin'])),
  ];
};
