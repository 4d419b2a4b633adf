import type { IncomingMessage } from 'node:http';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { HeaderLines, TlsSession, WebBody, WebResponse } from '../../../domain/web.ts';
import { maskSetCookie } from '../../../parse/web/cookie.ts';
import { signatureAlgorithm } from '../../../parse/x509/signature-algorithm.ts';

const MAX_LINES = 200;
const MAX_VALUE = 8192;
const MAX_DECODED = 2 * 1024 * 1024;
const LONGEST_CHAIN = 12;

// Verdicts rest on these, so they are kept wherever they stand among many lines.
const DECISIVE = new Set(['strict-transport-security', 'location', 'set-cookie', 'content-type']);

const mask = (name: string, value: string): string => {
  if (name === 'set-cookie') return maskSetCookie(value);
  return /token|session|secret|api-?key|set-cookie/.test(name) ? value.replace(/[^ \t]/g, '*') : value;
};

const headerLines = (raw: readonly string[]): { readonly headers: HeaderLines; readonly headersCut: boolean } => {
  const all = raw.flatMap((name, index) =>
    index % 2 === 0 ? [[name.toLowerCase(), raw[index + 1] ?? ''] as const] : [],
  );
  const kept = all.filter(([name], index) => index < MAX_LINES || DECISIVE.has(name)).slice(0, 2 * MAX_LINES);
  return {
    headers: kept.map(([name, value]) => [name, mask(name, value).slice(0, MAX_VALUE)]),
    headersCut: kept.length < all.length,
  };
};

const firstText = (value: unknown): string | null => {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first.slice(0, 200) : null;
};

/** Signature algorithms from the leaf up; the root, which vouches for itself, is left out. */
const signaturesBelowRoot = (leaf: DetailedPeerCertificate): readonly string[] => {
  const oids: string[] = [];
  let certificate: DetailedPeerCertificate | undefined = leaf;
  for (let depth = 0; depth < LONGEST_CHAIN; depth += 1) {
    const issuer: DetailedPeerCertificate | undefined = certificate?.issuerCertificate;
    if (certificate === undefined || issuer === certificate) break;
    oids.push(signatureAlgorithm(certificate.raw) ?? 'unreadable');
    certificate = issuer;
  }
  return oids;
};

/** What the handshake settled on. */
export const tlsSession = (socket: TLSSocket): TlsSession => {
  const leaf = socket.getPeerCertificate(true);
  const cipher = socket.getCipher();
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    cipher: cipher.standardName ?? cipher.name,
    signatures: leaf.raw === undefined ? [] : signaturesBelowRoot(leaf),
    issuer: { organization: firstText(leaf.issuer?.O), commonName: firstText(leaf.issuer?.CN) },
  };
};

const decode = (bytes: Buffer, encoding: string): Buffer => {
  const options = { maxOutputLength: MAX_DECODED };
  switch (encoding) {
    case '':
    case 'identity':
      return bytes;
    case 'gzip':
    case 'x-gzip':
      return gunzipSync(bytes, options);
    case 'deflate':
      return inflateSync(bytes, options);
    case 'br':
      return brotliDecompressSync(bytes, options);
    default:
      throw new Error(`content-encoding ${encoding}`);
  }
};

const asBody = (bytes: Buffer, cut: boolean): WebBody => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: cut });
    return { encoding: 'utf8', text, cut };
  } catch {
    return { encoding: 'base64', text: bytes.toString('base64'), cut };
  }
};

/**
 * Turns bytes into a body. Nothing was asked to be encoded; what is encoded all the same is decoded up to 2 MiB.
 * @throws if it does not decode within that bound.
 */
export const readBody = (message: IncomingMessage, bytes: Buffer, limit: number, cut: boolean): WebBody => {
  const encoding = (message.headers['content-encoding'] ?? '').trim().toLowerCase();
  const decoded = decode(bytes, encoding);
  return asBody(decoded.subarray(0, limit), cut || decoded.length > limit);
};

/** The part of a response that is kept: no reason phrase, which may carry anything, and no secret values. */
export const asResponse = (message: IncomingMessage, tls: TlsSession | null, body: WebBody | null): WebResponse => ({
  status: message.statusCode ?? 0,
  ...headerLines(message.rawHeaders),
  body,
  tls,
});
