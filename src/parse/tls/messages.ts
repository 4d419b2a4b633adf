import { ByteReader, MalformedTls } from './bytes.ts';
import { EXTENSION, SIGNATURE_SCHEMES, VERSION_CODES } from './registries.ts';
import { suiteName } from './suite-registry.ts';
import { suiteByName } from './suites.ts';

/** The random of a ServerHello that is a HelloRetryRequest (RFC 8446 section 4.1.3). */
const RETRY_RANDOM = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';

export type Extensions = ReadonlyMap<number, Uint8Array>;

export type ServerHello = {
  /** Negotiated version as a number, `supported_versions` heeded. */
  readonly version: number;
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  readonly suite: number;
  readonly compression: number;
  readonly extensions: Extensions;
  readonly retryRequest: boolean;
  /** The group of `key_share`, in a TLS 1.3 hello. */
  readonly group: number | null;
  /** The server's public value in `key_share`. */
  readonly keyShare: Uint8Array | null;
};

export function parseExtensions(bytes: Uint8Array): Extensions {
  const reader = new ByteReader(bytes);
  const extensions = new Map<number, Uint8Array>();
  while (reader.remaining > 0) {
    const type = reader.uint(2);
    extensions.set(type, reader.vector(2));
  }
  return extensions;
}

/** ServerHello or HelloRetryRequest of SSLv3 to TLS 1.3 (RFC 8446 section 4.1.3, RFC 5246 section 7.4.1.3). */
export function parseServerHello(body: Uint8Array): ServerHello {
  const reader = new ByteReader(body);
  const legacyVersion = reader.uint(2);
  const random = reader.take(32);
  const sessionId = reader.vector(1);
  const suite = reader.uint(2);
  const compression = reader.uint(1);
  const extensions = parseExtensions(reader.remaining > 0 ? reader.vector(2) : new Uint8Array(0));
  const selected = extensions.get(EXTENSION.supportedVersions);
  const version = selected === undefined ? legacyVersion : new ByteReader(selected).uint(2);
  const share = extensions.get(EXTENSION.keyShare);
  const shareReader = share === undefined ? null : new ByteReader(share);
  const group = shareReader?.uint(2) ?? null;
  return {
    version,
    random,
    sessionId,
    suite,
    compression,
    extensions,
    retryRequest: Buffer.from(random).toString('hex') === RETRY_RANDOM,
    group,
    keyShare: shareReader !== null && shareReader.remaining > 0 ? shareReader.vector(2) : null,
  };
}

export type CertificateMessage = {
  readonly certificates: readonly Uint8Array[];
  readonly staple: Uint8Array | null;
  readonly scts: boolean;
};

const MAX_CERTIFICATES = 100;

/** Certificate message of TLS 1.2 and older (RFC 5246 section 7.4.2). */
export function parseCertificate(body: Uint8Array): CertificateMessage {
  const list = new ByteReader(new ByteReader(body).vector(3));
  const certificates: Uint8Array[] = [];
  while (list.remaining > 0 && certificates.length < MAX_CERTIFICATES) certificates.push(list.vector(3));
  return { certificates, staple: null, scts: false };
}

/** Certificate message of TLS 1.3 with its per-certificate extensions (RFC 8446 section 4.4.2). */
export function parseCertificate13(body: Uint8Array): CertificateMessage {
  const reader = new ByteReader(body);
  reader.vector(1);
  const list = new ByteReader(reader.vector(3));
  const certificates: Uint8Array[] = [];
  let staple: Uint8Array | null = null;
  let scts = false;
  while (list.remaining > 0 && certificates.length < MAX_CERTIFICATES) {
    certificates.push(list.vector(3));
    const extensions = parseExtensions(list.vector(2));
    if (certificates.length > 1) continue;
    const status = extensions.get(EXTENSION.statusRequest);
    if (status !== undefined) staple = parseCertificateStatus(status);
    scts = extensions.has(EXTENSION.signedCertificateTimestamp);
  }
  return { certificates, staple, scts };
}

/** The OCSP response of a CertificateStatus (RFC 6066 section 8), or null for another kind of status. */
export function parseCertificateStatus(body: Uint8Array): Uint8Array | null {
  const reader = new ByteReader(body);
  return reader.uint(1) === 1 ? reader.vector(3) : null;
}

export type ServerKeyExchange = {
  readonly curve: number | null;
  readonly dh: { readonly prime: Uint8Array; readonly generator: Uint8Array; readonly value: Uint8Array } | null;
  /** Signature scheme number; null before TLS 1.2 and for anonymous suites. */
  readonly signature: number | null;
};

const NOTHING: ServerKeyExchange = { curve: null, dh: null, signature: null };

/** ServerKeyExchange of (EC)DHE suites (RFC 5246 section 7.4.3, RFC 8422 section 5.4); PSK and SRP are not read. */
export function parseServerKeyExchange(body: Uint8Array, suiteCode: number, version: number): ServerKeyExchange {
  const suite = suiteByName(suiteName(suiteCode));
  if (suite === null || suite.authentication === 'other' || suite.name.includes('PSK')) return NOTHING;
  const reader = new ByteReader(body);
  const signed = version === VERSION_CODES['TLSv1.2'] && !suite.anonymous;
  const signature = (): number | null => (signed ? reader.uint(2) : null);
  if (suite.keyExchange === 'ECDHE') {
    if (reader.uint(1) !== 3) throw new MalformedTls('explicit curve parameters');
    const curve = reader.uint(2);
    reader.vector(1);
    return { curve, dh: null, signature: signature() };
  }
  if (suite.keyExchange === 'DHE') {
    const dh = { prime: trimmed(reader.vector(2)), generator: trimmed(reader.vector(2)), value: reader.vector(2) };
    return { curve: null, dh, signature: signature() };
  }
  return NOTHING;
}

function trimmed(integer: Uint8Array): Uint8Array {
  const start = integer.findIndex((byte) => byte !== 0);
  return start < 0 ? new Uint8Array(0) : integer.subarray(start);
}

/** Bits of an unsigned big-endian integer. */
export function bitLength(integer: Uint8Array): number {
  const bytes = trimmed(integer);
  const [first = 0] = bytes;
  return bytes.length === 0 ? 0 : (bytes.length - 1) * 8 + (32 - Math.clz32(first));
}

/** `rsa_pss_rsae_sha256`, …; the number in hexadecimal when it is in no registry. */
export function signatureSchemeName(code: number): string {
  return SIGNATURE_SCHEMES.get(code) ?? `0x${code.toString(16).padStart(4, '0')}`;
}

/** The scheme of a TLS 1.3 CertificateVerify (RFC 8446 section 4.4.3). */
export function parseCertificateVerify(body: Uint8Array): number {
  return new ByteReader(body).uint(2);
}

/** The protocol chosen in an ALPN extension of the server (RFC 7301 section 3.1). */
export function parseAlpn(extension: Uint8Array): string {
  return Buffer.from(new ByteReader(new ByteReader(extension).vector(2)).vector(1)).toString('latin1');
}
