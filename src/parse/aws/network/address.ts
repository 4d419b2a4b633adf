import type { Cidr, Family, Ip } from '../../../domain/network.ts';

/** Half-open range of addresses. IPv4 as numbers 0..2^32, IPv6 as bigints 0..2^128: bounds of one family compare with `<`. */
export type AddressRange =
  | { readonly family: 4; readonly from: number; readonly to: number }
  | { readonly family: 6; readonly from: bigint; readonly to: bigint };

const V6_BITS = 128n;
const LONGEST_TEXT = 64;

const parseV4 = (text: string): number | null => {
  let value = 0;
  let octet = 0;
  let digits = 0;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 46) {
      if (digits === 0 || dots === 3) return null;
      value = value * 256 + octet;
      octet = 0;
      digits = 0;
      dots++;
    } else {
      if (code < 48 || code > 57 || (digits > 0 && octet === 0)) return null;
      octet = octet * 10 + code - 48;
      digits++;
      if (octet > 255) return null;
    }
  }
  return dots === 3 && digits > 0 ? value * 256 + octet : null;
};

const parseGroups = (text: string): readonly number[] | null => {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    if (part.includes('.') && i === parts.length - 1) {
      const v4 = parseV4(part);
      if (v4 === null) return null;
      groups.push(Math.floor(v4 / 65536), v4 % 65536);
    } else {
      if (!/^[0-9a-f]{1,4}$/i.test(part)) return null;
      groups.push(Number.parseInt(part, 16));
    }
  }
  return groups;
};

const parseV6 = (text: string): bigint | null => {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = parseGroups(halves[0] ?? '');
  const tail = halves.length === 2 ? parseGroups(halves[1] ?? '') : [];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const zeros = Array.from({ length: missing }, () => 0);
  return [...head, ...zeros, ...tail].reduce((value, group) => (value << 16n) + BigInt(group), 0n);
};

const formatV4 = (value: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');

/** RFC 5952: lower case, the longest run of two or more zero groups shortened, the first of equals. */
const formatV6 = (value: bigint): string => {
  const groups = Array.from({ length: 8 }, (_, i) => ((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  let best = { at: -1, length: 1 };
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (groups[i + length] === '0') length++;
    if (length > best.length) best = { at: i, length };
  }
  if (best.at < 0) return groups.join(':');
  return `${groups.slice(0, best.at).join(':')}::${groups.slice(best.at + best.length).join(':')}`;
};

/** Canonical text of one address, given as number (IPv4) or bigint (IPv6). */
export const formatAddress = (value: number | bigint): string =>
  typeof value === 'number' ? formatV4(value) : formatV6(value);

const prefixLength = (text: string, most: number): number | null => {
  if (!/^(0|[1-9]\d{0,2})$/.test(text)) return null;
  const bits = Number(text);
  return bits <= most ? bits : null;
};

const rangeOfText = (text: string): AddressRange | null => {
  if (text.length > LONGEST_TEXT) return null;
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const family: Family = address.includes(':') ? 6 : 4;
  const bits = slash < 0 ? (family === 4 ? 32 : 128) : prefixLength(text.slice(slash + 1), family === 4 ? 32 : 128);
  if (bits === null) return null;
  if (family === 4) {
    const value = parseV4(address);
    if (value === null) return null;
    const size = 2 ** (32 - bits);
    const from = value - (value % size);
    return { family, from, to: from + size };
  }
  const value = parseV6(address);
  if (value === null) return null;
  const host = V6_BITS - BigInt(bits);
  const from = (value >> host) << host;
  return { family, from, to: from + (1n << host) };
};

const ranges = new Map<string, AddressRange | null>();
const CACHE_LIMIT = 500_000;

const cachedRange = (text: string): AddressRange | null => {
  const cached = ranges.get(text);
  if (cached !== undefined) return cached;
  const range = rangeOfText(text);
  if (ranges.size >= CACHE_LIMIT) ranges.clear();
  ranges.set(text, range);
  return range;
};

const EMPTY: AddressRange = { family: 4, from: 0, to: 0 };

/** The addresses of a block or of one address. Total, as only the parsers below make its argument. */
export const rangeOf = (cidr: Cidr | Ip): AddressRange => cachedRange(cidr) ?? EMPTY;

export const familyOf = (cidr: Cidr | Ip): Family => (cidr.includes(':') ? 6 : 4);

/** Number of fixed leading bits of a block. */
export const prefixOf = (cidr: Cidr): number => Number(cidr.slice(cidr.indexOf('/') + 1));

const bitsOf = (range: AddressRange): number =>
  range.family === 4 ? 32 - Math.log2(range.to - range.from) : 129 - (range.to - range.from).toString(2).length;

const isCanonicalCidr = (text: string): text is Cidr => {
  const range = cachedRange(text);
  return range !== null && text === `${formatAddress(range.from)}/${bitsOf(range)}`;
};

const isCanonicalIp = (text: string): text is Ip => {
  const range = cachedRange(text);
  return range !== null && text === formatAddress(range.from);
};

/**
 * Parses an IPv4 or IPv6 block. Host bits are zeroed, as AWS does. A bare address is its own /32 or /128.
 * Returns null for anything else: leading zeros, zone ids, missing octets, prefixes out of range.
 */
export const parseCidr = (text: string): Cidr | null => {
  const range = cachedRange(text);
  if (range === null) return null;
  const cidr = `${formatAddress(range.from)}/${bitsOf(range)}`;
  return isCanonicalCidr(cidr) ? cidr : null;
};

/** Parses one IPv4 or IPv6 address; null for anything else, blocks included. */
export const parseIp = (text: string): Ip | null => {
  if (text.includes('/')) return null;
  const range = cachedRange(text);
  if (range === null) return null;
  const ip = formatAddress(range.from);
  return isCanonicalIp(ip) ? ip : null;
};
