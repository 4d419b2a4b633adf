import ipaddr from 'ipaddr.js';
import type { Family } from '../../domain/web.ts';

/** An IP address and the kind of network it belongs to. */
export interface IpAddress {
  /** Canonical text without brackets. */
  readonly text: string;
  readonly family: Family;
  /** Name of the range, `unicast` for globally reachable addresses. */
  readonly range: string;
  /** Whether strangers on the internet can reach it. */
  readonly global: boolean;
}

const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/** The IPv4 address inside a NAT64 address (RFC 6052), else the address itself. */
const unwrapNat64 = (address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 =>
  address instanceof ipaddr.IPv6 && address.match(NAT64) ? new ipaddr.IPv4(address.toByteArray().slice(12)) : address;

/** Reads an IP address, brackets allowed; addresses mapped into IPv6 are judged by what they carry. null: not an address. */
export const parseAddress = (text: string): IpAddress | null => {
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  if (bare.includes('%') || !(ipaddr.IPv6.isValid(bare) || ipaddr.IPv4.isValidFourPartDecimal(bare))) return null;
  const address = ipaddr.parse(bare);
  const range = unwrapNat64(ipaddr.process(bare)).range();
  return {
    text: address.toString(),
    family: address.kind() === 'ipv4' ? 4 : 6,
    range,
    global: range === 'unicast',
  };
};

/** The name under which an address is looked up in reverse (RFC 1035 section 3.5, RFC 3596 section 2.5). */
export const reverseName = ({ text, family }: IpAddress): string => {
  if (family === 4) return `${text.split('.').reverse().join('.')}.in-addr.arpa`;
  const digits = ipaddr
    .parse(text)
    .toByteArray()
    .flatMap((byte) => [byte >> 4, byte & 15]);
  return `${digits
    .reverse()
    .map((digit) => digit.toString(16))
    .join('.')}.ip6.arpa`;
};
