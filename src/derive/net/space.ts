import type { Cidr, Family, Ip } from '../../domain/network.ts';
import { formatAddress, parseCidr, rangeOf } from '../../parse/aws/network/address.ts';
import { type Bound, type Intervals, interval, NOTHING, pick, subtract, unionAll } from './intervals.ts';

const block = (text: string): Intervals => {
  const cidr = parseCidr(text);
  if (cidr === null) return NOTHING;
  const { from, to } = rangeOf(cidr);
  return interval(from, to);
};

export const ALL_ADDRESSES: Readonly<Record<Family, Intervals>> = { 4: block('0.0.0.0/0'), 6: block('::/0') };

/**
 * Blocks that never arrive through an internet gateway: private (RFC 1918), shared (RFC 6598), this network, loopback, link-local,
 * benchmarking, multicast and reserved. The documentation blocks (RFC 5737) are kept on purpose: an over-approximation that
 * never proves too much, and pseudonymised evidence lives in them.
 */
const NEVER_PUBLIC_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
];

/** Every address that can be a client on the internet, other AWS tenants and one's own public addresses included. */
export const INTERNET: Readonly<Record<Family, Intervals>> = {
  4: subtract(ALL_ADDRESSES[4], unionAll(NEVER_PUBLIC_4.map(block))),
  6: block('2000::/3'),
};

/** Blocks of one family as a set. Blocks of the other family do not count. */
export const addressesOf = (cidrs: readonly (Cidr | Ip)[], family: Family): Intervals =>
  unionAll(cidrs.map(rangeOf).flatMap((range) => (range.family === family ? [interval(range.from, range.to)] : [])));

/** Documentation addresses stand for "some client" wherever they are let in. */
const SOME_CLIENT = ['203.0.113.9', '2001:db8::9'].map((text) => block(text)[0]).filter((at) => at !== undefined);

/** One address of the set to make a proof concrete; undefined when the set is empty. */
export const someAddress = (set: Intervals): Bound | undefined =>
  pick(
    set,
    SOME_CLIENT.filter((at) => typeof at === typeof set[0]),
  );

export const showAddress = (at: Bound): string => formatAddress(at);
