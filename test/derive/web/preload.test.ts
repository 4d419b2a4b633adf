import { describe, expect, test } from 'vitest';
import { judgePreload, type PreloadVerdict } from '../../../src/derive/web/preload.ts';
import {
  checkDomainFormat,
  checkDomainLevel,
  checkPreloadEligibility,
} from '../../../src/derive/web/preload-eligibility.ts';
import type { ListServiceFacts, ListServiceState } from '../../../src/domain/list-service.ts';
import type { AddressFacts, HttpFacts, PreloadListFacts, WebHop } from '../../../src/domain/web.ts';
import {
  address,
  answer,
  chain,
  failed,
  home,
  hop,
  PRELOADABLE,
  probe,
  redirectTo,
  site,
  sts,
  TLS,
} from './http-facts.ts';

const NAME = 'example.com';
const HTTP = `http://${NAME}/`;
const HTTPS = `https://${NAME}/`;

const apex = (changes: Partial<HttpFacts> = {}): HttpFacts =>
  site({
    host: NAME,
    endpoint: `${NAME}:443`,
    plainChain: chain([hop(HTTP, redirectTo(HTTPS)), hop(HTTPS, home(PRELOADABLE))]),
    secureChain: chain([hop(HTTPS, home(PRELOADABLE))]),
    ...changes,
  });
const findings = (changes: Partial<HttpFacts>) => checkPreloadEligibility(apex(changes));
const served = (changes: Partial<AddressFacts>) => findings({ addresses: [address(changes)] });
const plainly = (...hops: readonly WebHop[]) => findings({ plainChain: chain(hops) });

describe('names', () => {
  test.each([
    ['.x', 'begins_with_dot'],
    ['x.', 'ends_with_dot'],
    ['.x.', 'begins_with_dot'],
    ['a..b', 'contains_double_dot'],
    ['github.io', 'public_suffix'],
    ['com', 'public_suffix'],
    ['localhost', 'public_suffix'],
    ['ex_ample.com', 'invalid_characters'],
    ['bücher.example.com', 'invalid_characters'],
    ['[::1]', 'invalid_characters'],
    ['10.0.0.1', 'is_ip_address'],
  ])('%s: %s', (name, rule) => {
    expect(checkDomainFormat(name).errors).toEqual([`domain.format.${rule}`]);
  });

  test('good ones, in any case', () => {
    expect(['example.com', 'Example.COM', 'me.github.io'].flatMap((name) => checkDomainFormat(name).errors)).toEqual(
      [],
    );
  });

  test('only whole registered domains', () => {
    expect(checkDomainLevel('example.co.uk').errors).toEqual([]);
    expect(checkDomainLevel('www.example.co.uk').errors).toEqual(['domain.is_subdomain']);
    expect(checkDomainLevel('co.uk').errors).toEqual(['internal.domain.name.cannot_compute_etld1']);
  });

  test('a bad name ends the rules, a subdomain does not', () => {
    expect(checkPreloadEligibility(site({ host: '10.0.0.1', addresses: [] }))).toEqual({
      eligible: false,
      errors: ['domain.format.is_ip_address'],
      warnings: [],
    });
    const sub = checkPreloadEligibility(site({ addresses: [address({ secure: probe(home()) })] }));
    expect(sub.errors).toEqual(['domain.is_subdomain', 'response.no_header']);
  });
});

