import type { Family, Traffic } from '../../domain/network.ts';
import { type Bounds, exactly, type Intervals, interval, NOTHING } from './intervals.ts';

/**
 * Packets fall into four classes with one axis each: TCP and UDP by destination port, ICMP by type * 256 + code, and
 * everything else by protocol number, as such protocols have no ports (47 open is GRE, not port 47).
 */
export const PROTOCOL_CLASSES = ['tcp', 'udp', 'icmp', 'other'] as const;
export type ProtocolClass = (typeof PROTOCOL_CLASSES)[number];

const AXIS: Readonly<Record<ProtocolClass, Intervals>> = {
  tcp: interval(0, 65536),
  udp: interval(0, 65536),
  icmp: interval(0, 65536),
  other: interval(0, 256),
};

/** Every port (type and code, protocol number) of a class. */
export const wholeAxis = (protocol: ProtocolClass): Intervals => AXIS[protocol];

const TCP = 6;
const UDP = 17;
const ICMP: Readonly<Record<Family, number>> = { 4: 1, 6: 58 };

const classOfNumber = (number: number, family: Family): ProtocolClass => {
  if (number === TCP) return 'tcp';
  if (number === UDP) return 'udp';
  return number === ICMP[family] ? 'icmp' : 'other';
};

const icmpSpan = (type: number | null, code: number | null): Intervals => {
  if (type === null) return AXIS.icmp;
  return code === null ? interval(type * 256, type * 256 + 256) : interval(type * 256 + code, type * 256 + code + 1);
};

const exactSpan = (traffic: Traffic, protocol: ProtocolClass, family: Family): Intervals => {
  switch (traffic.kind) {
    case 'all':
      return AXIS[protocol];
    case 'ports':
      return traffic.protocol === protocol ? interval(traffic.from, traffic.to + 1) : NOTHING;
    case 'icmp': {
      const number = ICMP[traffic.version];
      if (traffic.version !== family) return protocol === 'other' ? interval(number, number + 1) : NOTHING;
      return protocol === 'icmp' ? icmpSpan(traffic.type, traffic.code) : NOTHING;
    }
    case 'protocol': {
      if (classOfNumber(traffic.number, family) !== protocol) return NOTHING;
      return protocol === 'other' ? interval(traffic.number, traffic.number + 1) : AXIS[protocol];
    }
    case 'malformed':
      return NOTHING;
  }
};

/** One object for all: most rules match one class of four, and there may be a million of them. */
const NONE = exactly(NOTHING);

/** What a rule matches on the axis of a class. A malformed rule may match the whole axis and need not match anything. */
export const spanOf = (traffic: Traffic, protocol: ProtocolClass, family: Family): Bounds<Intervals> => {
  if (traffic.kind === 'malformed' && traffic.protocol === protocol) return { may: AXIS[protocol], must: NOTHING };
  const span = exactSpan(traffic, protocol, family);
  return span.length === 0 ? NONE : exactly(span);
};

/** `tcp/443`, `udp/1000-2000`, `icmp/8.0`, `protocol 47`, `all traffic`. */
export const describeSpan = (protocol: ProtocolClass, from: number, to: number): string => {
  if (protocol === 'other') return from === to ? `protocol ${from}` : `protocols ${from}-${to}`;
  if (from === 0 && to === 65535) return `${protocol}/all`;
  if (protocol === 'icmp') {
    const type = Math.floor(from / 256);
    if (from === to) return `icmp/${type}.${from % 256}`;
    return from % 256 === 0 && to === from + 255 ? `icmp/${type}` : `icmp/${type}-${Math.floor(to / 256)}`;
  }
  return from === to ? `${protocol}/${from}` : `${protocol}/${from}-${to}`;
};

/** The traffic of a rule in the words of its owner. */
export const describeTraffic = (traffic: Traffic): string => {
  switch (traffic.kind) {
    case 'all':
      return 'all traffic';
    case 'ports':
      return describeSpan(traffic.protocol, traffic.from, traffic.to);
    case 'icmp': {
      const name = traffic.version === 4 ? 'icmp' : 'icmpv6';
      if (traffic.type === null) return `${name}/all`;
      return traffic.code === null ? `${name}/${traffic.type}` : `${name}/${traffic.type}.${traffic.code}`;
    }
    case 'protocol':
      return `protocol ${traffic.number}`;
    case 'malformed':
      return `${traffic.protocol} with malformed ports`;
  }
};
