import type { HeaderLines } from '../../domain/web.ts';

const LONGEST_URL = 2048;
const PERMANENT = new Set([301, 308]);
const TEMPORARY = new Set([302, 303, 307]);

/** Where a response sends its reader. */
export type Redirect =
  /** The status is no redirect. */
  | { readonly kind: 'none' }
  | { readonly kind: 'to'; readonly url: URL; readonly permanent: boolean }
  /** A redirect that nobody can follow for sure. */
  | { readonly kind: 'malformed'; readonly problem: 'missing' | 'multiple' | 'unparsable' }
  /** A target that is not followed. */
  | { readonly kind: 'unsafe'; readonly problem: 'scheme' | 'userinfo' | 'too-long'; readonly target: string };

export const headerValues = (headers: HeaderLines, name: string): readonly string[] =>
  headers.filter(([key]) => key === name).map(([, value]) => value);

/** Header values are bytes shown as Latin-1; browsers read a Location as UTF-8 where it is UTF-8. */
const decodeUtf8 = (latin1: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(latin1, (c) => c.charCodeAt(0)));
  } catch {
    return latin1;
  }
};

const parseUrl = (text: string, base: string): URL | null => {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
};

/**
 * The redirect in a response to `requestUrl`: 301, 302, 303, 307 or 308 with exactly one Location (RFC 9110
 * sections 15.4 and 10.2.2). The target is normalised, so that numeric and full-width spellings of a host show
 * what they are.
 */
export const readRedirect = (requestUrl: string, status: number, headers: HeaderLines): Redirect => {
  if (!PERMANENT.has(status) && !TEMPORARY.has(status)) return { kind: 'none' };
  const [location, second] = headerValues(headers, 'location');
  if (location === undefined || location === '') return { kind: 'malformed', problem: 'missing' };
  if (second !== undefined) return { kind: 'malformed', problem: 'multiple' };
  if (location.length > LONGEST_URL) return { kind: 'unsafe', problem: 'too-long', target: location.slice(0, 64) };
  const url = parseUrl(decodeUtf8(location), requestUrl);
  if (url === null) return { kind: 'malformed', problem: 'unparsable' };
  if (url.href.length > LONGEST_URL) return { kind: 'unsafe', problem: 'too-long', target: url.href.slice(0, 64) };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { kind: 'unsafe', problem: 'scheme', target: url.protocol };
  }
  if (url.username !== '' || url.password !== '') return { kind: 'unsafe', problem: 'userinfo', target: url.host };
  url.hash = '';
  return { kind: 'to', url, permanent: PERMANENT.has(status) };
};
