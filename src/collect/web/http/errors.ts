import type { ExchangeOutput, WebError, WebErrorKind } from '../../../domain/web.ts';

export type Phase = WebError['phase'];

export const failure = (kind: WebErrorKind, phase: Phase, detail: string): ExchangeOutput => ({
  ok: false,
  error: { kind, phase, detail: detail.slice(0, 200) },
});

const TLS_ALERT = 0x15;
const TLS_MAJOR_VERSION = 0x03;

const SYSTEM_ERRORS: Readonly<Record<string, WebErrorKind>> = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'filtered',
  EHOSTUNREACH: 'filtered',
  ENETUNREACH: 'no-route',
  EADDRNOTAVAIL: 'no-route',
  EAFNOSUPPORT: 'no-route',
  EACCES: 'no-route',
  EPERM: 'no-route',
  EPIPE: 'reset',
};

const property = (error: Error, name: string): unknown => Object.getOwnPropertyDescriptor(error, name)?.value;

/** A TLS alert where HTTP was expected: the service behind the port speaks nothing but TLS. */
const isTlsAlert = (error: Error): boolean => {
  const packet = property(error, 'rawPacket');
  return packet instanceof Uint8Array && packet[0] === TLS_ALERT && packet[1] === TLS_MAJOR_VERSION;
};

const kindOf = (error: Error, code: string, phase: Phase, bytesRead: number): WebErrorKind => {
  if (code === 'HPE_HEADER_OVERFLOW') return 'too-large';
  if (code.startsWith('HPE_')) return isTlsAlert(error) ? 'speaks-tls' : 'malformed';
  // Node says ECONNRESET both for an RST that was read and for a connection that was closed before the answer ended.
  if (code === 'ECONNRESET') {
    if (property(error, 'syscall') === 'read' || phase === 'tls') return 'reset';
    return bytesRead === 0 ? 'empty' : 'malformed';
  }
  const system = SYSTEM_ERRORS[code];
  if (system !== undefined) return system;
  return phase === 'tls' || /^(?:EPROTO|ERR_SSL|ERR_TLS)/.test(code) ? 'tls' : 'malformed';
};

/** Sorts what node:http, node:tls and the socket throw into the classes that verdicts distinguish. */
export const classify = (error: Error, phase: Phase, bytesRead: number): ExchangeOutput => {
  const code = String(property(error, 'code') ?? error.name);
  return failure(kindOf(error, code, phase, bytesRead), phase, code);
};
