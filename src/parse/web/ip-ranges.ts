import ipaddr from 'ipaddr.js';
import type { NetworkRange } from '../../domain/hosting.ts';

/** The ranges that AWS publishes, ready to be looked up in. */
export interface IpRanges {
  /** As AWS writes it, e.g. `2026-11-20-18-07-05` (UTC). */
  readonly published: string;
  /** By first address and length. */
  readonly byPrefix: ReadonlyMap<string, NetworkRange>;
}

/** The bytes of an address with all but its first `length` bits cleared, and the length. */
const keyOf = (bytes: readonly number[], length: number): string => {
  const kept = bytes.map((byte, index) => {
    const bits = Math.min(8, Math.max(0, length - 8 * index));
    return byte & (0xff00 >> bits) & 0xff;
  });
  return `${kept.join('.')}/${length}`;
};

const cidr = (prefix: string): { readonly bytes: readonly number[]; readonly length: number } | null => {
  if (!ipaddr.isValidCIDR(prefix)) return null;
  const [address, length] = ipaddr.parseCIDR(prefix);
  return { bytes: address.toByteArray(), length };
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Row {
  readonly prefix: string;
  readonly region: string;
  readonly service: string;
}

/** The rows of a list with this name for its prefixes; null: it is no such list. */
const rowsOf = (list: unknown, prefixKey: string): readonly Row[] | null => {
  if (!Array.isArray(list)) return null;
  const rows: Row[] = [];
  for (const row of list) {
    if (!isRecord(row)) return null;
    const { [prefixKey]: prefix, region, service } = row;
    if (typeof prefix !== 'string' || typeof region !== 'string' || typeof service !== 'string') return null;
    rows.push({ prefix, region, service });
  }
  return rows;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Reads AWS's ip-ranges.json (https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html). A prefix is listed once
 * for each service that uses it. One row of the wrong shape spoils it: an address outside a half-read list would seem to be
 * nowhere. null: the text is something else.
 */
export const parseIpRanges = (text: string): IpRanges | null => {
  const json = parseJson(text);
  if (!isRecord(json)) return null;
  const { createDate } = json;
  const [narrow, wide] = [rowsOf(json['prefixes'], 'ip_prefix'), rowsOf(json['ipv6_prefixes'], 'ipv6_prefix')];
  if (typeof createDate !== 'string' || createDate.length > 40 || narrow === null || wide === null) return null;
  const byPrefix = new Map<string, NetworkRange>();
  for (const { prefix, region, service } of [...narrow, ...wide]) {
    const range = cidr(prefix);
    if (range === null) return null;
    const key = keyOf(range.bytes, range.length);
    const services = [...new Set([...(byPrefix.get(key)?.services ?? []), service])].sort();
    byPrefix.set(key, { prefix, region, services });
  }
  return { published: createDate, byPrefix };
};

/** The longest published prefix around an address; null: AWS publishes none. */
export const findIpRange = ({ byPrefix }: IpRanges, address: string): NetworkRange | null => {
  if (!ipaddr.isValid(address)) return null;
  const bytes = ipaddr.process(address).toByteArray();
  for (let length = bytes.length * 8; length >= 0; length -= 1) {
    const range = byPrefix.get(keyOf(bytes, length));
    if (range !== undefined) return range;
  }
  return null;
};
