import type { CleartextMessage, Key } from 'openpgp';
import type { Read } from '../../../domain/gap.ts';
import type { PgpSignature } from '../../../domain/openpgp.ts';
import { signedPart } from '../../../parse/web/cleartext.ts';
import { type LoadOpenPgp, loadOpenPgp, reasonOf, withOpenPgp } from './open-pgp.ts';
import type { OpenedKeys } from './published-keys.ts';

type VerificationResult = Awaited<ReturnType<CleartextMessage['verify']>>[number];

const MAX_SIGNATURES = 5;

// What the library says when a signature is wrong, as against one it cannot check.
const WRONG = /digest did not match|expired|revoked|newer than the signature|creation time is in the future/i;

const holderOf = (id: string, keys: readonly OpenedKeys[]): { readonly key: Key; readonly url: string } | null => {
  for (const { opened, published } of keys) {
    const key = opened.find((one) => one.getKeyIDs().some((own) => own.toHex() === id));
    if (key !== undefined) return { key, url: published.url };
  }
  return null;
};

/** Checks the signature at an index, as of the moment when it was made. */
const readSignature = async (
  message: CleartextMessage,
  { keyID, signature }: VerificationResult,
  index: number,
  keys: readonly OpenedKeys[],
  isSameText: boolean,
): Promise<PgpSignature> => {
  const [packet] = (await signature).packets;
  const holder = holderOf(keyID.toHex(), keys);
  const expires = packet?.getExpirationTime();
  const told = {
    keyId: keyID.toHex().toUpperCase(),
    created: packet?.created?.getTime() ?? null,
    expires: expires instanceof Date ? expires.getTime() : null,
    by: holder === null ? null : { fingerprint: holder.key.getFingerprint().toUpperCase(), url: holder.url },
  };
  if (holder === null) return { ...told, state: 'open', because: 'none of the keys at hand has made it' };
  if (!isSameText) return { ...told, state: 'invalid', because: 'what is signed is not what is read' };
  try {
    await (await message.verify([holder.key], packet?.created ?? undefined))[index]?.verified;
    return { ...told, state: 'valid', because: null };
  } catch (error) {
    const because = reasonOf(error);
    return { ...told, state: WRONG.test(because) ? 'invalid' : 'open', because };
  }
};

/**
 * Checks the cleartext signatures of a text with published keys (RFC 9580 section 7). null: it is not signed. The text that
 * the library takes for signed must be the one that is read otherwise.
 */
export const readSignatures = async (
  text: string,
  keys: readonly OpenedKeys[],
  load: LoadOpenPgp = loadOpenPgp,
): Promise<Read<readonly PgpSignature[]> | null> => {
  const part = signedPart(text);
  if (part === null) return null;
  return withOpenPgp(load, 'the signature', async ({ readCleartextMessage }) => {
    const message = await readCleartextMessage({ cleartextMessage: part.whole });
    const isSameText = message.getText() === part.message;
    const listed = (await message.verify([])).slice(0, MAX_SIGNATURES);
    return Promise.all(listed.map((one, index) => readSignature(message, one, index, keys, isSameText)));
  });
};
