import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import type { NetworkRange } from '../../domain/hosting.ts';

/** The ranges that AWS publishes, ready to be looked up in. */
export interface IpRanges {
  /** As AWS writes it, e.g. `2026-11-20-18-07-05` (UTC). */
  readonly published: string;
  /** By first address and length. */
  readonly byPrefix: ReadonlyMap<string, NetworkRange>;
}

const published = z.object({
  createDate: z.string().max(40),
  prefixes: z.array(z.object({ ip_prefix: z.string(), region: z.string(), service: z.string() })),
  ipv6_prefixes: z.array(z.object({ ipv6_prefix: z.string(), region: z.string(), service: z.string() })),
});

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

/**
 * Reads AWS's ip-ranges.json (https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html). A prefix is listed once
 * for each service that uses it. null: the text is something else.
 */
export const parseIpRanges = (text: string): IpRanges | null => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = published.safeParse(json);
  if (!parsed.success) return null;
  const { createDate, prefixes, ipv6_prefixes: wide } = parsed.data;
  const byPrefix = new Map<string, NetworkRange>();
  const all = [
    ...prefixes.map(({ ip_prefix: prefix, region, service }) => ({ prefix, region, service })),
    ...wide.map(({ ipv6_prefix: prefix, region, service }) => ({ prefix, region, service })),
  ];
  for (const { prefix, region, service } of all) {
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
