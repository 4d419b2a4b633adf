import { describe, expect, test } from 'vitest';
import { SUITE_NAMES, suiteName } from '../../../src/parse/tls/suite-registry.ts';
import { compareStrength, SSL2_SUITES, SUITES, suiteByName, suiteFits } from '../../../src/parse/tls/suites.ts';

const of = (name: string) => suiteByName(name) ?? expect.unreachable(name);

describe('the registry', () => {
  test.each([
    [0x0001, 'TLS_RSA_WITH_NULL_MD5'],
    [0x001b, 'TLS_DH_anon_WITH_3DES_EDE_CBC_SHA'],
    [0x001e, 'TLS_KRB5_WITH_DES_CBC_SHA'],
    [0x002f, 'TLS_RSA_WITH_AES_128_CBC_SHA'],
    [0x0046, 'TLS_DH_anon_WITH_CAMELLIA_128_CBC_SHA'],
    [0x0067, 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA256'],
    [0x009c, 'TLS_RSA_WITH_AES_128_GCM_SHA256'],
    [0x00c5, 'TLS_DH_anon_WITH_CAMELLIA_256_CBC_SHA256'],
    [0x1303, 'TLS_CHACHA20_POLY1305_SHA256'],
    [0xc02f, 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
    [0xc0af, 'TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8'],
    [0xcca8, 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256'],
    [0xd005, 'TLS_ECDHE_PSK_WITH_AES_128_CCM_SHA256'],
  ])('0x%s is %s', (code, name) => expect(suiteName(code)).toBe(name));

  test('holds no name twice', () => expect(new Set(SUITE_NAMES.values()).size).toBe(SUITE_NAMES.size));

  test('names a number in no registry by itself', () => expect(suiteName(0x5a5a)).toBe('0x5A5A'));
});

describe('what a name says', () => {
  test.each([
    ['TLS_RSA_WITH_NULL_SHA256', 'RSA', 'NULL', 'none', 0, 0],
    ['TLS_RSA_EXPORT_WITH_RC4_40_MD5', 'RSA', 'RC4', 'stream', 40, 40],
    ['TLS_RSA_EXPORT_WITH_DES40_CBC_SHA', 'RSA', 'DES', 'CBC', 40, 40],
    ['TLS_RSA_EXPORT1024_WITH_RC4_56_SHA', 'RSA', 'RC4', 'stream', 56, 56],
    ['TLS_RSA_WITH_DES_CBC_SHA', 'RSA', 'DES', 'CBC', 56, 56],
    ['TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'RSA', '3DES', 'CBC', 168, 112],
    ['TLS_RSA_WITH_IDEA_CBC_SHA', 'RSA', 'IDEA', 'CBC', 128, 128],
    ['TLS_RSA_WITH_AES_128_CBC_SHA256', 'RSA', 'AES', 'CBC', 128, 128],
    ['TLS_DHE_RSA_WITH_AES_256_GCM_SHA384', 'DHE', 'AES', 'AEAD', 256, 256],
    ['TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8', 'ECDHE', 'AES', 'AEAD', 128, 128],
    ['TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', 'ECDHE', 'CHACHA20', 'AEAD', 256, 256],
    ['TLS_ECDH_RSA_WITH_AES_256_CBC_SHA', 'ECDH', 'AES', 'CBC', 256, 256],
    ['TLS_AES_256_GCM_SHA384', 'TLS13', 'AES', 'AEAD', 256, 256],
    ['SSL_CK_RC4_128_EXPORT40_WITH_MD5', 'RSA', 'RC4', 'stream', 40, 40],
    ['SSL_CK_DES_192_EDE3_CBC_WITH_MD5', 'RSA', '3DES', 'CBC', 168, 112],
    ['TLS_RSA_WITH_CAMELLIA_128_CBC_SHA256', 'RSA', 'CAMELLIA', 'CBC', 128, 128],
  ])('%s: %s, %s, %s, %i bits, strength %i', (name, keyExchange, cipher, mode, bits, strength) => {
    expect(of(name)).toMatchObject({ keyExchange, cipher, mode, bits, strength });
  });

  test('every suite gets a cipher that exists and plausible bits', () => {
    const ciphers = ['NULL', 'RC4', 'RC2', 'IDEA', 'DES', '3DES', 'AES', 'SEED', 'CAMELLIA', 'ARIA', 'SM4', 'CHACHA20'];
    for (const suite of [...SUITES, ...SSL2_SUITES]) {
      expect(ciphers, suite.name).toContain(suite.cipher);
      expect([0, 40, 56, 64, 128, 168, 256], suite.name).toContain(suite.bits);
    }
  });

  test.each([
    ['TLS_DH_anon_WITH_AES_128_CBC_SHA', true, true],
    ['TLS_ECDH_anon_WITH_AES_128_CBC_SHA', true, true],
    ['TLS_DH_RSA_WITH_AES_128_CBC_SHA', false, false],
    ['TLS_RSA_PSK_WITH_AES_128_CBC_SHA', false, false],
    ['TLS_DHE_DSS_WITH_AES_128_CBC_SHA', false, true],
  ])('%s: anonymous %s, forward secret %s', (name, anonymous, forwardSecret) => {
    expect(of(name)).toMatchObject({ anonymous, forwardSecret });
  });
});

test.each([
  ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', ['TLSv1.2']],
  ['TLS_RSA_WITH_AES_128_CBC_SHA256', ['TLSv1.2']],
  ['TLS_RSA_WITH_AES_128_CBC_SHA', ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2']],
  ['TLS_AES_128_GCM_SHA256', ['TLSv1.3']],
  ['SSL_CK_RC4_128_WITH_MD5', ['SSLv2']],
] as const)('%s fits into %j', (name, protocols) => {
  const fitting = (['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const).filter((protocol) =>
    suiteFits(of(name), protocol),
  );
  expect(fitting).toEqual(protocols);
});

test('suites sort by forward secrecy, then authenticated encryption; anonymous ones last', () => {
  const best = [
    'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
    'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
    'TLS_RSA_WITH_AES_256_GCM_SHA384',
    'TLS_RSA_WITH_RC4_128_SHA',
    'TLS_DH_anon_WITH_AES_256_GCM_SHA384',
  ];
  const sorted = [...best].reverse().map(of).sort(compareStrength);
  expect(sorted.map(({ name }) => name)).toEqual(best);
});
