import { parseAddress } from './address.ts';
import { canonicalHost } from './host.ts';

/** Where HTTPS is expected, and where plaintext would be served. */
export interface WebEndpoint {
  readonly host: string;
  /** Port of the HTTPS side. */
  readonly port: number;
  /** Port asked in plaintext. */
  readonly plainPort: number;
}

const MAX_PORT = 65_535;

/**
 * Reads `HOST`, `HOST:PORT`, `[IPV6]` or `[IPV6]:PORT`. A host without a port, or with 80 or 443, is the web site on
 * that host: HTTPS on 443, plaintext on 80. Any other port is a service of its own: it is asked both ways on that very
 * port, and port 80 is no part of it. null: not an endpoint.
 */
export const parseWebEndpoint = (text: string): WebEndpoint | null => {
  const match = /^(\[[^\]]*\]|[^:]+)(?::(\d{1,5}))?$/.exec(text.trim());
  const host = match?.[1] === undefined ? null : canonicalHost(match[1]);
  if (host === null) return null;
  const port = match?.[2] === undefined ? 443 : Number(match[2]);
  if (port < 1 || port > MAX_PORT) return null;
  return port === 80 || port === 443 ? { host, port: 443, plainPort: 80 } : { host, port, plainPort: port };
};

/** The root URL of one side of an endpoint, without a default port. */
export const rootUrl = (scheme: 'http' | 'https', host: string, port: number): string =>
  new URL(`${scheme}://${host}:${port}/`).href;

/** A name-to-address override as curl takes it. */
export interface Override {
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly string[];
}

/** Reads `HOST:PORT:ADDRESS[,ADDRESS]`, IPv6 in brackets; null: not of that form. */
export const parseOverride = (text: string): Override | null => {
  const match = /^(\[[^\]]*\]|[^:]+):(\d{1,5}):(.+)$/.exec(text.trim());
  const host = match?.[1] === undefined ? null : canonicalHost(match[1]);
  const port = Number(match?.[2]);
  const addresses = (match?.[3] ?? '').split(',').map(parseAddress);
  if (host === null || !(port >= 1 && port <= MAX_PORT) || addresses.includes(null)) return null;
  return { host, port, addresses: addresses.flatMap((address) => address?.text ?? []) };
};
