import type { TlsProtocol } from '../../domain/tls.ts';
import { SSL2_SUITE_NAMES, SUITE_NAMES } from './suite-registry.ts';

type KeyExchange = 'RSA' | 'DH' | 'DHE' | 'ECDH' | 'ECDHE' | 'PSK' | 'SRP' | 'KRB5' | 'ECCPWD' | 'TLS13';
type Authentication = 'RSA' | 'ECDSA' | 'DSS' | 'anon' | 'other' | 'certificate';
type CipherMode = 'AEAD' | 'CBC' | 'stream' | 'none';

export type Suite = {
  readonly name: string;
  readonly code: number;
  readonly keyExchange: KeyExchange;
  readonly authentication: Authentication;
  /** `AES`, `CHACHA20`, `3DES`, `DES`, `RC4`, `RC2`, `IDEA`, `SEED`, `CAMELLIA`, `ARIA`, `SM4`, `NULL`. */
  readonly cipher: string;
  readonly mode: CipherMode;
  /** Nominal key bits: 168 for 3DES, 40 and 56 for export suites, 0 without encryption. */
  readonly bits: number;
  /** Key bits an attacker has to guess: 112 for 3DES. */
  readonly strength: number;
  readonly export: boolean;
  readonly forwardSecret: boolean;
  readonly anonymous: boolean;
  /** 64-bit blocks (Sweet32). */
  readonly smallBlock: boolean;
};

/** Everything the name of a suite says (naming of RFC 5246 appendix A.5 and RFC 8446 appendix B.4). */
function describeSuite(code: number, name: string): Suite {
  const [head, tail] = splitName(name);
  const keyExchange = keyExchangeOf(head, name);
  const authentication = authenticationOf(head, keyExchange);
  const cipher = cipherOf(tail);
  const bits = bitsOf(tail, cipher);
  return {
    name,
    code,
    keyExchange,
    authentication,
    cipher,
    mode: modeOf(tail, cipher),
    bits,
    strength: cipher === '3DES' ? 112 : bits,
    export: /EXPORT/.test(name),
    forwardSecret: keyExchange === 'TLS13' || keyExchange === 'DHE' || keyExchange === 'ECDHE',
    anonymous: authentication === 'anon',
    smallBlock: ['3DES', 'DES', 'RC2', 'IDEA'].includes(cipher),
  };
}

function splitName(name: string): readonly [head: string, tail: string] {
  if (name.startsWith('SSL_CK_')) return ['SSL2', name.slice('SSL_CK_'.length)];
  const [head = '', tail] = name.slice('TLS_'.length).split('_WITH_');
  return tail === undefined ? ['TLS13', head] : [head, tail];
}

function keyExchangeOf(head: string, name: string): KeyExchange {
  if (head === 'TLS13') return name.includes('0x') ? 'RSA' : 'TLS13';
  if (head === 'SSL2') return 'RSA';
  if (head === 'PSK_DHE') return 'DHE';
  // RSA_PSK is keyed by the RSA certificate and has no forward secrecy.
  if (head.startsWith('RSA')) return 'RSA';
  if (/^(ECDH|DH)_anon/.test(head)) return head.startsWith('EC') ? 'ECDHE' : 'DHE';
  const first = head.split('_')[0] ?? '';
  const kinds: readonly KeyExchange[] = ['DH', 'DHE', 'ECDH', 'ECDHE', 'PSK', 'SRP', 'KRB5', 'ECCPWD'];
  return kinds.find((kind) => kind === first) ?? 'RSA';
}

function authenticationOf(head: string, keyExchange: KeyExchange): Authentication {
  if (keyExchange === 'TLS13') return 'certificate';
  if (head === 'SSL2') return 'RSA';
  if (head.includes('anon')) return 'anon';
  if (head.includes('ECDSA')) return 'ECDSA';
  if (head.includes('DSS')) return 'DSS';
  if (head.includes('RSA')) return 'RSA';
  return 'other';
}

function cipherOf(tail: string): string {
  if (tail.startsWith('NULL')) return 'NULL';
  if (/3DES|DES_192/.test(tail)) return '3DES';
  if (tail.startsWith('DES')) return 'DES';
  return tail.split('_')[0] ?? tail;
}

