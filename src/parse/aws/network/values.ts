import { z } from 'zod';
import type { Cidr, Ip, Traffic } from '../../../domain/network.ts';
import { parseCidr, parseIp } from './address.ts';

/** An address block; anything else makes the answer malformed, as guessing at a firewall rule would be worse. */
export const cidr = z.string().transform((value, context): Cidr => {
  const parsed = parseCidr(value);
  if (parsed !== null) return parsed;
  context.addIssue(`"${value.slice(0, 60)}" is no address block`);
  return z.NEVER;
});

export const ip = z.string().transform((value, context): Ip => {
  const parsed = parseIp(value);
  if (parsed !== null) return parsed;
  context.addIssue(`"${value.slice(0, 60)}" is no address`);
  return z.NEVER;
});

/** A protocol as EC2 writes it: one of four names, or a number as text; -1 is every protocol. */
export const protocol = z.string().regex(/^(-1|\d{1,3}|tcp|udp|icmp|icmpv6)$/);

const NUMBERS: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 };

const isPort = (value: number | null): value is number =>
  value !== null && Number.isInteger(value) && value >= 0 && value <= 65535;

const portsOf = (name: 'tcp' | 'udp', from: number | null, to: number | null): Traffic =>
  isPort(from) && isPort(to) && from <= to
    ? { kind: 'ports', protocol: name, from, to }
    : { kind: 'malformed', protocol: name };

const isOctet = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= 255;

const icmpOf = (version: 4 | 6, type: number, code: number): Traffic => {
  if (type === -1)
    return code === -1 ? { kind: 'icmp', version, type: null, code: null } : { kind: 'malformed', protocol: 'icmp' };
  if (!isOctet(type) || (code !== -1 && !isOctet(code))) return { kind: 'malformed', protocol: 'icmp' };
  return { kind: 'icmp', version, type, code: code === -1 ? null : code };
};

/**
 * What a rule matches. `from` and `to` are ports, or ICMP type and code with -1 for any; every protocol but TCP, UDP and the two
 * ICMPs is matched whole, whatever the ports say.
 * Amazon EC2 API Reference, IpPermission and NetworkAclEntry.
 */
export const trafficOf = (name: string, from: number | null, to: number | null): Traffic => {
  if (name === '-1') return { kind: 'all' };
  const number = NUMBERS[name] ?? Number(name);
  if (number === 6) return portsOf('tcp', from, to);
  if (number === 17) return portsOf('udp', from, to);
  if (number === 1) return icmpOf(4, from ?? -1, to ?? -1);
  if (number === 58) return icmpOf(6, from ?? -1, to ?? -1);
  return { kind: 'protocol', number };
};
