import type { PortRange } from '../../domain/parameters.ts';
import { type Intervals, intersect, interval, subtract, unionAll } from './intervals.ts';
import { type ProtocolClass, wholeAxis } from './traffic.ts';

/** What of a set of ports counts for a question. */
export type Selection = (protocol: ProtocolClass, ports: Intervals) => Intervals;

const portsOf = (ranges: readonly PortRange[], protocol: ProtocolClass): Intervals =>
  unionAll(
    ranges
      .filter((range) => range.protocol === protocol)
      .map((range) => (protocol === 'icmp' ? wholeAxis('icmp') : interval(range.from, range.to + 1))),
  );

/** Ports outside of the declared ranges. Protocols without ports cannot be declared. */
export const notDeclared =
  (declared: readonly PortRange[]): Selection =>
  (protocol, ports) =>
    subtract(ports, portsOf(declared, protocol));

/** Ports inside the asked ranges. */
export const inside =
  (asked: readonly PortRange[]): Selection =>
  (protocol, ports) =>
    intersect(ports, portsOf(asked, protocol));
