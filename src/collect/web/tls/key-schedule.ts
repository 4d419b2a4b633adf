import {
  createDecipheriv,
  createECDH,
  createHash,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
} from 'node:crypto';
import { concat, uint, vector } from '../../../parse/tls/bytes.ts';

/** A fresh key pair for one group of TLS 1.3; `agree` throws when the peer's value is no point of the group. */
export type KeyShare = {
  readonly group: number;
  readonly value: Uint8Array;
  readonly agree: (peer: Uint8Array) => Uint8Array;
};

const NIST_CURVES: ReadonlyMap<number, string> = new Map([
  [0x0017, 'prime256v1'],
  [0x0018, 'secp384r1'],
  [0x0019, 'secp521r1'],
]);
const MONTGOMERY: ReadonlyMap<number, 'x25519' | 'x448'> = new Map([
  [0x001d, 'x25519'],
  [0x001e, 'x448'],
]);

/** A key share for the group, or null for groups this program only names (hybrids, finite fields). */
export function createKeyShare(group: number): KeyShare | null {
  const nist = NIST_CURVES.get(group);
  if (nist !== undefined) {
    const ecdh = createECDH(nist);
    const value = ecdh.generateKeys();
    return { group, value, agree: (peer) => ecdh.computeSecret(peer) };
  }
  const montgomery = MONTGOMERY.get(group);
  return montgomery === undefined ? null : montgomeryShare(group, montgomery);
}

function montgomeryShare(group: number, type: 'x25519' | 'x448'): KeyShare {
  const size = type === 'x25519' ? 32 : 56;
  const pair = type === 'x25519' ? generateKeyPairSync('x25519') : generateKeyPairSync('x448');
  const spki = pair.publicKey.export({ type: 'spki', format: 'der' });
  const prefix = spki.subarray(0, spki.length - size);
  const agree = (peer: Uint8Array): Uint8Array => {
    const publicKey = createPublicKey({ key: Buffer.from(concat(prefix, peer)), format: 'der', type: 'spki' });
    return diffieHellman({ privateKey: pair.privateKey, publicKey });
  };
  return { group, value: spki.subarray(spki.length - size), agree };
}

type Hash = 'sha256' | 'sha384';
type Algorithm = 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305' | 'aes-128-ccm';
type Parameters = { readonly hash: Hash; readonly cipher: Algorithm; readonly key: number; readonly tag: 8 | 16 };

const SUITE_PARAMETERS: ReadonlyMap<number, Parameters> = new Map([
  [0x1301, { hash: 'sha256', cipher: 'aes-128-gcm', key: 16, tag: 16 }],
  [0x1302, { hash: 'sha384', cipher: 'aes-256-gcm', key: 32, tag: 16 }],
  [0x1303, { hash: 'sha256', cipher: 'chacha20-poly1305', key: 32, tag: 16 }],
  [0x1304, { hash: 'sha256', cipher: 'aes-128-ccm', key: 16, tag: 16 }],
  [0x1305, { hash: 'sha256', cipher: 'aes-128-ccm', key: 16, tag: 8 }],
]);

/** Opens protected records in order; throws when one does not authenticate. */
export type RecordOpener = (record: Uint8Array) => { readonly type: number; readonly body: Uint8Array };

/** The hash of a TLS 1.3 suite, or null for a suite this program cannot decrypt. */
export function suiteHash(suite: number): Hash | null {
  return SUITE_PARAMETERS.get(suite)?.hash ?? null;
}

/** Decryption of the server's handshake records (RFC 8446 sections 5.2, 7.1 and 7.3); null for an unknown suite. */
export function serverHandshakeOpener(suite: number, secret: Uint8Array, transcript: Uint8Array): RecordOpener | null {
  const parameters = SUITE_PARAMETERS.get(suite);
  if (parameters === undefined) return null;
  const { hash } = parameters;
  const zeros = new Uint8Array(hash === 'sha256' ? 32 : 48);
  const early = hmac(hash, zeros, zeros);
  const derived = expandLabel(hash, early, 'derived', digest(hash, new Uint8Array(0)), zeros.length);
  const handshake = hmac(hash, derived, secret);
  const traffic = expandLabel(hash, handshake, 's hs traffic', digest(hash, transcript), zeros.length);
  const key = expandLabel(hash, traffic, 'key', new Uint8Array(0), parameters.key);
  const iv = expandLabel(hash, traffic, 'iv', new Uint8Array(0), 12);
  let sequence = 0;
  return (record) => open(parameters, key, nonce(iv, sequence++), record);
}

function open(parameters: Parameters, key: Uint8Array, iv: Uint8Array, record: Uint8Array): ReturnType<RecordOpener> {
  const { cipher, tag } = parameters;
  const header = concat(Uint8Array.of(23, 3, 3), uint(2, record.length));
  const length = record.length - tag;
  const plain = decrypt(cipher, tag, key, iv, header, record.subarray(0, length), record.subarray(length));
  let end = plain.length;
  while (end > 0 && plain[end - 1] === 0) end--;
  return { type: plain[end - 1] ?? 0, body: plain.subarray(0, Math.max(0, end - 1)) };
}

function decrypt(
  cipher: Algorithm,
  tagLength: 8 | 16,
  key: Uint8Array,
  iv: Uint8Array,
  header: Uint8Array,
  text: Uint8Array,
  tag: Uint8Array,
): Uint8Array {
  // The three interfaces differ in the types of Node, not in what is called.
  if (cipher === 'aes-128-ccm') {
    const ccm = createDecipheriv(cipher, key, iv, { authTagLength: tagLength });
    ccm.setAuthTag(tag).setAAD(header, { plaintextLength: text.length });
    return concat(ccm.update(text), ccm.final());
  }
  const aead =
    cipher === 'chacha20-poly1305'
      ? createDecipheriv(cipher, key, iv, { authTagLength: tagLength })
      : createDecipheriv(cipher, key, iv);
  aead.setAAD(header, { plaintextLength: text.length });
  aead.setAuthTag(tag);
  return concat(aead.update(text), aead.final());
}

function nonce(iv: Uint8Array, sequence: number): Uint8Array {
  const bytes = Uint8Array.from(iv);
  const counter = uint(3, sequence);
  for (const [index, byte] of counter.entries()) bytes[9 + index] = (bytes[9 + index] ?? 0) ^ byte;
  return bytes;
}

function expandLabel(hash: Hash, secret: Uint8Array, label: string, context: Uint8Array, length: number): Uint8Array {
  const info = concat(uint(2, length), vector(1, Buffer.from(`tls13 ${label}`)), vector(1, context));
  return hmac(hash, secret, concat(info, Uint8Array.of(1))).subarray(0, length);
}

function hmac(hash: Hash, key: Uint8Array, data: Uint8Array): Uint8Array {
  return createHmac(hash, key).update(data).digest();
}

export function digest(hash: Hash, data: Uint8Array): Uint8Array {
  return createHash(hash).update(data).digest();
}
