import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import { concat, uint } from '../../../../parse/tls/bytes.ts';
import { VERSION_CODES } from '../../../../parse/tls/registries.ts';

export type CbcKeys = {
  readonly hash: string;
  readonly cipher: 'aes-128-cbc' | 'aes-256-cbc';
  readonly block: 16;
  readonly mac: Uint8Array;
  readonly key: Uint8Array;
  iv: Uint8Array;
};

/** The client's sending half of a finished handshake. */
export type CbcSession = { readonly version: number; readonly keys: CbcKeys; sequence: number };

/** MAC of a record at the session's next sequence number (RFC 5246 section 6.2.3.1). */
export function macOf({ keys, sequence, version }: CbcSession, type: number, content: Uint8Array): Uint8Array {
  const header = concat(
    uint(3, 0),
    uint(2, 0),
    uint(3, sequence),
    Uint8Array.of(type),
    uint(2, version),
    uint(2, content.length),
  );
  return createHmac(keys.hash, keys.mac).update(header).update(content).digest();
}

/** Ordinary padding, or one changed on the way; at least two bytes of it, so that there is something to break. */
export function withPadding(
  keys: CbcKeys,
  plain: Uint8Array,
  change: (padding: Uint8Array) => Uint8Array = (padding) => padding,
): Uint8Array {
  let missing = keys.block - (plain.length % keys.block);
  if (missing < 2) missing += keys.block;
  return concat(plain, change(new Uint8Array(missing).fill(missing - 1)));
}

/** CBC without any padding of its own; an explicit initialisation vector since TLS 1.1, the last block before. */
export function encrypt(session: CbcSession, plain: Uint8Array): Uint8Array {
  const { keys } = session;
  const explicit = session.version > VERSION_CODES.TLSv1;
  const iv = explicit ? randomBytes(keys.block) : keys.iv;
  const cipher = createCipheriv(keys.cipher, keys.key, iv).setAutoPadding(false);
  const text = concat(cipher.update(plain), cipher.final());
  session.sequence++;
  keys.iv = text.slice(text.length - keys.block);
  return explicit ? concat(iv, text) : text;
}
