import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../../src/parse/web/address.ts';
import { findKeyMaterial } from '../../../src/parse/web/armor.ts';
import { parseCaa } from '../../../src/parse/web/caa.ts';
import { signedPart } from '../../../src/parse/web/cleartext.ts';
import { maskSetCookie, parseSetCookie } from '../../../src/parse/web/cookie.ts';
import { parseCookieDate } from '../../../src/parse/web/cookie-date.ts';
import { parseCsp } from '../../../src/parse/web/csp.ts';
import { parseDateTime } from '../../../src/parse/web/date-time.ts';
import { isDmarc, parseDmarc, reportHosts } from '../../../src/parse/web/dmarc.ts';
import { parseOverride, parseWebEndpoint, rootUrl } from '../../../src/parse/web/endpoint.ts';
import { canonicalHost } from '../../../src/parse/web/host.ts';
import { parseHstsPolicy } from '../../../src/parse/web/hsts.ts';
import { parsePreloadList } from '../../../src/parse/web/hsts-list.ts';
import { checkPreloadHeader, checkRemovalHeader } from '../../../src/parse/web/hsts-preload-header.ts';
import { readRedirect } from '../../../src/parse/web/location.ts';
import { parseStsPolicy } from '../../../src/parse/web/mta-sts.ts';
import { parseSecurityTxt } from '../../../src/parse/web/security-txt.ts';
import { isSpf, parseSpf, spfLookup, spfReferences } from '../../../src/parse/web/spf.ts';
import { tlsReportAddresses } from '../../../src/parse/web/tls-rpt.ts';
import { signatureAlgorithm } from '../../../src/parse/x509/signature-algorithm.ts';

/** Text made of the characters that matter to these grammars, and of any other. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(
      fc.constantFrom(
        '=',
        ';',
        ',',
        ':',
        ' ',
        '\t',
        '"',
        '\\',
        '\r',
        '\n',
        '.',
        '/',
        '[',
        ']',
        '%',
        '-',
        'a',
        '0',
        'max-age',
        'v=spf1',
        'v=DMARC1',
        'Expires',
        '\u0085',
        '\uFEFF',
        '\x1b',
        '-----BEGIN PGP SIGNED MESSAGE-----',
        '-----BEGIN PGP SIGNATURE-----',
        '-----END PGP SIGNATURE-----',
        '-----BEGIN PGP PUBLIC KEY BLOCK-----',
        '-----END PGP PUBLIC KEY BLOCK-----',
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join('')),
);

const readers: readonly (readonly [string, (text: string) => unknown])[] = [
  ['address', parseAddress],
  ['key block', (txt) => findKeyMaterial({ encoding: 'utf8', text: txt, cut: false })],
  ['signed text', signedPart],
  ['MTA-STS policy', parseStsPolicy],
  ['TLS-RPT', tlsReportAddresses],
  ['DMARC report hosts', (txt) => reportHosts(parseDmarc(`v=DMARC1; rua=mailto:${txt}`))],
  ['SPF lookups', (txt) => parseSpf(`v=spf1 a:${txt}`).terms.map((term) => spfLookup(term, 'own.example'))],
  ['CAA', parseCaa],
  ['cookie', parseSetCookie],
  ['cookie date', parseCookieDate],
  ['date', parseDateTime],
  ['CSP', (csp) => parseCsp([csp]).length],
  ['DMARC', parseDmarc],
  ['DMARC version', isDmarc],
  ['override', parseOverride],
  ['HSTS', parseHstsPolicy],
  ['preload header', checkPreloadHeader],
  ['removal header', checkRemovalHeader],
  ['preload list', parsePreloadList],
  ['SPF', (txt) => spfReferences(parseSpf(txt))],
  ['SPF version', isSpf],
  ['Location', (location) => readRedirect('https://app.example/', 301, [['location', location]])],
  [
    'security.txt',
    (txt) =>
      parseSecurityTxt({
        contentType: ['text/plain'],
        body: { encoding: 'utf8', text: txt, cut: false },
        urls: [],
        now: 0,
      }),
  ],
];

describe('any text is read without an error', () => {
  test.each(readers)('%s', (_, read) => {
    fc.assert(
      fc.property(text, (input) => {
        expect(JSON.stringify(read(input))).toBe(JSON.stringify(read(input)));
      }),
    );
  });
});

test('any bytes are read as a certificate or not', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(signatureAlgorithm(bytes) ?? '1.2').toMatch(/^\d+(?:\.\d+)*$/);
    }),
  );
});

test('a host that was read is read as itself again, and makes a URL', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.domain(), fc.ipV4(), fc.ipV6()), (input) => {
      const host = canonicalHost(input);
      if (host === null) return;
      expect(canonicalHost(host)).toBe(host);
      expect(new URL(rootUrl('https', host, 443)).hostname.replace(/\.$/, '')).toBe(host);
    }),
  );
});

test('an endpoint names a port that exists', () => {
  fc.assert(
    fc.property(fc.domain(), fc.nat(70_000), (host, port) => {
      const endpoint = parseWebEndpoint(`${host}:${port}`);
      expect(endpoint !== null).toBe(port >= 1 && port <= 65_535);
    }),
  );
});

test('no redirect is followed to anything but http and https without credentials', () => {
  const location = fc.oneof(
    text,
    fc.webUrl(),
    fc
      .tuple(fc.constantFrom('https://', 'http://', '//', 'javascript:', 'file://', 'https://u:p@'), text)
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(location, (value) => {
      const redirect = readRedirect('https://app.example/', 302, [['location', value]]);
      if (redirect.kind !== 'to') return;
      expect(redirect.url.protocol).toMatch(/^https?:$/);
      expect(redirect.url.username + redirect.url.password + redirect.url.hash).toBe('');
      expect(redirect.url.href).toMatch(/^[\x21-\x7e]+$/);
    }),
  );
});

test('a masked cookie line shows nothing of its value', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (value) => {
      const [pair = ''] = maskSetCookie(`n=${value.replaceAll(';', '')}; Path=/`).split(';');
      expect(pair).toMatch(/^n=[* \t]*$/s);
    }),
  );
});

describe('long hostile values cost one pass', () => {
  const blanks = ' '.repeat(200_000);
  test.each(readers.filter(([name]) => name !== 'preload list'))('%s', (_, read) => {
    // A quadratic reader would take minutes here and end in the timeout.
    read(`a${blanks}b`);
    read(`max-age=1;${blanks}x`);
    read(`v=DMARC1${blanks}x`);
    expect(read(`${'-'.repeat(200_000)}`)).toBeDefined();
  });
});
