import type { TlsProtocol } from '../../domain/tls.ts';
import { suiteName } from '../../parse/tls/suite-registry.ts';

/** What a client offers, as its ClientHello showed it when it was current. */
export type ReferenceClient = {
  readonly name: string;
  readonly protocols: readonly TlsProtocol[];
  /** IANA names, favourite first. */
  readonly suites: readonly string[];
  readonly groups: readonly string[];
};

const UP_TO_13: readonly TlsProtocol[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];
const UP_TO_12: readonly TlsProtocol[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2'];
const ONLY_10: readonly TlsProtocol[] = ['TLSv1'];
const ONLY_12: readonly TlsProtocol[] = ['TLSv1.2'];

const NIST2 = ['secp256r1', 'secp384r1'];
const NIST3 = ['secp256r1', 'secp384r1', 'secp521r1'];
const X_NIST2 = ['x25519', ...NIST2];
const X_NIST3 = ['x25519', ...NIST3];

/** Suite numbers in hexadecimal, as they stand in the hello. */
const OFFERS = {
  chrome69: 'c02b c02f c02c c030 cca9 cca8 c013 c014 9c 9d 2f 35 0a',
  chrome80: '1301 1302 1303 c02b c02f c02c c030 cca9 cca8 c013 c014 9c 9d 2f 35 0a',
  firefox47: 'c02b c02f cca9 cca8 c00a c009 c013 c014 33 39 2f 35 0a',
  firefox62: 'c02b c02f cca9 cca8 c02c c030 c00a c009 c013 c014 33 39 2f 35 0a',
  firefox73: '1301 1303 1302 c02b c02f cca9 cca8 c02c c030 c00a c009 c013 c014 33 39 2f 35 0a',
  ie8: 'c014 c013 35 2f c00a c009 38 32 0a 13 05 04',
  ie11Windows7: 'c028 c027 c014 c013 9f 9e 39 33 9d 9c 3d 3c 35 2f c02c c02b c024 c023 c00a c009 6a 40 38 32 0a 13',
  ie11WindowsPhone: '3c 2f 3d 35 0a 05 c027 c013 c014 c02b c023 c02c c024 c009 c00a 40 32 6a 38 13 04',
  schannel10:
    'c02c c02b c030 c02f 9f 9e c024 c023 c028 c027 c00a c009 c014 c013 39 33 9d 9c 3d 3c 35 2f 0a 6a 40 38 32 13',
  edge15: 'c02c c02b c030 c02f c024 c023 c028 c027 c00a c009 c014 c013 9d 9c 3d 3c 35 2f 0a',
  openssl101:
    'c030 c02c c028 c024 c014 c00a 9f 6b 39 88 9d 3d 35 84 c012 c008 16 0a c02f c02b c027 c023 c013 c009 9e 67 33 9a 45 9c 3c 2f 96 41 c011 c007 05 04',
  openssl102:
    'c030 c02c c028 c024 c014 c00a 9f 6b 39 88 9d 3d 35 84 c02f c02b c027 c023 c013 c009 9e 67 33 9a 45 9c 3c 2f 96 41 c012 c008 16 0a',
  openssl110:
    'c02c c030 9f cca9 cca8 ccaa c02b c02f 9e c024 c028 6b c023 c027 67 c00a c014 39 c009 c013 33 9d 9c 3d 3c 35 2f',
  openssl111:
    '1302 1303 1301 c02c c030 9f cca9 cca8 ccaa c02b c02f 9e c024 c028 6b c023 c027 67 c00a c014 39 c009 c013 33 9d 9c 3d 3c 35 2f',
  safari6: 'c00a c009 c007 c008 c014 c013 c011 c012 2f 05 04 35 0a 33 39 16',
  safari7: 'c024 c023 c00a c009 c007 c008 c028 c027 c014 c013 c011 c012 3d 3c 2f 05 04 35 0a 67 6b 33 39 16',
  safari9: 'c02c c02b c024 c023 c00a c009 c008 c030 c02f c028 c027 c014 c013 c012 9d 9c 3d 3c 35 2f 0a c007 c011 05 04',
  safari10: 'c02c c02b c024 c023 c00a c009 c008 c030 c02f c028 c027 c014 c013 c012 9d 9c 3d 3c 35 2f 0a',
  ats9: 'c02c c02b c024 c023 c00a c009 c030 c02f c028 c027 c014 c013',
  safari12:
    '1303 1301 1302 c02c c02b c024 c023 c00a c009 cca9 c030 c02f c028 c027 c014 c013 cca8 9d 9c 3d 3c 35 2f c008 c012 0a',
} as const;

const OPENSSL_GROUPS = ['x25519', 'secp256r1', 'x448', 'secp521r1', 'secp384r1'];
const OLD_OPENSSL_GROUPS = ['secp521r1', 'secp384r1', 'secp256k1', 'secp256r1', 'sect571r1', 'sect409r1', 'sect283r1'];

const TABLE: readonly (readonly [string, readonly TlsProtocol[], keyof typeof OFFERS, readonly string[]])[] = [
  ['Chrome 69 / Win 7', UP_TO_12, 'chrome69', X_NIST2],
  ['Chrome 80 / Win 10', UP_TO_13, 'chrome80', X_NIST2],
  ['Firefox 47 / Win 7', UP_TO_12, 'firefox47', NIST3],
  ['Firefox 62 / Win 7', UP_TO_12, 'firefox62', X_NIST3],
  ['Firefox 73 / Win 10', UP_TO_13, 'firefox73', [...X_NIST3, 'ffdhe2048', 'ffdhe3072']],
  ['IE 8-10 / Win 7', ONLY_10, 'ie8', NIST2],
  ['IE 11 / Win 7', UP_TO_12, 'ie11Windows7', NIST2],
  ['IE 11 / Win 8.1', UP_TO_12, 'ie11Windows7', NIST2],
  ['IE 11 / Win 10', UP_TO_12, 'schannel10', NIST2],
  ['IE 11 / Win Phone 8.1', UP_TO_12, 'ie11WindowsPhone', NIST2],
  ['IE 11 / Win Phone 8.1 Update', UP_TO_12, 'ie11Windows7', NIST2],
  ['Edge 13 / Win Phone 10', UP_TO_12, 'schannel10', NIST2],
  ['Edge 15 / Win 10', UP_TO_12, 'edge15', X_NIST2],
  ['Edge 16 / Win 10', UP_TO_12, 'edge15', X_NIST2],
  ['Edge 18 / Win 10', UP_TO_12, 'edge15', X_NIST2],
  ['OpenSSL 1.0.1l', UP_TO_12, 'openssl101', OLD_OPENSSL_GROUPS],
  [
    'OpenSSL 1.0.2s',
    UP_TO_12,
    'openssl102',
    ['secp256r1', 'secp521r1', 'brainpoolP512r1', 'brainpoolP384r1', 'secp384r1', 'brainpoolP256r1', 'secp256k1'],
  ],
  ['OpenSSL 1.1.0k', UP_TO_12, 'openssl110', ['x25519', 'secp256r1', 'secp521r1', 'secp384r1']],
  ['OpenSSL 1.1.1c', UP_TO_13, 'openssl111', OPENSSL_GROUPS],
  ['Safari 6.0.4 / OS X 10.8.4', ONLY_10, 'safari6', NIST3],
  ['Safari 7 / iOS 7.1', UP_TO_12, 'safari7', NIST3],
  ['Safari 7 / OS X 10.9', UP_TO_12, 'safari7', NIST3],
  ['Safari 8 / iOS 8.4', UP_TO_12, 'safari7', NIST3],
  ['Safari 8 / OS X 10.10', UP_TO_12, 'safari7', NIST3],
  ['Safari 9 / iOS 9', UP_TO_12, 'safari9', NIST3],
  ['Safari 9 / OS X 10.11', UP_TO_12, 'safari9', NIST3],
  ['Safari 10 / iOS 10', UP_TO_12, 'safari10', NIST3],
  ['Safari 10 / OS X 10.12', UP_TO_12, 'safari10', NIST3],
  ['Safari 12.1.1 / iOS 12.3.1', UP_TO_13, 'safari12', X_NIST3],
  ['Safari 12.1.2 / macOS 10.14.6', UP_TO_13, 'safari12', X_NIST3],
  ['Apple ATS 9 / iOS 9', ONLY_12, 'ats9', NIST3],
];

/**
 * The clients marked as reference in the SSL Labs API (engine 2.1.10, 2023), whose connections decide several rules.
 *
 * Sources: the cipher suite pages of Schannel for Windows 10 v1511 and v1607 (learn.microsoft.com, "TLS Cipher Suites in
 * Windows"); the default lists of OpenSSL 1.0.1, 1.0.2, 1.1.0 and 1.1.1; the hellos of Chrome, Firefox and Safari of those
 * versions. Version, first suite and first group of every client agree with a published SSL Labs report of a server that
 * lets clients choose (engine 2.1.10, 2023-03-28), which is a test. Two of its details are not what one would think:
 * Chrome 69 and Firefox 62 speak drafts of TLS 1.3 and so get TLS 1.2; Safari 12.1 puts ChaCha20 first in TLS 1.3.
 *
 * Uncertain: the places after the first in Internet Explorer 8-10, the Windows Phones and Safari 6 to 8, and the order
 * behind ChaCha20 in Safari 12.1; whether newer engines of SSL Labs have other clients.
 */
export const REFERENCE_CLIENTS: readonly ReferenceClient[] = TABLE.map(([name, protocols, offer, groups]) => ({
  name,
  protocols,
  suites: OFFERS[offer].split(' ').map((code) => suiteName(Number.parseInt(code, 16))),
  groups,
}));
