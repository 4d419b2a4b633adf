import { describe, expect, test } from 'vitest';
import { httpReport } from '../../../src/derive/web/http-report.ts';
import { httpPage } from '../../../src/derive/web/page.ts';
import type { DnsFacts, HttpFacts } from '../../../src/domain/web.ts';
import {
  address,
  answer,
  chain,
  failed,
  HOST,
  hop,
  PLAIN,
  PRELOADABLE,
  probe,
  redirectTo,
  SECURE,
  site,
  sts,
  TLS,
} from './http-facts.ts';

const context = { now: Date.UTC(2026, 5, 1) };
const page = (changes: Partial<HttpFacts> = {}, dns: DnsFacts | null = null): string =>
  httpPage(httpReport(site(changes), context, dns));

const absent = { ok: false, error: { kind: 'nodata', detail: '' } } as const;
const dns: DnsFacts = {
  host: HOST,
  mailDomain: 'example.com',
  caa: [{ name: 'example.com', answer: { ok: true, records: ['0 issue letsencrypt.org'] } }],
  spf: [{ name: 'example.com', answer: { ok: true, records: ['v=spf1 -all'] } }],
  dmarc: [{ name: '_dmarc.example.com', answer: absent }],
  mx: { name: 'example.com', answer: absent },
  mtaSts: { name: 'example.com', answer: absent },
  tlsRpt: { name: 'example.com', answer: absent },
  mail: { stsPolicy: null, reportConsents: [], spfLookups: [] },
  dnssec: [],
};

test('a site in order', () => {
  expect(page({}, dns)).toBe(
    [
      'app.example.com',
      '',
      'HTTPS only    ok: redirects to https://app.example.com',
      '  http://app.example.com/  301',
      '  └▶ https://app.example.com/  200',
      '',
      'HSTS          browsers keep it for 365 days (max-age 31536000), subdomains yes',
      '  Strict-Transport-Security: max-age=31536000; includeSubDomains; preload',
      '  the preload list would refuse it',
      '  ✖ submit the registrable domain, which covers this name',
      '    domain.is_subdomain',
      '',
      'Preload list  unknown: no preload list at hand',
      '  claimcheck hsts-list update brings the list',
      '',
      'Cookies       none seen without a login',
      '',
      'Headers       points by the MDN HTTP Observatory',
      '     0  strict-transport-security: six months or more',
      '   -25  content-security-policy: absent',
      '   -20  x-frame-options: absent',
      '    -5  x-content-type-options: absent',
      '     0  referrer-policy: absent',
      '     0  cross-origin-resource-policy: absent',
      '     0  cross-origin-opener-policy: absent',
      '',
      'security.txt  could not be looked for',
      '',
      'DNS           CAA letsencrypt.org',
      '  the CA of the present certificate is not among them',
      '  example.com: SPF enforced; DMARC none; MTA-STS none; TLS-RPT none',
      '  DNSSEC not measured (--doh-url)',
      '',
    ].join('\n'),
  );
});

describe('what is wrong is told', () => {
  test.each([
    [
      'plaintext',
      { addresses: [address({ plainRoot: probe(answer(200)) })] },
      'violation: content is served in plaintext',
    ],
    [
      'several addresses',
      { addresses: [address(), address({ address: '2606:4700::1', plainRoot: probe(answer(500)) })] },
      '2606:4700::1  inconclusive: plaintext requests end in status 500',
    ],
    [
      'a dead host',
      { addresses: [address({ secure: probe(failed('refused')) })] },
      'HSTS          unknown: refused: x',
    ],
    [
      'a header that is ignored',
      { addresses: [address({ secure: probe(answer(200, sts('max-age=x'), TLS)) })] },
      'HSTS          browsers ignore it: max-age is not a number',
    ],
    [
      'a header that ends the policy',
      { addresses: [address({ secure: probe(answer(200, sts('max-age=0'), TLS)) })] },
      'HSTS          browsers are told to forget it (max-age=0)',
    ],
    [
      'a failed hop',
      { plainChain: chain([hop(PLAIN, redirectTo(SECURE)), hop(SECURE, failed('refused'))], 'failed') },
      'https://app.example.com/  refused: x',
    ],
    ['a port of its own', { port: 8443 }, 'app.example.com:8443'],
  ])('%s', (_, changes, text) => {
    expect(page(changes)).toContain(text);
  });

  test('cookies', () => {
    const lines = ['sid=*', 'gone=; Max-Age=0', 'x=*; SameSite=None', 'good=*; Secure; HttpOnly; SameSite=Lax'];
    const secure = probe(
      answer(
        200,
        lines.map((line) => ['set-cookie', line] as const),
      ),
    );
    const text = page({ addresses: [address({ secure })] });
    expect(text).toContain('Cookies       4 cookies');
    expect(text).toContain('  sid  not-secure, not-http-only, no-same-site');
    expect(text).toContain('  gone  is only deleted');
    expect(text).toContain('  x  browsers drop it: SameSite=None without Secure');
    expect(text).toContain('  good  good');
  });
});

test('no remote text acts on the terminal', () => {
  const evil = '\x1b[31m\x9b31m\u202e\r\n';
  const secure = probe(
    answer(200, [...sts(`max-age=1;${evil}`, PRELOADABLE), ['set-cookie', `\u202e${'x'.repeat(300)}=*`]], TLS),
  );
  const text = page(
    { host: HOST, addresses: [address({ secure, plainRoot: probe(answer(200, [['content-type', evil]])) })] },
    { ...dns, caa: [{ name: 'example.com', answer: { ok: true, records: [`0 issue ${evil}`] } }] },
  );
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(text).toContain('\\u{1b}[31m');
  for (const line of text.split('\n')) expect(line.length).toBeLessThan(200);
});

test('where a chain ends without an answer to follow, the last hop tells where it leads', () => {
  const loop = page({ plainChain: chain([hop(PLAIN, redirectTo(SECURE)), hop(SECURE, redirectTo(PLAIN))], 'loop') });
  expect(loop).toContain(`  ${PLAIN}  301\n  └▶ ${SECURE}  301 → ${PLAIN}, not followed\n`);
});

test('a host that the list would take is told where to go', () => {
  const preload = { date: '2026-05-31', sha256: '0', source: 'x', entries: 1, entry: null };
  const own = 'example.com';
  const at = (url: string) => url.replace(HOST, own);
  const facts: Partial<HttpFacts> = {
    host: own,
    preload,
    plainChain: chain([hop(at(PLAIN), redirectTo(at(SECURE))), hop(at(SECURE), answer(200, sts(PRELOADABLE), TLS))]),
    secureChain: chain([hop(at(SECURE), answer(200, sts(PRELOADABLE), TLS))]),
  };
  expect(page(facts)).toContain('Preload list  not-listed: not forced by the list of 2026-05-31\n  submit it at');
});
