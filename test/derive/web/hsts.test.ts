import { describe, expect, test } from 'vitest';
import { hstsForGrade, readHsts } from '../../../src/derive/web/hsts.ts';
import { address, answer, failed, home, probe, site, sts, TLS } from './http-facts.ts';

const read = (...lines: readonly string[]) =>
  readHsts(site({ addresses: [address({ secure: probe(home(...lines)) })] }));

describe('the policy browsers learn', () => {
  test.each([
    ['no header', [], 'absent', null],
    ['a good header', ['max-age=100'], 'present', 100],
    ['the first of two lines', ['max-age=100', 'max-age=200'], 'present', 100],
    ['a bad first line, whatever follows', ['max-age=x', 'max-age=200'], 'invalid', null],
    ['max-age=0', ['max-age=0'], 'disabled', 0],
  ])('%s', (_, lines, status, maxAge) => {
    const { status: seen, policy } = read(...lines);
    expect([seen, policy?.maxAge ?? null]).toEqual([status, maxAge]);
  });

  test.each([404, 500, 301])('any status counts: %i', (status) => {
    const secure = probe(answer(status, sts('max-age=9'), TLS));
    expect(readHsts(site({ addresses: [address({ secure })] })).policy?.maxAge).toBe(9);
  });

  test('nothing is learnt over a certificate that does not verify', () => {
    const secure = probe(failed('tls', 'tls', 'CERT_HAS_EXPIRED'));
    const facts = site({ addresses: [address({ secure, unverified: home('max-age=9') })] });
    expect(readHsts(facts)).toMatchObject({ status: 'unknown', policy: null, problem: 'tls: CERT_HAS_EXPIRED' });
  });

  test('nothing is learnt for an IP address', () => {
    expect(readHsts(site({ host: '93.184.216.34' }))).toMatchObject({
      status: 'invalid',
      problem: 'the host is an IP address',
    });
  });

  test('a second try counts when the first was lost', () => {
    const secure = probe(failed('reset', 'tls'), home('max-age=9'));
    expect(readHsts(site({ addresses: [address({ secure })] })).policy?.maxAge).toBe(9);
  });

  const at = (...lines: readonly string[]) => address({ secure: probe(home(...lines)) });
  test.each([
    ['one address without', [at('max-age=9'), at()], 'absent', undefined],
    ['one address with nonsense', [at(), at('x')], 'invalid', undefined],
    ['the shorter of two', [at('max-age=9'), at('max-age=5')], 'present', 5],
    ['one address dead', [at('max-age=9'), address({ secure: probe(failed('refused')) })], 'present', 9],
    ['no address', [], 'unknown', undefined],
  ])('the weakest address decides: %s', (_, addresses, status, maxAge) => {
    const verdict = readHsts(site({ addresses }));
    expect([verdict.status, verdict.policy?.maxAge]).toEqual([status, maxAge]);
  });

  test('of equal times the one without subdomains is the weaker', () => {
    const addresses = [at('max-age=9; includeSubDomains'), at('max-age=9')];
    expect(readHsts(site({ addresses })).policy?.includeSubDomains).toBe(false);
  });
});

describe('for a TLS grade', () => {
  const distrusted = address({
    address: '93.184.216.35',
    secure: probe(failed('tls', 'tls')),
    unverified: home('max-age=63072000; includeSubDomains'),
  });

  test('an unverified certificate is judged elsewhere, the header counts, as stated', () => {
    expect(hstsForGrade(site({ addresses: [distrusted] }))).toEqual({
      status: 'present',
      maxAge: 63_072_000,
      includeSubDomains: true,
    });
  });

  test('one address is asked by name', () => {
    const facts = site({ addresses: [address({ secure: probe(home()) }), distrusted] });
    expect(hstsForGrade(facts, '93.184.216.35').status).toBe('present');
    expect(hstsForGrade(facts).status).toBe('absent');
    expect(hstsForGrade(facts, '10.0.0.1')).toEqual({ status: 'unknown', maxAge: null, includeSubDomains: false });
  });
});