function bitsOf(tail: string, cipher: string): number {
  if (cipher === 'NULL') return 0;
  if (cipher === '3DES') return 168;
  if (/_40(_|$)|DES40|EXPORT40/.test(tail)) return 40;
  if (cipher === 'DES' || /_56(_|$)/.test(tail)) return 56;
  if (cipher === 'CHACHA20') return 256;
  if (/^RC4_64/.test(tail)) return 64;
  return /_256_/.test(`${tail}_`) && !/^(RC4|RC2|IDEA|SEED|SM4)/.test(tail) && cipherKeyIs256(tail) ? 256 : 128;
}

// `AES_128_CBC_SHA256` names 256 only as its hash.
function cipherKeyIs256(tail: string): boolean {
  return /^(AES|CAMELLIA|ARIA)_256/.test(tail);
}

function modeOf(tail: string, cipher: string): CipherMode {
  if (cipher === 'NULL') return 'none';
  if (/GCM|CCM|POLY1305/.test(tail)) return 'AEAD';
  return cipher === 'RC4' ? 'stream' : 'CBC';
}

export const SUITES: readonly Suite[] = [...SUITE_NAMES].map(([code, name]) => describeSuite(code, name));
export const SSL2_SUITES: readonly Suite[] = [...SSL2_SUITE_NAMES].map(([code, name]) => describeSuite(code, name));

const BY_NAME: ReadonlyMap<string, Suite> = new Map([...SUITES, ...SSL2_SUITES].map((suite) => [suite.name, suite]));

/** The facts of a suite by its IANA name; of a number in no registry only that it is unknown (`null`). */
export function suiteByName(name: string): Suite | null {
  return BY_NAME.get(name) ?? null;
}

/** Whether the suite may be negotiated in the version: AEAD and SHA-2 suites need TLS 1.2 (RFC 5246 section 5). */
export function suiteFits(suite: Suite, protocol: TlsProtocol): boolean {
  if (protocol === 'SSLv2') return suite.name.startsWith('SSL_CK_');
  if (suite.name.startsWith('SSL_CK_')) return false;
  if (protocol === 'TLSv1.3') return suite.keyExchange === 'TLS13';
  if (suite.keyExchange === 'TLS13') return false;
  return protocol === 'TLSv1.2' || !(suite.mode === 'AEAD' || /_SHA(256|384)$/.test(suite.name));
}

const KEY_EXCHANGE_RANK: readonly KeyExchange[] = ['TLS13', 'ECDHE', 'DHE', 'ECDH', 'DH', 'RSA'];

// The order of OpenSSL and of most lists made by hand: by cipher, and only then by key exchange.
const CIPHER_RANK: readonly RegExp[] = [
  /AES_\d+_GCM/,
  /CHACHA20/,
  /CCM_8/,
  /CCM/,
  /ARIA\w+GCM/,
  /AES/,
  /CAMELLIA/,
  /./,
];
const HASH_RANK: readonly RegExp[] = [/SHA384$/, /SHA256$/, /SHA$/, /./];

/** Strongest first: authenticated, forward secret, AEAD, longer key; the order shown when a server has none. */
export function compareStrength(a: Suite, b: Suite): number {
  const rank = (suite: Suite): readonly number[] => [
    suite.anonymous ? 1 : 0,
    suite.strength < 112 ? 1 : 0,
    suite.forwardSecret ? 0 : 1,
    suite.mode === 'AEAD' ? 0 : 1,
    suite.cipher === 'RC4' || suite.smallBlock ? 1 : 0,
    -suite.strength,
    CIPHER_RANK.findIndex((cipher) => cipher.test(suite.name)) & 0xff,
    HASH_RANK.findIndex((hash) => hash.test(suite.name)) & 0xff,
    KEY_EXCHANGE_RANK.indexOf(suite.keyExchange) & 0xff,
    suite.code,
  ];
  const [left, right] = [rank(a), rank(b)];
  for (const [index, value] of left.entries()) {
    const difference = value - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
