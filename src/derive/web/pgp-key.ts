import type { Proof } from '../../domain/finding.ts';
import { describeGap, type Gap } from '../../domain/gap.ts';
import type { PgpKey, PublishedKeys } from '../../domain/openpgp.ts';
import { shorten } from '../../domain/text.ts';
import { judgeDocument } from './document.ts';
import { documentGap } from './gaps.ts';

/** How a key stands at a moment. */
type KeyState =
  | 'current'
  | 'expired'
  | 'revoked'
  /** No signature of its own verifies, or it is from the future: whether it holds is not known. */
  | 'unproven';

/** What is published where a key is said to be. */
export type KeyVerdict =
  | { readonly status: 'current' | 'expired' | 'revoked' | 'secret'; readonly key: PgpKey }
  /** Keys are there, and none has the fingerprint. */
  | { readonly status: 'other'; readonly found: readonly PgpKey[] }
  | { readonly status: 'absent'; readonly because: string }
  | { readonly status: 'open'; readonly gap: Gap };

const DAY = 86_400_000;

const stateOf = ({ revoked, selfSigned, created, expires }: PgpKey, now: number): KeyState => {
  if (revoked) return 'revoked';
  if (!selfSigned || created > now + DAY) return 'unproven';
  return expires !== null && expires <= now ? 'expired' : 'current';
};

/** Whether somebody can encrypt a message to a key at a moment. */
const canEncryptTo = (key: PgpKey, now: number): boolean =>
  [key, ...key.subkeys].some(
    ({ encrypts, revoked, created, expires }) =>
      encrypts && !revoked && created <= now + DAY && (expires === null || expires > now),
  );

// Where several keys could be meant, the most useful is; of one key in several copies, a revocation counts wherever it is.
const ANY_ORDER: readonly KeyState[] = ['current', 'expired', 'revoked', 'unproven'];
const SAME_ORDER: readonly KeyState[] = ['revoked', 'current', 'expired', 'unproven'];

const pick = (keys: readonly PgpKey[], order: readonly KeyState[], now: number): PgpKey | undefined =>
  keys.toSorted(
    (a, b) =>
      order.indexOf(stateOf(a, now)) - order.indexOf(stateOf(b, now)) ||
      Number(canEncryptTo(b, now)) - Number(canEncryptTo(a, now)) ||
      (b.expires ?? Number.POSITIVE_INFINITY) - (a.expires ?? Number.POSITIVE_INFINITY) ||
      (a.fingerprint < b.fingerprint ? -1 : 1),
  )[0];

const open = (detail: string): KeyVerdict => ({ status: 'open', gap: { kind: 'inconclusive', detail } });

const judgeKeys = (keys: readonly PgpKey[], claimed: string | null, now: number): KeyVerdict => {
  const leaked = keys.find(({ secret }) => secret);
  if (leaked !== undefined) return { status: 'secret', key: leaked };
  const meant = claimed === null ? keys : keys.filter(({ fingerprint }) => fingerprint === claimed);
  const key = pick(meant, claimed === null ? ANY_ORDER : SAME_ORDER, now);
  if (key === undefined) {
    // Anybody can bind a stranger's encryption key to a key of his own.
    return keys.some(({ subkeys }) => subkeys.some(({ fingerprint }) => fingerprint === claimed))
      ? open('the fingerprint is that of a subkey, which does not tell the key that it belongs to')
      : { status: 'other', found: keys };
  }
  const status = stateOf(key, now);
  return status === 'unproven' ? open('no signature of its own shows until when the key is valid') : { status, key };
};

/**
 * Judges what is published at the address of a key: one is there, over HTTPS, neither expired nor revoked, and has the
 * claimed fingerprint, whole, where one is claimed. Whose key it is, is not said by that.
 * @param claimed 40 or 64 upper-case hex digits; null: any key will do
 * @param now milliseconds since the epoch
 */
export const judgePublishedKeys = (published: PublishedKeys, claimed: string | null, now: number): KeyVerdict => {
  const { chain, keys } = published;
  if (keys === null) {
    const { status, because } = judgeDocument({ ...published, sha256: null });
    if (status === 'unseen') return { status: 'open', gap: documentGap({ ...published, sha256: null }, because) };
    return { status: 'absent', because: status === 'missing' ? because : `there is ${because} without a key block` };
  }
  if (chain.hops.some(({ url }) => url.startsWith('http:')))
    return { status: 'absent', because: 'it is reached in plaintext' };
  if (!keys.ok) return { status: 'open', gap: keys.gap };
  return keys.value.length === 0
    ? { status: 'absent', because: 'there is no key in the key block' }
    : judgeKeys(keys.value, claimed, now);
};

/** The domains of the mail addresses in a key's user ids, lower case, sorted. */
const domainsOf = ({ users }: PgpKey): readonly string[] => {
  const domains = users.flatMap(
    (user) => /@([a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)>?\s*$/i.exec(user)?.[1]?.toLowerCase() ?? [],
  );
  return [...new Set(domains)].sort();
};

const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** A key in the words of a report. */
export interface DescribedKey {
  /** In groups of four, as people compare it. */
  readonly fingerprint: string;
  readonly algorithm: string;
  /** Domains of its user ids. */
  readonly domains: string;
  /** The day it expires, or `never`. */
  readonly expires: string;
  readonly use: string;
}

export const describeKey = (key: PgpKey, now: number): DescribedKey => {
  const domains = domainsOf(key);
  return {
    fingerprint: key.fingerprint.replace(/(.{4})(?=.)/g, '$1 '),
    algorithm: key.algorithm,
    domains: domains.length === 0 ? 'no mail domain' : shorten(domains.join(', '), 200),
    expires: key.expires === null ? 'never' : dayOf(key.expires),
    use: canEncryptTo(key, now) ? 'messages can be encrypted to it' : 'it cannot be encrypted to',
  };
};

/** Why a verdict is no pass, in words. */
export const faultOf = (verdict: KeyVerdict, now: number): string => {
  switch (verdict.status) {
    case 'absent':
      return `there is none: ${verdict.because}`;
    case 'other':
      return `it is ${verdict.found.map((key) => describeKey(key, now).fingerprint).join(', ')}, not the one that is claimed`;
    case 'expired':
      return `${describeKey(verdict.key, now).fingerprint} expired on ${describeKey(verdict.key, now).expires}`;
    case 'revoked':
      return `${describeKey(verdict.key, now).fingerprint} is revoked`;
    case 'secret':
      return `the secret half of ${describeKey(verdict.key, now).fingerprint} is published with it`;
    case 'open':
      return describeGap(verdict.gap);
    case 'current':
      return 'none';
  }
};

/** What a person needs to look a key up and compare it. */
export const keyProof = (url: string, key: PgpKey): Proof => ({
  type: 'facts',
  text: 'the key as it is published',
  facts: {
    url,
    fingerprint: key.fingerprint,
    algorithm: key.algorithm,
    created: dayOf(key.created),
    expires: key.expires === null ? null : dayOf(key.expires),
    revoked: key.revoked,
    users: key.users.join(', '),
  },
});
