import { describe, expect, test } from 'vitest';
import { REFERENCE_CLIENTS } from '../../../src/derive/tls/reference-clients.ts';
import { simulateClients } from '../../../src/derive/tls/simulate.ts';
import type { TlsFacts } from '../../../src/domain/tls.ts';
import { suiteByName } from '../../../src/parse/tls/suites.ts';
import { modern, protocols, suites } from './facts.ts';

/**
 * What SSL Labs (engine 2.1.10, March 2023) saw its reference clients get from an Apache 2.4.29 with OpenSSL 1.1.1, an RSA
 * certificate, all suites but the anonymous and the weak ones, and the client's order.
 */
const REPORTED: Readonly<Record<string, readonly [protocol: string, suite: number]>> = {
  'Chrome 69 / Win 7': ['TLSv1.2', 49199],
  'Chrome 80 / Win 10': ['TLSv1.3', 4865],
  'Firefox 47 / Win 7': ['TLSv1.2', 49199],
  'Firefox 62 / Win 7': ['TLSv1.2', 49199],
  'Firefox 73 / Win 10': ['TLSv1.3', 4865],
  'IE 8-10 / Win 7': ['TLSv1', 49172],
  'IE 11 / Win 7': ['TLSv1.2', 49192],
  'IE 11 / Win 8.1': ['TLSv1.2', 49192],
  'IE 11 / Win 10': ['TLSv1.2', 49200],
  'IE 11 / Win Phone 8.1': ['TLSv1.2', 60],
  'IE 11 / Win Phone 8.1 Update': ['TLSv1.2', 49192],
  'Edge 13 / Win Phone 10': ['TLSv1.2', 49200],
  'Edge 15 / Win 10': ['TLSv1.2', 49200],
  'Edge 16 / Win 10': ['TLSv1.2', 49200],
  'Edge 18 / Win 10': ['TLSv1.2', 49200],
  'OpenSSL 1.0.1l': ['TLSv1.2', 49200],
  'OpenSSL 1.0.2s': ['TLSv1.2', 49200],
  'OpenSSL 1.1.0k': ['TLSv1.2', 49200],
  'OpenSSL 1.1.1c': ['TLSv1.3', 4866],
  'Safari 6.0.4 / OS X 10.8.4': ['TLSv1', 49172],
  'Safari 7 / iOS 7.1': ['TLSv1.2', 49192],
  'Safari 7 / OS X 10.9': ['TLSv1.2', 49192],
  'Safari 8 / iOS 8.4': ['TLSv1.2', 49192],
  'Safari 8 / OS X 10.10': ['TLSv1.2', 49192],
  'Safari 9 / iOS 9': ['TLSv1.2', 49200],
  'Safari 9 / OS X 10.11': ['TLSv1.2', 49200],
  'Safari 10 / iOS 10': ['TLSv1.2', 49200],
  'Safari 10 / OS X 10.12': ['TLSv1.2', 49200],
  'Safari 12.1.1 / iOS 12.3.1': ['TLSv1.3', 4867],
  'Safari 12.1.2 / macOS 10.14.6': ['TLSv1.3', 4867],
  'Apple ATS 9 / iOS 9': ['TLSv1.2', 49200],
};
/** The first group of each client that the report shows for ECDHE and TLS 1.3. */
const P521_FIRST = ['OpenSSL 1.0.1l'];
const X25519_FIRST = /^(Chrome|Firefox (62|73)|Edge 1[568]|OpenSSL 1\.1|Safari 12)/;

const old = ['AES_128', 'AES_256'].flatMap((cipher) =>
  ['RSA', 'DHE_RSA', 'ECDHE_RSA'].map((exchange) => `${exchange}_WITH_${cipher}_CBC_SHA`),
);
const since12 = ['RSA', 'DHE_RSA', 'ECDHE_RSA'].flatMap((exchange) => [
  `${exchange}_WITH_AES_128_CBC_SHA256`,
  `${exchange}_WITH_AES_256_CBC_SHA${exchange === 'ECDHE_RSA' ? '384' : '256'}`,
  `${exchange}_WITH_AES_128_GCM_SHA256`,
  `${exchange}_WITH_AES_256_GCM_SHA384`,
]);
const reported: TlsFacts = modern({
  protocols: protocols({ TLSv1: 'yes', 'TLSv1.1': 'yes', 'TLSv1.2': 'yes', 'TLSv1.3': 'yes' }),
  suites: {
    TLSv1: suites(old, { order: 'client' }),
    'TLSv1.1': suites(old, { order: 'client' }),
    'TLSv1.2': suites([...old, ...since12, 'ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256'], { order: 'client' }),
    'TLSv1.3': suites(['AES_128_GCM_SHA256', 'AES_256_GCM_SHA384', 'CHACHA20_POLY1305_SHA256'], { order: 'client' }),
  },
});

describe('the reference clients', () => {
  test.each(Object.entries(REPORTED))('%s gets what SSL Labs reported', (client, [protocol, code]) => {
    const found = simulateClients(reported).find((connection) => connection.client === client);
    expect(found?.protocol).toBe(protocol);
    expect(found?.suites.map((suite) => suite.code)).toEqual([code]);
    expect(found?.certain).toBe(true);
  });

  test('are those of the report and no others; every suite and its group is one this program knows', () => {
    expect(REFERENCE_CLIENTS.map(({ name }) => name).toSorted()).toEqual(Object.keys(REPORTED).toSorted());
    for (const { suites: names } of REFERENCE_CLIENTS)
      for (const name of names) expect(suiteByName(name), name).not.toBeNull();
  });

  test.each(REFERENCE_CLIENTS)('$name puts the group first that it was seen with', ({ name, groups }) => {
    const expected = P521_FIRST.includes(name) ? 'secp521r1' : X25519_FIRST.test(name) ? 'x25519' : 'secp256r1';
    expect(groups[0]).toBe(expected);
  });
});

describe('what is not known of the server', () => {
  const connectionOf = (facts: TlsFacts, client: string) =>
    simulateClients(facts).find((connection) => connection.client === client);

  test('suites that were not all seen, or a newer version without an answer, leave the connection uncertain', () => {
    const partly = { ...reported, suites: { ...reported.suites, 'TLSv1.2': suites(since12, { complete: false }) } };
    expect(connectionOf(partly, 'IE 11 / Win 10')?.certain).toBe(false);
    expect(connectionOf(partly, 'Chrome 80 / Win 10')?.certain).toBe(true);
    const without13: TlsFacts = {
      ...reported,
      protocols: { ...reported.protocols, 'TLSv1.3': { offered: 'unknown', why: '' } },
    };
    expect(connectionOf(without13, 'Chrome 80 / Win 10')?.certain).toBe(false);
    expect(connectionOf(without13, 'Chrome 69 / Win 7')?.certain).toBe(true);
  });
});
