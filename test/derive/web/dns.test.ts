import { describe, expect, test } from 'vitest';
import { judgeCaa } from '../../../src/derive/web/caa.ts';
import { dnsReport } from '../../../src/derive/web/dns-report.ts';
import { judgeDmarc, judgeSpf } from '../../../src/derive/web/mail.ts';
import { judgeSts, judgeTlsReports } from '../../../src/derive/web/mta-sts.ts';
import type { MailFacts } from '../../../src/domain/mail.ts';
import type { DnsErrorKind, DnsFacts, DnsOutput, DnsRead, DnsType, ExchangeOutput } from '../../../src/domain/web.ts';

const records = (...texts: readonly string[]): DnsOutput => ({ ok: true, records: texts });
const error = (kind: DnsErrorKind): DnsOutput => ({ ok: false, error: { kind, detail: '' } });
const at = (name: string, answer: DnsOutput): DnsRead => ({ name, answer });
const DOMAIN = 'example.com';
const noMail: MailFacts = { stsPolicy: null, reportConsents: [], spfLookups: [] };

const facts = (changes: Partial<DnsFacts>): DnsFacts => ({
  host: `app.${DOMAIN}`,
  mailDomain: DOMAIN,
  caa: [],
  spf: [at(DOMAIN, error('nodata'))],
  dmarc: [],
  mx: at(DOMAIN, error('nodata')),
  mtaSts: at(`_mta-sts.${DOMAIN}`, error('nxdomain')),
  tlsRpt: at(`_smtp._tls.${DOMAIN}`, error('nxdomain')),
  mail: noMail,
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

const hopOf = (outcome: ExchangeOutput) => ({
  url: `https://mta-sts.${DOMAIN}/.well-known/mta-sts.txt`,
  address: '192.0.2.1',
  outcome,
});
const served = (text: string, status = 200, type = 'text/plain'): ExchangeOutput => ({
  ok: true,
  response: {
    status,
    headers: [['content-type', type]],
    headersCut: false,
    body: status === 200 ? { encoding: 'utf8', text, cut: false } : null,
    tls: null,
  },
});

describe('MTA-STS', () => {
  const announced = at(`_mta-sts.${DOMAIN}`, records('v=STSv1; id=20260101T00;'));
  const text = (mode: string, mx = 'mx.example.com') => `version: STSv1\nmode: ${mode}\nmx: ${mx}\nmax_age: 86400\n`;
  const mx = at(DOMAIN, records('10 mx.example.com.', '20 MX2.example.com'));
  const judge = (outcome: ExchangeOutput | null, changes: Partial<DnsFacts> = {}) => {
    const stsPolicy = outcome === null ? null : hopOf(outcome);
    const { state, problems } = judgeSts(
      facts({
        mtaSts: announced,
        mx: at(DOMAIN, records('10 mx.example.com.')),
        mail: { ...noMail, stsPolicy },
        ...changes,
      }),
    );
    return [state, ...problems].join(' ');
  };

  test.each<[string, ExchangeOutput | null, Partial<DnsFacts>, string]>([
    ['enforced', served(text('enforce')), {}, 'enforced'],
    ['enforced for all hosts by a pattern', served(text('enforce', '*.example.com')), { mx }, 'enforced'],
    ['a domain without mail', served(text('enforce')), { mx: at(DOMAIN, records('0 .')) }, 'enforced'],
    ['one host is not covered', served(text('enforce')), { mx }, 'error mx-not-covered'],
    ['the hosts are not known', served(text('enforce')), { mx: at(DOMAIN, error('timeout')) }, 'unknown mx-unanswered'],
    ['testing', served(text('testing')), {}, 'testing'],
    ['testing, one host is not covered', served(text('testing')), { mx }, 'testing mx-not-covered'],
    ['withdrawn', served(text('none')), {}, 'off'],
    ['no record', null, { mtaSts: at('', error('nxdomain')) }, 'none'],
    ['DNS failed', null, { mtaSts: at('', error('servfail')) }, 'unknown'],
    ['two records', null, { mtaSts: at('', records('v=STSv1; id=1', 'v=STSv1; id=2')) }, 'error several-records'],
    ['no id', null, { mtaSts: at('', records('v=STSv1;')) }, 'error id'],
    ['a redirect, which senders do not follow', served('', 302), {}, 'error status-302'],
    ['no file', served('', 404), {}, 'error status-404'],
    ['a page', served('<html>', 200, 'text/html'), {}, 'error media-type'],
    ['another version', served(text('enforce').replace('STSv1', 'STSv2')), {}, 'error version'],
    [
      'a certificate that does not verify',
      { ok: false, error: { kind: 'tls', phase: 'tls', detail: '' } },
      {},
      'error tls',
    ],
    [
      'a host that is down',
      { ok: false, error: { kind: 'refused', phase: 'connect', detail: '' } },
      {},
      'unknown refused',
    ],
    ['the file was not asked for', null, {}, 'unknown'],
  ])('%s', (_, outcome, changes, expected) => {
    expect(judge(outcome, changes)).toBe(expected);
  });
});

describe('TLS-RPT', () => {
  test.each([
    [records('v=TLSRPTv1; rua=mailto:a@example.com'), 'reports'],
    [records('v=TLSRPTv1'), 'error'],
    [records('v=TLSRPTv1; rua=mailto:a@example.com', 'v=TLSRPTv1; rua=mailto:b@example.com'), 'error'],
    [records('other'), 'none'],
    [error('nxdomain'), 'none'],
    [error('timeout'), 'unknown'],
  ])('%j', (answer, state) => {
    expect(judgeTlsReports(facts({ tlsRpt: at('', answer) })).state).toBe(state);
  });
});

describe('who takes DMARC reports', () => {
  const rua =
    'mailto:a@example.com,mailto:b@reports.example.com,mailto:c@other.example,mailto:d@refuses.example,mailto:e@dark.example';
  const dmarc = [at(`_dmarc.${DOMAIN}`, records(`v=DMARC1; p=reject; rua=${rua}`))];
  const reportConsents = [
    at(`${DOMAIN}._report._dmarc.other.example`, records('v=DMARC1;')),
    at(`${DOMAIN}._report._dmarc.refuses.example`, error('nxdomain')),
    at(`${DOMAIN}._report._dmarc.dark.example`, error('timeout')),
  ];

  test('hosts of the own organisation, and others that agree', () => {
    const { reportsTo } = judgeDmarc(facts({ dmarc, mail: { ...noMail, reportConsents } }));
    expect(reportsTo.map(({ host, consent }) => `${host} ${consent}`)).toEqual([
      'example.com own',
      'reports.example.com own',
      'other.example yes',
      'refuses.example no',
      'dark.example unknown',
    ]);
  });

  test('what was not asked is not known', () => {
    expect(judgeDmarc(facts({ dmarc })).reportsTo.at(-1)).toEqual({ host: 'dark.example', consent: 'unknown' });
  });
});

describe('void lookups of SPF', () => {
  const spf = [at(DOMAIN, records('v=spf1 a:one.example a:two.example mx:three.example -all'))];
  const nothing = (name: string, ...types: readonly DnsType[]) =>
    types.map((type) => ({ name, type, answer: error('nxdomain') }));
  const judge = (spfLookups: MailFacts['spfLookups']) => judgeSpf(facts({ spf, mail: { ...noMail, spfLookups } }));

  test('two are allowed, three are not', () => {
    const two = [...nothing('one.example', 'A', 'AAAA'), ...nothing('two.example', 'A', 'AAAA')];
    expect(judge(two)).toMatchObject({ state: 'enforced', voidLookups: 2, lookups: 3 });
    expect(judge([...two, ...nothing('three.example', 'MX')])).toMatchObject({
      state: 'error',
      voidLookups: 3,
      problems: ['too-many-void-lookups'],
    });
  });

  test('an address of one family, a failure and what was not asked are none', () => {
    const found: MailFacts['spfLookups'] = [
      ...nothing('one.example', 'A'),
      { name: 'one.example', type: 'AAAA', answer: records('2001:db8::1') },
      { name: 'three.example', type: 'MX', answer: error('timeout') },
    ];
    expect(judge(found)).toMatchObject({ state: 'enforced', voidLookups: 0 });
  });
});

test('the present issuer may be one for wildcards alone', () => {
  const amazon = { organization: 'Amazon', commonName: null };
  const set = [at(DOMAIN, records('0 issue letsencrypt.org', '0 issuewild amazon.com'))];
  expect(judgeCaa(set, amazon).presentIssuerAllowed).toBe(true);
});
