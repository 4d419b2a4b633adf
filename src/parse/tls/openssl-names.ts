import type { Suite } from './suites.ts';
import { SUITES } from './suites.ts';

/** How OpenSSL writes the key exchange, where it is not the IANA name with dashes. RSA goes without saying. */
const EXCHANGES: Readonly<Record<string, string>> = { RSA: '', DH_anon: 'ADH-', ECDH_anon: 'AECDH-' };

const exchange = (head: string): string => EXCHANGES[head] ?? `${head.replaceAll('_', '-')}-`;

const cipher = (tail: string): string =>
  tail
    .replace(/^3DES_EDE_CBC/, 'DES_CBC3')
    .replace(/^RC4_128/, 'RC4')
    .replace(/^(CHACHA20_POLY1305)_SHA256$/, '$1')
    .replace(/^(AES|CAMELLIA|ARIA)_(\d+)(_CBC)?/, '$1$2')
    .replace(/^SEED_CBC/, 'SEED')
    .replace(/CCM_8$/, 'CCM8')
    .replaceAll('_', '-');

const opensslName = ({ name }: Suite): string => {
  const [head = '', tail] = name.slice('TLS_'.length).split('_WITH_');
  return tail === undefined ? name : exchange(head) + cipher(tail);
};

const BY_OPENSSL_NAME: ReadonlyMap<string, Suite> = new Map(SUITES.map((suite) => [opensslName(suite), suite]));

/**
 * The suite that OpenSSL, and with it AWS, calls so (openssl-ciphers(1), "CIPHER SUITE NAMES"); null for a name that is
 * none. Key exchanges of certificates only: export, PSK and SRP suites have names of their own kind and are not told.
 */
export const suiteByOpensslName = (name: string): Suite | null =>
  BY_OPENSSL_NAME.get(name.replace(/^EDH-/, 'DHE-')) ?? null;
