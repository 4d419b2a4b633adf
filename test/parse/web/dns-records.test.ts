import { describe, expect, test } from 'vitest';
import { caaIssuer, parseCaa } from '../../../src/parse/web/caa.ts';
import { isDmarc, parseDmarc } from '../../../src/parse/web/dmarc.ts';
import { costsLookup, isSpf, parseSpf, spfReferences } from '../../../src/parse/web/spf.ts';

describe('CAA', () => {
  test.each([
    ['0 issue letsencrypt.org', null],
    ['128 ISSUE letsencrypt.org', null],
    ['0 issue ;', null],
    ['0 issue ', null],
    ['0 issue', null],
    ['0 issue ca.example; account=123; validationmethods=dns-01,ca-own', null],
    ['0 issuewild ;', null],
    ['0 issuemail ca.example', null],
    ['0 iodef mailto:security@app.example', null],
    ['0 iodef https://app.example/report', null],
    ['0 contactemail a@app.example', null],
    ['0 contactphone +1', null],
    ['255 issue ca.example', 'flags'],
    ['1 issue ca.example', 'flags'],
    ['0 is_sue ca.example', 'tag'],
    ['0 issue ca_.example', 'issuer'],
    ['0 issue https://ca.example', 'issuer'],
    ['0 issue ca.example; account', 'parameters'],
    ['0 issue ca.example; %', 'parameters'],
    ['0 issue ca.example; a=%', 'parameters'],
    ['0 issue ca.example; validationmethods=guess', 'validation-methods'],
    ['0 iodef https://', 'iodef'],
    ['0 iodef ftp://app.example', 'iodef'],
    ['0 iodef mailto:nobody', 'iodef'],
    ['0 iodef app.example', 'iodef'],
    ['0 Future x', 'unknown-tag'],
  ])('%s: %s', (text, problem) => {
    expect(parseCaa(text)?.problem).toBe(problem);
  });

  test('bytes that act on terminals are no part of a CA name', () => {
    expect(parseCaa('0 issue \x1b[31mca.example')?.problem).toBe('issuer');
  });

  test('flags, tag and issuer', () => {
    const record = parseCaa('128 Issue CA.example ; a=b');
    expect(record).toMatchObject({ critical: true, tag: 'issue' });
    expect(record === null ? null : caaIssuer(record)).toBe('ca.example');
    expect(parseCaa('issue ca.example')).toBeNull();
  });
});

describe('SPF', () => {
  test.each([
    ['v=spf1', true],
    ['V=SPF1 -all', true],
    ['v=spf1-all', false],
    ['v=spf10 -all', false],
    [' v=spf1', false],
    ['google-site-verification=x', false],
  ])('«%s» is a record: %s', (text, is) => {
    expect(isSpf(text)).toBe(is);
  });

  test('each spelling of a mechanism that asks DNS costs a lookup', () => {
    const { terms, broken } = parseSpf(
      'v=spf1 a +a a/24 a:host mx ~mx:h/24 ptr exists:%{i}.x include:y redirect=z ip4:1.2.3.4 ip6:::1 -all exp=t',
    );
    expect(broken).toBe(false);
    expect(terms.filter(costsLookup).map(({ name }) => name)).toEqual([
      'a',
      'a',
      'a',
      'a',
      'mx',
      'mx',
      'ptr',
      'exists',
      'include',
      'redirect',
    ]);
  });

  test('references are names in lower case, without macros', () => {
    expect(spfReferences(parseSpf('v=spf1 include:_SPF.Example.com. include:%{d}.x redirect=other.example'))).toEqual([
      '_spf.example.com',
      'other.example',
    ]);
  });

  test.each(['v=spf1 foo:bar', 'v=spf1 include', 'v=spf1 include:', 'v=spf1 -redirect=x', 'v=spf1 =', 'v=spf1 ip4'])(
    '«%s» is broken',
    (text) => {
      expect(parseSpf(text).broken).toBe(true);
    },
  );

  test('unknown modifiers are no error', () => {
    expect(parseSpf('v=spf1 foo=bar -all').broken).toBe(false);
  });
});

describe('DMARC', () => {
  test.each([
    ['v=DMARC1', true],
    ['v = DMARC1 ; p=none', true],
    ['v=DMARC1;p=none', true],
    ['v=dmarc1; p=none', false],
    ['p=none; v=DMARC1', false],
    ['v=DMARC10; p=none', false],
  ])('«%s» is a record: %s', (text, is) => {
    expect(isDmarc(text)).toBe(is);
  });

  const plain = { p: 'none', sp: null, np: null, test: false, psd: 'u', percent: 100, rua: [] };
  test.each([
    ['v=DMARC1', plain],
    ['v=DMARC1; p=Reject', { ...plain, p: 'reject' }],
    [
      'v=DMARC1; rua=mailto:a@b.example, mailto:c@d.example; p=quarantine',
      { ...plain, p: 'quarantine', rua: ['mailto:a@b.example', 'mailto:c@d.example'] },
    ],
    ['v=DMARC1; p=none; p=reject', plain],
    ['v=DMARC1; p=refuse; x=y', plain],
    [
      'v=DMARC1; p=reject; sp=none; np=quarantine; t=y; psd=n',
      { ...plain, p: 'reject', sp: 'none', np: 'quarantine', test: true, psd: 'n' },
    ],
    ['v=DMARC1; p=reject; pct=20', { ...plain, p: 'reject', percent: 20 }],
    ['v=DMARC1; p=reject; pct=200', { ...plain, p: 'reject', percent: 100 }],
    ['v=DMARC1; p=reject; pct=x; psd=maybe', { ...plain, p: 'reject' }],
  ])('%s', (text, record) => {
    expect(parseDmarc(text)).toEqual(record);
  });
});
