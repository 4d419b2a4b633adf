import { describe, expect, test } from 'vitest';
import { judgeCaa } from '../../../src/derive/web/caa.ts';
import { dnsReport } from '../../../src/derive/web/dns-report.ts';
import { judgeDmarc, judgeSpf } from '../../../src/derive/web/mail.ts';
import type { DnsErrorKind, DnsFacts, DnsOutput, DnsRead } from '../../../src/domain/web.ts';

const records = (...texts: readonly string[]): DnsOutput => ({ ok: true, records: texts });
const error = (kind: DnsErrorKind): DnsOutput => ({ ok: false, error: { kind, detail: '' } });
const at = (name: string, answer: DnsOutput): DnsRead => ({ name, answer });
const DOMAIN = 'example.com';

const facts = (changes: Partial<DnsFacts>): DnsFacts => ({
  host: `app.${DOMAIN}`,
  mailDomain: DOMAIN,
  caa: [],
  spf: [at(DOMAIN, error('nodata'))],
  dmarc: [],
  mx: at(DOMAIN, error('nodata')),
  mtaSts: at(`_mta-sts.${DOMAIN}`, error('nxdomain')),
  tlsRpt: at(`_smtp._tls.${DOMAIN}`, error('nxdomain')),
  dnssec: [],
  ...changes,
});

describe('CAA', () => {
  const amazon = { organization: 'Amazon', commonName: 'Amazon RSA 2048 M01' };
  const judge = (...texts: readonly string[]) => judgeCaa([at(DOMAIN, records(...texts))], amazon);

  test('the first set counts, and the present issuer is held against it', () => {
    const climbed = [
      at(`app.${DOMAIN}`, error('nodata')),
      at(DOMAIN, records('0 issue amazonaws.com', '0 issue letsencrypt.org')),
    ];
    expect(judgeCaa(climbed, amazon)).toEqual({
      state: 'restricted',
      at: DOMAIN,
      issuers: ['amazonaws.com', 'letsencrypt.org'],
      wildcardIssuers: ['amazonaws.com', 'letsencrypt.org'],
      problems: [],
      presentIssuerAllowed: true,
    });
  });

  test.each([
    ['another CA', ['0 issue letsencrypt.org'], 'restricted', ['letsencrypt.org'], false, []],
    ['nobody', ['0 issue ;'], 'restricted', [], false, []],
    [
      'an unknown critical tag forbids all',
      ['0 issue amazon.com', '128 future x'],
      'restricted',
      [],
      false,
      ['unknown-tag', 'unknown-critical'],
    ],
    [
      'an unknown tag that is not critical does not',
      ['0 issue amazon.com', '0 future x'],
      'restricted',
      ['amazon.com'],
      true,
      ['unknown-tag'],
    ],
    ['a malformed issuer is no issuer', ['0 issue %%'], 'restricted', [], false, ['issuer']],
    ['no issue at all restricts nobody', ['0 iodef mailto:a@b.example'], 'any', [], null, ['no-issue']],
  ] as const)('%s', (_, texts, state, issuers, allowed, problems) => {
    expect(judge(...texts)).toMatchObject({ state, issuers, presentIssuerAllowed: allowed, problems });
  });

  test('wildcards have their own issuers where they are named', () => {
    expect(judge('0 issue amazon.com', '0 issuewild ;')).toMatchObject({
      issuers: ['amazon.com'],
      wildcardIssuers: [],
    });
  });

  test('an issuer nobody knows the name of is neither allowed nor forbidden', () => {
    expect(
      judgeCaa([at(DOMAIN, records('0 issue ca.example'))], { organization: 'Test', commonName: null })
        .presentIssuerAllowed,
    ).toBeNull();
    expect(judgeCaa([at(DOMAIN, records('0 issue ca.example'))], null).presentIssuerAllowed).toBeNull();
  });

  test.each([
    ['none anywhere', [at(DOMAIN, error('nodata')), at('com', error('nodata'))], 'any'],
    ['a failure on the way', [at(DOMAIN, error('servfail'))], 'unknown'],
    ['a timeout', [at(`app.${DOMAIN}`, error('nodata')), at(DOMAIN, error('timeout'))], 'unknown'],
  ])('%s', (_, reads, state) => {
    expect(judgeCaa(reads, amazon)).toMatchObject({ state, presentIssuerAllowed: null });
  });
});

