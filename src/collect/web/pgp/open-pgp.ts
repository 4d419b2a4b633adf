import type { Key, Subkey, User } from 'openpgp';
import type { Gap, Read } from '../../../domain/gap.ts';
import { known, unread } from '../../../domain/gap.ts';
import type { PgpKey } from '../../../domain/openpgp.ts';
import type { KeyMaterial } from '../../../parse/web/armor.ts';

/** Brings the library, which is loaded when a key is first met. */
export type LoadOpenPgp = () => Promise<typeof import('openpgp')>;

export const loadOpenPgp: LoadOpenPgp = () => import('openpgp');

const MAX_KEYS = 50;
const MAX_USERS = 50;
const MAX_TEXT = 300;
/** Later than any signature: what is read must not depend on the clock of the reading. */
const EVER = new Date(8_640_000_000_000_000);
// RFC 9580 section 5.2.3.29: encrypt communications, encrypt storage.
const ENCRYPTS = 0x04 | 0x08;
const NAMES: Readonly<Record<string, string>> = {
  rsaEncryptSign: 'RSA',
  rsaEncrypt: 'RSA',
  rsaSign: 'RSA',
  dsa: 'DSA',
  elgamal: 'Elgamal',
};

const instant = (moment: Date | number | null): number | null => (moment instanceof Date ? moment.getTime() : null);

const algorithmOf = (key: Key | Subkey): string => {
  const { algorithm, bits, curve } = key.getAlgorithmInfo();
  if (bits !== undefined) return `${NAMES[algorithm] ?? algorithm} ${bits}`;
  return (curve ?? algorithm).replace(/Legacy$/, '');
};

const holds = (check: Promise<unknown>): Promise<boolean> =>
  check.then(
    () => true,
    () => false,
  );

const mayEncrypt = (flags: Uint8Array | null | undefined): boolean => ((flags?.[0] ?? 0) & ENCRYPTS) !== 0;

/** A subkey that the key itself has bound; null: it has not. */
const readSubkey = async (subkey: Subkey): Promise<PgpKey['subkeys'][number] | null> => {
  const expires = await subkey.getExpirationTime(EVER);
  const binding = subkey.bindingSignatures.toSorted((a, b) => Number(a.created) - Number(b.created)).at(-1);
  if (expires === null || binding === undefined) return null;
  return {
    fingerprint: subkey.getFingerprint().toUpperCase(),
    algorithm: algorithmOf(subkey),
    created: subkey.getCreationTime().getTime(),
    expires: instant(expires),
    revoked: await subkey.isRevoked(binding, subkey.mainKey.keyPacket, EVER),
    encrypts: mayEncrypt(binding.keyFlags),
  };
};

/** The text of a user id that the key itself has certified and not withdrawn; anybody may add others to a copy. */
const readUser = async (user: User): Promise<readonly string[]> =>
  user.userID !== null && (await holds(user.verify(EVER))) ? [user.userID.userID.slice(0, MAX_TEXT)] : [];

const primaryFlags = async (key: Key): Promise<Uint8Array | null> => {
  try {
    return (await key.getPrimaryUser(EVER)).selfCertification.keyFlags;
  } catch {
    return null;
  }
};

/** What a certificate says of itself, its signatures verified. */
export const readPgpKey = async (key: Key): Promise<PgpKey> => {
  const [expires, revoked, flags, subkeys, users] = await Promise.all([
    key.getExpirationTime(),
    key.isRevoked(undefined, undefined, EVER),
    primaryFlags(key),
    Promise.all(key.subkeys.slice(0, MAX_KEYS).map(readSubkey)),
    Promise.all(key.users.slice(0, MAX_USERS).map(readUser)),
  ]);
  return {
    fingerprint: key.getFingerprint().toUpperCase(),
    version: key.keyPacket.version,
    algorithm: algorithmOf(key),
    created: key.getCreationTime().getTime(),
    expires: instant(expires),
    revoked,
    encrypts: mayEncrypt(flags),
    selfSigned: expires !== null,
    secret: key.isPrivate(),
    users: users.flat(),
    subkeys: subkeys.filter((subkey) => subkey !== null),
  };
};

/** What an error and its causes say, in short. */
export const reasonOf = (error: unknown): string => {
  const messages: string[] = [];
  for (let cause = error; cause instanceof Error && messages.length < 3; cause = cause.cause)
    messages.push(cause.message);
  return (messages.join(': ') || String(error)).slice(0, MAX_TEXT);
};

const NOT_LOADED: Gap = {
  kind: 'unsupported',
  detail: 'OpenPGP is read with the package openpgp, which is not installed',
};

/** Does something with the library; that it is not there, or cannot read what it is given, is a gap. */
export const withOpenPgp = async <T>(
  load: LoadOpenPgp,
  what: string,
  use: (library: Awaited<ReturnType<LoadOpenPgp>>) => Promise<T>,
): Promise<Read<T>> => {
  let library: Awaited<ReturnType<LoadOpenPgp>>;
  try {
    library = await load();
  } catch {
    return unread(NOT_LOADED);
  }
  try {
    return known(await use(library));
  } catch (error) {
    return unread({ kind: 'malformed', detail: `${what} cannot be read: ${reasonOf(error)}` });
  }
};

/** The certificates in key material, in the library's own form. */
export const openKeys = (material: KeyMaterial, load: LoadOpenPgp): Promise<Read<readonly Key[]>> =>
  withOpenPgp(load, 'the OpenPGP key', async ({ readKeys }) => {
    if (material.form === 'binary') return (await readKeys({ binaryKeys: material.bytes })).slice(0, MAX_KEYS);
    const keys: Key[] = [];
    for (const block of material.blocks) keys.push(...(await readKeys({ armoredKeys: block })));
    return keys.slice(0, MAX_KEYS);
  });
