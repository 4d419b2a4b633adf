import { domainToASCII } from 'node:url';
import type { EndpointAddress } from '../domain/claim.ts';
import type { Parsed } from './parsed.ts';

const DEFAULT_PORT = 443;
const LONGEST = 300;
const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;
const NUMBER_LABEL = /^(?:\d+|0x[0-9a-f]*)$/;

const no = (message: string): { readonly ok: false; readonly message: string } => ({ ok: false, message });

/** The host as the URL standard canonicalises it, or null when it refuses it. */
const canonical = (host: string): string | null => {
  try {
    return new URL(`http://${host}/`).hostname;
  } catch {
    return null;
  }
};

const parsePort = (text: string | undefined): Parsed<number> => {
  if (text === undefined) return { ok: true, value: DEFAULT_PORT };
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? { ok: true, value: port } : no('the port must be a number from 1 to 65535');
};

const parseName = (text: string): Parsed<string> => {
  const host = domainToASCII(text).replace(/\.$/, '');
  const labels = host.split('.');
  const looksNumeric = [host, text.toLowerCase()].some((name) => NUMBER_LABEL.test(name.split('.').at(-1) ?? ''));
  if (looksNumeric) {
    return canonical(text) === text
      ? { ok: true, value: text }
      : no('not an IPv4 address; write four numbers, such as "192.0.2.7"');
  }
  if (host.length > 253 || !labels.every((label) => LABEL.test(label)))
    return no('not a host name; write HOST or HOST:PORT');
  return { ok: true, value: host };
};

/** Advice for texts that people write instead of a host. */
const misreading = (text: string): string | null => {
  const url = /^[a-z][a-z0-9+.-]*:\/\/([^/?#@\s]+)/i.exec(text);
  if (url) return `a URL is not an endpoint; write HOST or HOST:PORT, such as "${url[1]}"`;
  if (/[/?#]/.test(text)) return 'an endpoint has no path; write HOST or HOST:PORT';
  if (text.includes('@')) return 'an endpoint has no user; write HOST or HOST:PORT';
  if (text.includes('*')) return 'an endpoint is one host, not a pattern; list each host';
  if (/^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(text))
    return 'write an IPv6 address in brackets, such as "[2001:db8::1]:443"';
  return null;
};

/**
 * Reads `HOST[:PORT]`, port 443 unless given. HOST is a name (internationalised names become A-labels, UTS 46), an IPv4 address in
 * dotted decimal or an IPv6 address in brackets, which are dropped. Everything else is refused, with what to write instead.
 */
export const parseEndpoint = (text: string): Parsed<EndpointAddress> => {
  if (text === '' || text.length > LONGEST) return no('not a host name; write HOST or HOST:PORT');
  const advice = misreading(text);
  if (advice !== null) return no(advice);
  const match = /^(\[[0-9a-fA-F:.]+\]|[^\s:%[\]\\]+)(?::([^:]*))?$/.exec(text);
  const written = match?.[1];
  if (written === undefined) return no('not a host name; write HOST or HOST:PORT');
  const port = parsePort(match?.[2]);
  if (!port.ok) return port;
  if (!written.startsWith('[')) {
    const name = parseName(written);
    return name.ok ? { ok: true, value: { host: name.value, port: port.value } } : name;
  }
  const address = canonical(written);
  if (address === null) return no('not an IPv6 address');
  return { ok: true, value: { host: address.slice(1, -1), port: port.value } };
};
