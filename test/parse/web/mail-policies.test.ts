import { describe, expect, test } from 'vitest';
import { parseDmarc, reportHosts } from '../../../src/parse/web/dmarc.ts';
import { coversMx, parseStsPolicy } from '../../../src/parse/web/mta-sts.ts';
import { parseSpf, spfLookup } from '../../../src/parse/web/spf.ts';
import { isTlsRpt, tlsReportAddresses } from '../../../src/parse/web/tls-rpt.ts';

const policy = (changes: Readonly<Record<string, string>> = {}, end = '\n') =>
  Object.entries({ version: 'STSv1', mode: 'enforce', mx: 'mx.acme.example', max_age: '604800', ...changes })
    .map(([key, value]) => `${key}: ${value}${end}`)
    .join('');

describe('an MTA-STS policy', () => {
  const good = { ok: true, policy: { mode: 'enforce', mx: ['mx.acme.example'], maxAge: 604_800 } };
  test.each([
    ['as RFC 8461 writes it', policy({}, '\r\n')],
    ['with plain line ends, and none at the last', policy().trimEnd()],
    ['without a space', policy().replaceAll(': ', ':')],
    ['with an unknown field', `${policy()}x-note: hello\n`],
    ['with a repeated field, of which the first counts', `${policy()}mode: none\n`],
    ['in capitals', policy({ mx: 'MX.Acme.Example' })],
  ])('%s', (_, text) => {
    expect(parseStsPolicy(text)).toEqual(good);
  });

  test('several hosts, one by a pattern; none where it is withdrawn', () => {
    expect(parseStsPolicy(`${policy()}mx: *.mail.example\n`)).toMatchObject({
      policy: { mx: ['mx.acme.example', '*.mail.example'] },
    });
    expect(parseStsPolicy('version: STSv1\nmode: none\nmax_age: 0\n')).toMatchObject({
      policy: { mode: 'none', mx: [] },
    });
  });

  test.each([
    ['nothing', '', 'version'],
    ['a page', '<!doctype html>', 'syntax'],
    ['another version', policy({ version: 'STSv2' }), 'version'],
    ['an unknown mode', policy({ mode: 'strict' }), 'mode'],
    ['no hosts', 'version: STSv1\nmode: testing\nmax_age: 1\n', 'mx'],
    ['a pattern with the star elsewhere', policy({ mx: 'mx*.acme.example' }), 'mx'],
    ['a lone star', policy({ mx: '*' }), 'mx'],
    ['an address', policy({ mx: 'https://mx.acme.example/' }), 'mx'],
    ['an age that is no number', policy({ max_age: '1w' }), 'max_age'],
    ['an age beyond a year', policy({ max_age: '31557601' }), 'max_age'],
  ])('%s is none', (_, text, problem) => {
    expect(parseStsPolicy(text)).toEqual({ ok: false, problem });
  });

  test.each([
    ['mx.acme.example', 'mx.acme.example', true],
    ['mx.acme.example', 'MX.acme.example.', true],
    ['mx.acme.example', 'mx2.acme.example', false],
    ['*.acme.example', 'mx.acme.example', true],
    ['*.acme.example', 'a.mx.acme.example', false],
    ['*.acme.example', 'acme.example', false],
    ['*.acme.example', 'localhost', false],
  ])('%s covers %s: %s', (pattern, host, covers) => {
    expect(coversMx(pattern, host)).toBe(covers);
  });
});

describe('a TLS-RPT record', () => {
  test.each([
    ['v=TLSRPTv1; rua=mailto:tls@acme.example', ['mailto:tls@acme.example']],
    ['v=TLSRPTv1;rua=https://acme.example/x,mailto:a@b.example;', ['https://acme.example/x', 'mailto:a@b.example']],
    ['v=TLSRPTv1', null],
    ['v=TLSRPTv1; rua=', null],
    ['v=TLSRPTv1; rua=http://acme.example/', null],
    ['v=TLSRPTv1; rua=tls@acme.example', null],
  ])('%s', (txt, addresses) => {
    expect(isTlsRpt(txt)).toBe(true);
    expect(tlsReportAddresses(txt)).toEqual(addresses);
  });

  test.each(['v=TLSRPTv2; rua=mailto:a@b.example', 'v=tlsrptv1;', 'rua=mailto:a@b.example'])('%s is none', (txt) => {
    expect(isTlsRpt(txt)).toBe(false);
  });
});

test.each([
  ['mailto:a@acme.example', ['acme.example']],
  ['mailto:a@Acme.Example!10m,mailto:b@acme.example', ['acme.example']],
  ['mailto:a@acme.example?subject=x, mailto:b@other.example.', ['acme.example', 'other.example']],
  ['https://acme.example/,mailto:none,mailto:a b@c.example', []],
])('DMARC reports to %s', (rua, hosts) => {
  expect(reportHosts(parseDmarc(`v=DMARC1; p=none; rua=${rua}`))).toEqual(hosts);
});

test.each([
  ['a', { name: 'own.example', types: ['A', 'AAAA'] }],
  ['-a:Host.example./24', { name: 'host.example', types: ['A', 'AAAA'] }],
  ['a/24', { name: 'own.example', types: ['A', 'AAAA'] }],
  ['mx:mail.example', { name: 'mail.example', types: ['MX'] }],
  ['exists:x.example', { name: 'x.example', types: ['A'] }],
  ['exists:%{i}.example', null],
  ['ip4:192.0.2.1', null],
  ['include:x.example', null],
  ['redirect=x.example', null],
])('the lookup of the SPF term %s', (term, expected) => {
  const found = parseSpf(`v=spf1 ${term}`).terms.map((one) => spfLookup(one, 'own.example'));
  expect(found).toEqual([expected]);
});
