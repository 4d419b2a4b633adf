import { known } from '../../../src/domain/gap.ts';
import type { PgpKey, PublishedKeys } from '../../../src/domain/openpgp.ts';
import type { ExchangeOutput } from '../../../src/domain/web.ts';
import { answer, chain, hop } from './http-facts.ts';

export const FINGERPRINT = '10BCBEDE69D9A60F18004B9D3C49817066D7606A';
export const KEY_URL = 'https://www.example.com/key.asc';

/** A key in force with which a message can be encrypted, with what a test changes. */
export const pgpKey = (changes: Partial<PgpKey> = {}): PgpKey => ({
  fingerprint: FINGERPRINT,
  version: 4,
  algorithm: 'ed25519',
  created: Date.UTC(2026, 0, 2),
  expires: Date.UTC(2028, 0, 2),
  revoked: false,
  encrypts: false,
  selfSigned: true,
  secret: false,
  users: ['Acme Security <security@Example.com>'],
  subkeys: [
    {
      fingerprint: 'AC5DDEDD1D6DBC202FD83585148B8349D9D88384',
      algorithm: 'curve25519',
      created: Date.UTC(2026, 0, 2),
      expires: null,
      revoked: false,
      encrypts: true,
    },
  ],
  ...changes,
});

/** These keys at the address, in one exchange. */
export const publishedKeys = (
  keys: PublishedKeys['keys'] | readonly PgpKey[],
  outcome: ExchangeOutput = answer(200),
): PublishedKeys => ({
  url: KEY_URL,
  endpoint: 'www.example.com:443',
  chain: chain([hop(KEY_URL, outcome)], outcome.ok ? 'answered' : 'failed'),
  keys: keys === null || 'ok' in keys ? keys : known(keys),
});
