import { parse as parseDomain } from 'tldts';

// The list of public suffixes counts with its private section: a github.io page is a site of its own.
const SUFFIX_OPTIONS = { allowPrivateDomains: true } as const;

/**
 * A host name or IP literal in the one form that is compared: A-labels, lower case, no trailing dot, IPv4 dotted,
 * IPv6 in brackets. null: no host can be read from it.
 */
export const canonicalHost = (text: string): string | null => {
  const bare = text.includes(':') && !text.startsWith('[') ? `[${text}]` : text;
  if (bare.length > 255 || /[\s/?#@\\]|^\[?$/.test(bare)) return null;
  try {
    const { hostname, port } = new URL(`http://${bare}/`);
    const host = hostname.replace(/\.$/, '');
    return host === '' || port !== '' ? null : host;
  } catch {
    return null;
  }
};

export const sameHost = (a: string, b: string): boolean => {
  const host = canonicalHost(a);
  return host !== null && host === canonicalHost(b);
};

/** Whether a canonical host is an IP literal. */
export const isIpLiteral = (host: string): boolean => host.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(host);

/** Public suffix plus one label, e.g. `example.co.uk`; null for suffixes, IP literals and single labels. */
export const registrableDomain = (host: string): string | null => parseDomain(host, SUFFIX_OPTIONS).domain;

/** The public suffix of a host; null for IP literals. */
export const publicSuffix = (host: string): string | null => parseDomain(host, SUFFIX_OPTIONS).publicSuffix;

export const isPublicSuffix = (host: string): boolean => publicSuffix(host) === host;

/** The host and its ancestors down to the top-level domain: `a.b.c` -> a.b.c, b.c, c. */
export const labelPath = (host: string): readonly string[] => {
  const labels = host.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
};
