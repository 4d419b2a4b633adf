import { parseCookieDate } from './cookie-date.ts';
import { trimWhere } from './trim.ts';

/** A Set-Cookie line as a browser reads it. The value is never kept, only its length. */
export interface SetCookie {
  readonly name: string;
  readonly valueLength: number;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly partitioned: boolean;
  /** `invalid`: present with an unknown value, which browsers treat as absent. */
  readonly sameSite: 'strict' | 'lax' | 'none' | 'invalid' | null;
  /** Lower case, without a leading dot; null: the cookie is for this host only. */
  readonly domain: string | null;
  /** null: absent, empty or not absolute, so the default path applies. */
  readonly path: string | null;
  /** Seconds from now; null without a readable Max-Age. */
  readonly maxAge: number | null;
  /** Milliseconds since the epoch; null without a readable Expires. */
  readonly expires: number | null;
}

const LONGEST_ATTRIBUTE = 1024;
const PREFIX = /^[ \t]*__(?:host|secure)-/i;

const splitPair = (text: string): readonly [name: string, value: string] => {
  const equals = text.indexOf('=');
  return equals === -1 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
};

const trimWsp = (text: string): string => trimWhere(text, (character) => character === ' ' || character === '\t');

const sameSiteOf = (value: string | undefined): SetCookie['sameSite'] => {
  if (value === undefined) return null;
  const lower = value.toLowerCase();
  return lower === 'strict' || lower === 'lax' || lower === 'none' ? lower : 'invalid';
};

const maxAgeOf = (value: string | undefined): number | null =>
  value !== undefined && /^-?[0-9]+$/.test(value) ? Number(value) : null;

/** Attributes that browsers ignore for their value must not replace an earlier one of the same name. */
const counts = ([name, value]: readonly [string, string]): boolean => {
  if (value.length > LONGEST_ATTRIBUTE) return false;
  if (name === 'max-age') return maxAgeOf(value) !== null;
  return name !== 'expires' || parseCookieDate(value) !== null;
};

const attributesOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .split(';')
      .map(splitPair)
      .map(([name, value]) => [trimWsp(name).toLowerCase(), trimWsp(value)] as const)
      .filter(counts),
  );

/**
 * Reads one Set-Cookie field value by the browser's algorithm (RFC 6265bis section 5.6): attribute names are
 * case-insensitive, of repeated attributes the last counts, values of Secure and HttpOnly do not matter.
 * null: browsers drop the line (control characters, neither name nor value, or a value without a name that would read as
 * a name with a prefix in the Cookie field).
 */
export const parseSetCookie = (line: string): SetCookie | null => {
  if (/[\x00-\x08\x0A-\x1F\x7F]/.test(line)) return null;
  const end = line.indexOf(';');
  const pair = end === -1 ? line : line.slice(0, end);
  const [name, value] = pair.includes('=') ? splitPair(pair).map(trimWsp) : ['', trimWsp(pair)];
  if (name === undefined || value === undefined || (name === '' && value === '')) return null;
  if (name === '' && PREFIX.test(value)) return null;
  const attributes = attributesOf(end === -1 ? '' : line.slice(end + 1));
  const domain = attributes.get('domain')?.replace(/^\./, '').toLowerCase();
  const path = attributes.get('path');
  const expires = attributes.get('expires');
  return {
    name,
    valueLength: value.length,
    secure: attributes.has('secure'),
    httpOnly: attributes.has('httponly'),
    partitioned: attributes.has('partitioned'),
    sameSite: sameSiteOf(attributes.get('samesite')),
    domain: domain === undefined || domain === '' ? null : domain,
    path: path?.startsWith('/') === true ? path : null,
    maxAge: maxAgeOf(attributes.get('max-age')),
    expires: expires === undefined ? null : parseCookieDate(expires),
  };
};

/**
 * The same line with every character of the cookie's value replaced by `*`: its length and attributes stay readable, and a
 * prefix where there is no name.
 */
export const maskSetCookie = (line: string): string => {
  const end = line.indexOf(';');
  const pair = end === -1 ? line : line.slice(0, end);
  const equals = pair.indexOf('=') + 1;
  const nameless = trimWsp(pair.slice(0, Math.max(0, equals - 1))) === '';
  const open = equals + (nameless ? (PREFIX.exec(pair.slice(equals))?.[0].length ?? 0) : 0);
  return pair.slice(0, open) + pair.slice(open).replace(/[^ \t]/g, '*') + line.slice(pair.length);
};
