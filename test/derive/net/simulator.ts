import ipaddr from 'ipaddr.js';
import type { AclEntry, GroupRule } from '../../../src/domain/network.ts';

/*
 * A packet simulator of its own: addresses are strings of bits, a block is a prefix of such a string, and each packet walks through the
 * tables one by one. It shares no code with the engine but the shape of the facts.
 */

export type Bits = string;

export const bitsOf = (text: string): Bits =>
  ipaddr
    .parse(text.split('/')[0] ?? '')
    .toByteArray()
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');

export const prefixBits = (block: string): Bits => bitsOf(block).slice(0, Number(block.split('/')[1]));
export const inBlock = (address: Bits, block: string): boolean =>
  address.length === bitsOf(block).length && address.startsWith(prefixBits(block));

export interface Packet {
  readonly protocol: 'tcp' | 'udp' | 'gre';
  readonly port: number;
}

const speaks = (traffic: GroupRule['traffic'], { protocol, port }: Packet): boolean => {
  if (traffic.kind === 'all') return true;
  if (traffic.kind === 'protocol') return protocol === 'gre' && traffic.number === 47;
  return traffic.kind === 'ports' && traffic.protocol === protocol && traffic.from <= port && port <= traffic.to;
};

export const aclPasses = (entries: readonly AclEntry[], direction: string, remote: Bits, packet: Packet): boolean => {
  const matching = entries
    .filter((one) => one.direction === direction && inBlock(remote, one.cidr) && speaks(one.traffic, packet))
    .toSorted((a, b) => a.number - b.number);
  return matching[0]?.allow ?? false;
};

export const groupPasses = (
  rules: readonly GroupRule[],
  direction: string,
  remote: Bits,
  remoteGroups: readonly string[],
  packet: Packet,
): boolean =>
  rules.some(
    ({ direction: way, traffic, peer }) =>
      way === direction &&
      speaks(traffic, packet) &&
      ((peer.kind === 'cidr' && inBlock(remote, peer.cidr)) ||
        (peer.kind === 'group' && remoteGroups.includes(peer.group))),
  );

/** Every port a client may have bound that any rule could tell apart. */
export const SOURCE_PORTS = [0, 1, 19, 20, 21, 22, 23, 25, 26, 52, 53, 54, 443, 444, 1024, 32768, 50000, 65535];
