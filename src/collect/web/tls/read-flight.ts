import type { ChainFacts, TlsProtocol } from '../../../domain/tls.ts';
import { ByteReader, MalformedTls } from '../../../parse/tls/bytes.ts';
import {
  type Extensions,
  parseAlpn,
  parseCertificate,
  parseCertificate13,
  parseCertificateStatus,
  parseCertificateVerify,
  parseExtensions,
  parseServerKeyExchange,
  type ServerKeyExchange,
  signatureSchemeName,
} from '../../../parse/tls/messages.ts';
import { EXTENSION, HANDSHAKE } from '../../../parse/tls/registries.ts';
import { readCertificate } from '../../../parse/x509/certificate.ts';
import { messageOf, type Reply } from './session.ts';

export type Accepted = Reply & { readonly kind: 'accepted' };

/** What a whole server flight tells; parts that cannot be read are left out. */
export type Flight = {
  readonly protocol: TlsProtocol;
  readonly chain: ChainFacts | null;
  readonly keyExchange: ServerKeyExchange | null;
  readonly signature: string | null;
  readonly alpn: string | null;
  readonly extensions: Extensions;
};

export function readFlight(protocol: TlsProtocol, reply: Accepted): Flight {
  const tls13 = protocol === 'TLSv1.3';
  const { hello } = reply;
  const encrypted = messageOf(reply, HANDSHAKE.encryptedExtensions);
  const extensions = !tls13
    ? hello.extensions
    : (readable(() => parseExtensions(new ByteReader(encrypted ?? new Uint8Array(2)).vector(2))) ?? new Map());
  const exchange = messageOf(reply, HANDSHAKE.serverKeyExchange);
  const keyExchange = exchange && readable(() => parseServerKeyExchange(exchange, hello.suite, hello.version));
  const verify = messageOf(reply, HANDSHAKE.certificateVerify);
  const scheme = tls13 ? verify && readable(() => parseCertificateVerify(verify)) : (keyExchange?.signature ?? null);
  const alpn = extensions.get(EXTENSION.alpn);
  return {
    protocol,
    chain: readable(() => readChain(protocol, reply)),
    keyExchange,
    signature: scheme === null ? null : signatureSchemeName(scheme),
    alpn: alpn === undefined ? null : readable(() => parseAlpn(alpn)),
    extensions,
  };
}

function readChain(protocol: TlsProtocol, reply: Accepted): ChainFacts | null {
  const body = messageOf(reply, HANDSHAKE.certificate);
  if (body === null) return null;
  const message = protocol === 'TLSv1.3' ? parseCertificate13(body) : parseCertificate(body);
  const status = messageOf(reply, HANDSHAKE.certificateStatus);
  const staple = message.staple ?? (status === null ? null : readable(() => parseCertificateStatus(status)));
  return {
    protocol,
    certificates: message.certificates.map(readCertificate),
    staple: staple === null ? null : Buffer.from(staple).toString('base64'),
    handshakeScts: message.scts || reply.hello.extensions.has(EXTENSION.signedCertificateTimestamp),
  };
}

function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (problem) {
    if (problem instanceof MalformedTls) return null;
    throw problem;
  }
}