describe('TLS and header', () => {
  test('all in order', () => {
    expect(findings({})).toEqual({ eligible: true, errors: [], warnings: [] });
  });

  test.each([
    ['nothing listens', { secure: probe(failed('refused')) }, ['domain.tls.cannot_connect']],
    [
      'the handshake fails',
      { secure: probe(failed('tls', 'tls')), unverified: failed('tls', 'tls') },
      ['domain.tls.cannot_connect'],
    ],
    [
      'connects only unverified',
      { secure: probe(failed('tls', 'tls')), unverified: home(PRELOADABLE) },
      ['domain.tls.invalid_cert_chain'],
    ],
    [
      'a SHA-1 signature',
      { secure: probe(answer(200, sts(PRELOADABLE), { ...TLS, signatures: ['1.2.840.113549.1.1.5'] })) },
      ['domain.tls.sha1'],
    ],
    ['no header', { secure: probe(home()) }, ['response.no_header']],
    ['two headers', { secure: probe(home(PRELOADABLE, PRELOADABLE)) }, ['response.multiple_headers']],
  ])('%s', (_, changes, errors) => {
    expect(served(changes)).toEqual({ eligible: false, errors, warnings: [] });
  });

  test.each([
    ['TLSv1.2', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', []],
    ['TLSv1.2', 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256', []],
    ['TLSv1.2', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256', ['tls.obsolete_cipher_suite']],
    ['TLSv1.2', 'TLS_RSA_WITH_AES_128_GCM_SHA256', ['tls.obsolete_cipher_suite']],
    ['TLSv1.3', 'TLS_AES_128_CCM_SHA256', []],
  ])('%s with %s', (protocol, cipher, warnings) => {
    const secure = probe(answer(200, sts(PRELOADABLE), { ...TLS, protocol, cipher }));
    expect(served({ secure })).toEqual({ eligible: true, errors: [], warnings });
  });

  test('of several addresses the worst counts', () => {
    const addresses = [address(), address({ secure: probe(home('max-age=1')) })];
    expect(findings({ addresses }).errors).toContain('header.preloadable.max_age.below_1_year');
  });

  test('an old entry is held to 18 weeks', () => {
    const secure = probe(home('max-age=10886400; includeSubDomains; preload'));
    const preload = {
      ...list('2026-05-01'),
      entry: { name: NAME, forceHttps: true, includeSubdomains: true, eighteenWeeks: true },
    };
    expect(findings({ addresses: [address({ secure })], preload, plainChain: null }).errors).toEqual([]);
    expect(findings({ addresses: [address({ secure })], plainChain: null }).errors).toEqual([
      'header.preloadable.max_age.below_1_year',
    ]);
  });

  test.each(['blocked', 'no-route', 'interrupted', 'not-recorded'] as const)('%s says nothing of the site', (kind) => {
    expect(served({ secure: probe(failed(kind, 'before')) })).toEqual({ eligible: null, errors: [], warnings: [] });
  });

  test('a name that does not exist cannot be connected to, an unanswered one is unknown', () => {
    const none = (kind: 'nxdomain' | 'timeout') => ({ ok: false, error: { kind, detail: '' } }) as const;
    const names = (kind: 'nxdomain' | 'timeout') => ({ addresses: [], names: { v4: none(kind), v6: none(kind) } });
    expect(findings(names('nxdomain')).errors).toEqual(['domain.tls.cannot_connect']);
    expect(findings(names('timeout')).eligible).toBeNull();
  });
});

describe('redirects from http', () => {
  const good = hop(HTTPS, home(PRELOADABLE));
  test.each([
    ['plain http is closed', [hop(HTTP, failed('refused'))], [], ['redirects.http.does_not_exist']],
    [
      'STS over http',
      [hop(HTTP, redirectTo(HTTPS, 301, sts('max-age=1'))), good],
      [],
      ['redirects.http.useless_header'],
    ],
    ['content', [hop(HTTP, answer(200))], ['redirects.http.no_redirect'], []],
    ['www first', [hop(HTTP, redirectTo('https://www.example.com/')), good], ['redirects.http.www_first'], []],
    ['www first over http', [hop(HTTP, redirectTo('http://www.example.com/')), good], ['redirects.http.www_first'], []],
    [
      'another host first',
      [hop(HTTP, redirectTo('https://other.example/')), good],
      ['redirects.http.first_redirect.insecure'],
      [],
    ],
    ['the same host over http', [hop(HTTP, redirectTo('/x')), good], ['redirects.http.first_redirect.insecure'], []],
    ['another port on the same host', [hop(HTTP, redirectTo('https://example.com:8443/')), good], [], []],
    [
      'first hop dead',
      [hop(HTTP, redirectTo(HTTPS)), hop(HTTPS, failed('refused'))],
      ['redirects.follow_error', 'redirects.http.first_redirect.invalid'],
      [],
    ],
    [
      'first hop without STS',
      [hop(HTTP, redirectTo(`${HTTPS}x`)), hop(`${HTTPS}x`, home())],
      ['redirects.http.first_redirect.no_hsts'],
      [],
    ],
    [
      'a later hop over http',
      [
        hop(HTTP, redirectTo(HTTPS)),
        hop(HTTPS, redirectTo('http://other.example/', 301, sts(PRELOADABLE))),
        hop('http://other.example/', answer(200)),
      ],
      ['redirects.insecure.subsequent'],
      [],
    ],
    [
      'redirect without Location',
      [hop(HTTP, answer(301))],
      ['redirects.follow_error', 'redirects.http.no_redirect'],
      [],
    ],
  ] as const)('%s', (_, hops, errors, warnings) => {
    const { errors: seen, warnings: warned } = plainly(...hops);
    expect([seen, warned]).toEqual([errors, warnings]);
  });

  const onward = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      hop(`${HTTPS}${index}`, redirectTo(`${HTTPS}${index + 1}`, 302, sts(PRELOADABLE))),
    );
  test('three redirects are allowed, four are not', () => {
    expect(plainly(hop(HTTP, redirectTo(`${HTTPS}0`)), ...onward(2), good).errors).toEqual([]);
    expect(plainly(hop(HTTP, redirectTo(`${HTTPS}0`)), ...onward(3), good).errors).toEqual(['redirects.too_many']);
  });

  test('a first hop without STS is not told beside a main response without', () => {
    const plainChain = chain([hop(HTTP, redirectTo(HTTPS)), hop(HTTPS, home())]);
    expect(findings({ plainChain, addresses: [address({ secure: probe(home()) })] }).errors).toEqual([
      'response.no_header',
    ]);
  });

  test('a TLS port that tells plaintext askers so has no plain http', () => {
    const facts = { port: 8443, plainPort: 8443, plainChain: chain([hop(HTTP, answer(400))]) };
    expect(findings(facts).warnings).toEqual(['redirects.http.does_not_exist']);
  });
});

describe('redirects from https, and www', () => {
  test.each([
    ['to plaintext', [hop(HTTPS, redirectTo('http://example.com/'))], ['redirects.insecure.initial']],
    [
      'to plaintext later',
      [hop(HTTPS, redirectTo('/a')), hop(`${HTTPS}a`, redirectTo('http://example.com/'))],
      ['redirects.insecure.subsequent'],
    ],
    [
      'to a dead host',
      [hop(HTTPS, redirectTo('https://other.example/')), hop('https://other.example/', failed('refused'))],
      ['redirects.follow_error'],
    ],
  ])('%s', (_, hops, errors) => {
    expect(findings({ secureChain: chain(hops) }).errors).toEqual(errors);
  });

  const www = (outcome: WebHop['outcome']) => findings({ www: hop('https://www.example.com/', outcome) }).errors;
  test('www must speak verified TLS where it listens at all', () => {
    expect(www(failed('tls', 'tls'))).toEqual(['domain.www.no_tls']);
    expect(www(failed('reset', 'tls'))).toEqual(['domain.www.no_tls']);
    expect(www(failed('refused'))).toEqual([]);
    expect(www(failed('empty', 'response'))).toEqual([]);
    expect(www(answer(500))).toEqual([]);
  });

  test('the reference order: level, TLS, header, http, https, www', () => {
    const facts = {
      addresses: [
        address({
          secure: probe(
            answer(200, sts('max-age=1; includeSubDomains; preload'), { ...TLS, signatures: ['1.2.840.113549.1.1.5'] }),
          ),
        }),
      ],
      plainChain: chain([hop(HTTP, answer(200))]),
      secureChain: chain([hop(HTTPS, redirectTo('http://example.com/'))]),
      www: hop('https://www.example.com/', failed('tls', 'tls')),
    };
    expect(findings(facts).errors).toEqual([
      'domain.tls.sha1',
      'header.preloadable.max_age.below_1_year',
      'redirects.http.no_redirect',
      'redirects.insecure.initial',
      'domain.www.no_tls',
    ]);
  });
});

const list = (date: string | null, entry: PreloadListFacts['entry'] = null): PreloadListFacts => ({
  date,
  sha256: '0'.repeat(64),
  source: 'list.json',
  entries: 6,
  entry,
});

/** The service's one answer; `fails`: it had none. */
const says = (state: ListServiceState | 'fails' | null): ListServiceFacts | null => {
  if (state === null) return null;
  const said =
    state === 'fails'
      ? ({ ok: false, problem: 'it answered with status 500' } as const)
      : ({ ok: true, state, by: null } as const);
  return { source: 'https://hstspreload.example', answers: [{ domain: NAME, said }] };
};

describe('verdicts', () => {
  const now = Date.UTC(2026, 5, 1);
  const fresh = '2026-05-20';
  const old = '2026-01-01';
  const own = { name: NAME, forceHttps: true, includeSubdomains: true, eighteenWeeks: false };
  const tld = { name: 'com', forceHttps: true, includeSubdomains: true, eighteenWeeks: false };
  const shadow = { ...own, forceHttps: false };
  const good = address();
  const noToken = address({ secure: probe(home('max-age=31536000; includeSubDomains')) });
  const none = address({ secure: probe(home()) });
  const tokenButShort = address({ secure: probe(home('max-age=1; includeSubDomains; preload')) });
  const unseen = address({ secure: probe(failed('no-route')) });

  const rows: readonly (readonly [
    string,
    PreloadListFacts | null,
    AddressFacts,
    ListServiceState | 'fails' | null,
    string,
  ])[] = [
    ['forced, fresh, eligible', list(fresh, own), good, null, 'verified preloaded high example.com'],
    ['forced by a parent, fresh, no header at all', list(fresh, tld), none, null, 'verified preloaded high com'],
    ['forced, no longer eligible', list(fresh, own), noToken, null, 'at-risk preloaded high example.com'],
    ['forced by an old list, eligible', list(old, own), good, null, 'verified preloaded medium example.com'],
    ['forced by a list without a date', list(null, own), good, null, 'verified preloaded medium example.com'],
    ['forced by an old list, not eligible', list(old, own), none, null, 'at-risk preloaded medium example.com'],
    [
      'forced, host down',
      list(fresh, own),
      address({ secure: probe(failed('refused')) }),
      null,
      'verified preloaded high example.com',
    ],
    ['forced, header not seen', list(fresh, own), unseen, null, 'verified preloaded high example.com'],
    ['not in a fresh list, eligible', list(fresh), good, null, 'contradicted not-listed high -'],
    ['not in a fresh list, no header', list(fresh), none, null, 'contradicted not-listed high -'],
    ['shadowed in a fresh list', list(fresh, shadow), good, null, 'contradicted not-listed high -'],
    ['not in an old list, eligible', list(old), good, null, 'inconclusive unknown low -'],
    ['not in a list without a date, eligible', list(null), good, null, 'inconclusive unknown low -'],
    ['not in a list from the future, eligible', list('2027-01-01'), good, null, 'inconclusive unknown low -'],
    ['not in an old list, no token', list(old), noToken, null, 'contradicted not-listed medium -'],
    ['not in an old list, no header', list(old), none, null, 'contradicted not-listed medium -'],
    ['not in an old list, token in a short header', list(old), tokenButShort, null, 'inconclusive unknown low -'],
    ['not in an old list, header not seen', list(old), unseen, null, 'inconclusive unknown low -'],
    ['no list', null, good, null, 'inconclusive unknown low -'],
    ['no list, no header', null, none, null, 'inconclusive unknown low -'],
    ['service: preloaded', null, good, 'preloaded', 'verified preloaded high example.com'],
    [
      'service: preloaded, a fresh list without it',
      list(fresh),
      good,
      'preloaded',
      'verified preloaded high example.com',
    ],
    ['service: preloaded, old list has it', list(old, own), good, 'preloaded', 'verified preloaded high example.com'],
    ['service: preloaded, not eligible', null, none, 'preloaded', 'at-risk preloaded high example.com'],
    ['service: pending', list(fresh), good, 'pending', 'contradicted pending high -'],
    ['service: pending, no longer eligible', null, none, 'pending', 'contradicted pending high -'],
    [
      'service: pending, a fresh list has it',
      list(fresh, own),
      good,
      'pending',
      'verified preloaded medium example.com',
    ],
    ['service: pending, an old list has it', list(old, own), good, 'pending', 'inconclusive unknown low -'],
    [
      'service: pending removal, still listed',
      list(fresh, own),
      good,
      'pending-removal',
      'at-risk pending-removal high example.com',
    ],
    [
      'service: pending automated removal',
      list(fresh, own),
      good,
      'pending-automated-removal',
      'at-risk pending-removal high example.com',
    ],
    ['service: unknown', list(old), good, 'unknown', 'contradicted not-listed high -'],
    ['service: unknown, no token', null, none, 'unknown', 'contradicted not-listed high -'],
    ['service: unknown, an old list has it', list(old, own), good, 'unknown', 'inconclusive unknown low -'],
    ['service: removed', null, good, 'removed', 'contradicted not-listed high -'],
    [
      'service: removed, a fresh list has it',
      list(fresh, own),
      good,
      'removed',
      'at-risk pending-removal medium example.com',
    ],
    ['service: removed, an old list has it', list(old, own), good, 'removed', 'contradicted not-listed high -'],
    ['service: rejected', null, good, 'rejected', 'contradicted not-listed high -'],
    ['service: pending removal, no list', null, none, 'pending-removal', 'at-risk pending-removal high -'],
    ['service: no answer, no list', null, good, 'fails', 'inconclusive unknown low -'],
    ['service: no answer, forced', list(fresh, own), good, 'fails', 'verified preloaded high example.com'],
    ['service: no answer, an old list has it', list(old, own), good, 'fails', 'verified preloaded medium example.com'],
    ['service: no answer, not in an old list, eligible', list(old), good, 'fails', 'inconclusive unknown low -'],
    [
      'service: no answer, not in an old list, no token',
      list(old),
      noToken,
      'fails',
      'contradicted not-listed medium -',
    ],
    [
      'service: unknown for a name that a parent covers',
      list(fresh, tld),
      good,
      'unknown',
      'verified preloaded medium com',
    ],
  ];
  test.each(rows)('%s', (_, preload, at, online, expected) => {
    const { verdict, state, confidence, coveredBy } = judgePreload(
      apex({ preload, addresses: [at], listService: says(online) }),
      { now },
    );
    expect(`${verdict} ${state} ${confidence} ${coveredBy ?? '-'}`).toBe(expected);
  });

  const below = (...states: readonly ListServiceState[]): PreloadVerdict => {
    const domains = ['www.app.example.com', 'app.example.com', 'example.com'];
    const answers = states.map((state, index) => ({
      domain: domains[index] ?? '',
      said: { ok: true, state, by: null } as const,
    }));
    const listService = { source: 'https://hstspreload.example', answers };
    return judgePreload(site({ host: 'www.app.example.com', listService, addresses: [none] }), { now });
  };

  test.each([
    ['all unknown', ['unknown', 'unknown', 'unknown'], 'contradicted not-listed', /: unknown$/],
    [
      'a parent is being removed',
      ['unknown', 'unknown', 'pending-removal'],
      'at-risk pending-removal',
      /: example.com is/,
    ],
    [
      'a parent is being removed by a scan',
      ['unknown', 'pending-automated-removal'],
      'at-risk pending-removal',
      /: app/,
    ],
    ['a parent is pending', ['unknown', 'unknown', 'pending'], 'contradicted pending', /: example.com is pending/],
    ['a parent was removed', ['unknown', 'removed'], 'contradicted not-listed', /: app.example.com is removed/],
    [
      'a parent is preloaded, and the service did not say so of the host',
      ['unknown', 'preloaded'],
      'inconclusive unknown',
      /has app.example.com, and does not know www/,
    ],
  ] as const)('of a subdomain: %s', (_, states, expected, why) => {
    const { verdict, state, because } = below(...states);
    expect(`${verdict} ${state}`).toBe(expected);
    expect(because).toMatch(why);
  });

  test('the service names the entry that covers a subdomain, whose own header is then no matter', () => {
    const said = { ok: true, state: 'preloaded', by: 'example.com' } as const;
    const listService = { source: 'https://hstspreload.example', answers: [{ domain: 'app.example.com', said }] };
    const verdict = judgePreload(site({ listService, addresses: [none] }), { now });
    expect(verdict).toMatchObject({ verdict: 'verified', state: 'preloaded', coveredBy: 'example.com' });
  });

  test('that the service did not answer is told', () => {
    const { because } = judgePreload(apex({ preload: list(old), listService: says('fails') }), { now });
    expect(because).toContain('the list service did not say: it answered with status 500');
  });

  test('a subdomain with an entry of its own is not at risk for being one', () => {
    const entry = { name: 'app.example.com', forceHttps: true, includeSubdomains: true, eighteenWeeks: false };
    expect(judgePreload(site({ preload: list(fresh, entry) }), { now }).verdict).toBe('verified');
  });

  test('a list is fresh for 30 days', () => {
    const on = (date: string) => judgePreload(apex({ preload: list(date) }), { now }).state;
    expect([on('2026-05-02'), on('2026-05-01')]).toEqual(['not-listed', 'unknown']);
  });

  test('the list and its date are named', () => {
    const { because, listDate } = judgePreload(apex({ preload: list(fresh, tld) }), { now });
    expect([because, listDate]).toEqual(['covered by com in the list of 2026-05-20', fresh]);
  });
});