describe('SPF', () => {
  const judge = (policies: Readonly<Record<string, DnsOutput>>) =>
    judgeSpf(facts({ spf: Object.entries(policies).map(([name, answer]) => at(name, answer)) }));
  const lookups = (count: number) => Array.from({ length: count }, (_, index) => `a:h${index}`).join(' ');

  test.each([
    ['-all', { [DOMAIN]: records('other', 'v=spf1 mx -all') }, 'enforced', 1, []],
    ['~all', { [DOMAIN]: records('v=spf1 ~all') }, 'enforced', 0, []],
    ['?all', { [DOMAIN]: records('v=spf1 ?all') }, 'not-effective', 0, []],
    ['all', { [DOMAIN]: records('v=spf1 all') }, 'not-effective', 0, []],
    ['no all', { [DOMAIN]: records('v=spf1 mx') }, 'not-effective', 1, []],
    ['none', { [DOMAIN]: records('v=DMARC1') }, 'none', 0, []],
    ['no TXT', { [DOMAIN]: error('nodata') }, 'none', 0, []],
    ['unanswered', { [DOMAIN]: error('timeout') }, 'unknown', 0, []],
    ['two records', { [DOMAIN]: records('v=spf1 -all', 'v=spf1 ~all') }, 'error', 0, ['several-records']],
    ['syntax', { [DOMAIN]: records('v=spf1 foo:bar -all') }, 'error', 0, ['syntax']],
    ['ten lookups', { [DOMAIN]: records(`v=spf1 ${lookups(10)} -all`) }, 'enforced', 10, []],
    ['eleven lookups', { [DOMAIN]: records(`v=spf1 ${lookups(11)} -all`) }, 'error', 11, ['too-many-lookups']],
    [
      'counted through includes',
      { [DOMAIN]: records(`v=spf1 include:x ${lookups(5)} -all`), x: records(`v=spf1 ${lookups(5)} -all`) },
      'error',
      11,
      ['too-many-lookups'],
    ],
    ['redirect', { [DOMAIN]: records('v=spf1 redirect=x'), x: records('v=spf1 -all') }, 'enforced', 1, []],
    [
      'an all beats the redirect',
      { [DOMAIN]: records('v=spf1 redirect=x ?all'), x: records('v=spf1 -all') },
      'not-effective',
      1,
      [],
    ],
    [
      'loop',
      { [DOMAIN]: records('v=spf1 include:x -all'), x: records(`v=spf1 include:${DOMAIN} -all`) },
      'error',
      2,
      ['loop'],
    ],
    ['itself', { [DOMAIN]: records(`v=spf1 include:${DOMAIN} -all`) }, 'error', 1, ['loop']],
    [
      'include of nothing',
      { [DOMAIN]: records('v=spf1 include:x -all'), x: error('nxdomain') },
      'error',
      1,
      ['missing-include'],
    ],
    [
      'include unanswered',
      { [DOMAIN]: records('v=spf1 include:x -all'), x: error('timeout') },
      'unknown',
      1,
      ['unanswered'],
    ],
    ['macro', { [DOMAIN]: records('v=spf1 include:%{d}.x -all') }, 'enforced', 1, []],
  ] as const)('%s', (_, policies, state, count, problems) => {
    expect(judge(policies)).toMatchObject({ state, lookups: count, problems });
  });
});

describe('DMARC', () => {
  const own = `_dmarc.${DOMAIN}`;
  const judge = (...reads: readonly DnsRead[]) => judgeDmarc(facts({ dmarc: reads }));

  test.each([
    [
      'reject',
      [at(own, records('v=DMARC1; p=reject; rua=mailto:a@b.example'))],
      { state: 'enforced', policy: 'reject', at: own, reports: true },
    ],
    [
      'quarantine',
      [at(own, records('v=DMARC1; p=quarantine'))],
      { state: 'enforced', policy: 'quarantine', at: own, reports: false },
    ],
    ['none', [at(own, records('v=DMARC1; p=none'))], { state: 'not-enforced', policy: 'none' }],
    [
      'test mode of quarantine',
      [at(own, records('v=DMARC1; p=quarantine; t=y'))],
      { state: 'not-enforced', policy: 'none' },
    ],
    ['test mode of reject', [at(own, records('v=DMARC1; p=reject; t=y'))], { state: 'enforced', policy: 'quarantine' }],
    ['a part only', [at(own, records('v=DMARC1; p=reject; pct=10'))], { state: 'partly', policy: 'reject' }],
    [
      'from the parent, for subdomains',
      [at(own, error('nxdomain')), at('_dmarc.com', records('v=DMARC1; p=none; sp=reject; psd=y'))],
      { state: 'enforced', policy: 'reject', at: '_dmarc.com' },
    ],
    ['two records', [at(own, records('v=DMARC1; p=reject', 'v=DMARC1; p=none'))], { state: 'error', policy: null }],
    [
      'nothing',
      [at(own, error('nxdomain')), at('_dmarc.com', records('x'))],
      { state: 'none', policy: null, at: null },
    ],
    ['unanswered', [at(own, error('servfail'))], { state: 'unknown', policy: null }],
  ])('%s', (_, reads, expected) => {
    expect(judge(...reads)).toMatchObject(expected);
  });
});

test('the whole report', () => {
  const report = dnsReport(
    facts({ mtaSts: at('x', records('v=STSv1; id=1')), tlsRpt: at('x', error('timeout')) }),
    null,
  );
  expect(report).toMatchObject({
    mailDomain: DOMAIN,
    mtaSts: 'yes',
    tlsRpt: 'unknown',
    dnssec: 'not-measured',
    caa: { state: 'any' },
    spf: { state: 'none' },
    dmarc: { state: 'none' },
  });
  expect(dnsReport(facts({ mtaSts: at('x', records('v=STSv1', 'v=STSv1')) }), null)).toMatchObject({
    mtaSts: 'no',
    tlsRpt: 'no',
  });
});
