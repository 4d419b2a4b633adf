import type { Hop, Proof } from '../../domain/finding.ts';
import type { Exposure } from './exposure.ts';
import {
  type Bound,
  type Intervals,
  intersect,
  interval,
  isEmpty,
  pick,
  ranges,
  subtract,
  unionAll,
} from './intervals.ts';
import type { Missing } from './network.ts';
import type { Opening } from './opening.ts';
import { onePort } from './opening.ts';
import { describeSpan, PROTOCOL_CLASSES, type ProtocolClass, wholeAxis } from './traffic.ts';

export type Verdict = 'reachable' | 'blocked' | 'unknown';

/** Of several ways the open one counts, then the unknown one. */
export const RANK: Readonly<Record<Verdict, number>> = { reachable: 0, unknown: 1, blocked: 2 };

/** Restricts a question: which doors count, which protocol, which ports. Everything when left out. */
export interface Question {
  readonly doors?: (opening: Opening) => boolean;
  readonly protocol?: ProtocolClass;
  readonly ports?: Intervals;
}

const asked = (opening: Opening, { doors, protocol, ports }: Question): Opening | null => {
  if (doors !== undefined && !doors(opening)) return null;
  if (protocol !== undefined && opening.protocol !== protocol) return null;
  if (ports === undefined) return opening;
  const clip = (set: Intervals): Intervals => intersect(set, ports);
  const clipped = { may: clip(opening.ports.may), must: clip(opening.ports.must) };
  return isEmpty(clipped.may) ? null : { ...opening, ports: clipped };
};

/** The openings that a question is about, cut to its ports. */
const openingsFor = (exposure: Exposure, question: Question = {}): readonly Opening[] =>
  exposure.openings.flatMap((opening) => {
    const cut = asked(opening, question);
    return cut === null ? [] : [cut];
  });

/** Proved open with a concrete packet; proved closed when nothing may be open; else unknown. */
export const verdictOf = (exposure: Exposure, question: Question = {}): Verdict => {
  const openings = openingsFor(exposure, question);
  if (openings.some((opening) => !isEmpty(opening.ports.must))) return 'reachable';
  return openings.length > 0 || exposure.missing.length > 0 ? 'unknown' : 'blocked';
};

/** What would have to be read to decide, each once. Empty unless the verdict is unknown. */
export const missingFor = (exposure: Exposure, question: Question = {}): readonly Missing[] => {
  if (verdictOf(exposure, question) !== 'unknown') return [];
  const all = [...exposure.missing, ...openingsFor(exposure, question).flatMap((opening) => opening.missing)];
  return [
    ...new Map(all.map((missing) => [`${missing.component} ${missing.id} ${missing.gap.kind}`, missing])).values(),
  ];
};

export interface OpenPorts {
  readonly protocol: ProtocolClass;
  readonly from: number;
  readonly to: number;
  readonly certain: boolean;
}

/** Ports per protocol over all openings: the proved ones, and apart from them those that are merely possible. */
export const openPorts = (exposure: Exposure, question: Question = {}): readonly OpenPorts[] => {
  const openings = openingsFor(exposure, question);
  return PROTOCOL_CLASSES.flatMap((protocol) => {
    const own = openings.filter((opening) => opening.protocol === protocol);
    const must = unionAll(own.map((opening) => opening.ports.must));
    const may = subtract(unionAll(own.map((opening) => opening.ports.may)), must);
    const list = (ports: Intervals, certain: boolean) =>
      ranges(ports).map((range) => ({ protocol, ...range, certain }));
    return [...list(must, true), ...list(may, false)];
  });
};

/** The same ports, sorted, each told once. */
export const mergePorts = (ports: readonly OpenPorts[]): readonly OpenPorts[] =>
  PROTOCOL_CLASSES.flatMap((protocol) =>
    [true, false].flatMap((certain) => {
      const own = ports.filter((open) => open.protocol === protocol && open.certain === certain);
      const merged = unionAll(own.map(({ from, to }) => interval(from, to + 1)));
      return ranges(merged).map((range) => ({ protocol, ...range, certain }));
    }),
  );

/** `tcp/22, tcp/8000-8010`, or `all traffic` when nothing is closed. */
export const describePorts = (ports: readonly OpenPorts[]): string => {
  const whole = PROTOCOL_CLASSES.every((protocol) =>
    ports.some((open) => open.protocol === protocol && open.from === 0 && open.to + 1 === wholeAxis(protocol)[1]),
  );
  return whole ? 'all traffic' : ports.map(({ protocol, from, to }) => describeSpan(protocol, from, to)).join(', ');
};

/** Ports that make the clearest example when a rule opens many. */
const TELLING: readonly Bound[] = [22, 3389, 443, 80, 5432, 3306];

export interface Witness {
  readonly protocol: ProtocolClass;
  readonly port: number;
  readonly hops: readonly Hop[];
}

/** One packet that gets through, hop by hop; null when nothing is proved open. */
export const witnessOf = (exposure: Exposure, question: Question = {}): Witness | null => {
  for (const opening of openingsFor(exposure, question)) {
    const port = pick(opening.ports.must, TELLING);
    if (port !== undefined)
      return { protocol: opening.protocol, port: Number(port), hops: opening.trace(Number(port)) };
  }
  return null;
};

/** A question about one port. */
export const aboutPort = (protocol: ProtocolClass, port: number): Question => ({ protocol, ports: onePort(port) });

/** Blockers in words, by explanation code. Codes without RA's name are our own, in the same style. */
const WORDS: Readonly<Record<string, string>> = {
  IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: 'no public address answers',
  NO_INTERNET_GATEWAY: 'the VPC has no internet gateway',
  VPC_BLOCK_PUBLIC_ACCESS_ENABLED: 'VPC Block Public Access is on',
  NO_ROUTE_TO_DESTINATION: 'no route leads back to the internet',
  BAD_STATE_ROUTE: 'the route to the internet gateway is dead',
  SUBNET_ACL_RESTRICTION: 'the network ACL lets nothing through',
  ENI_SG_RULES_MISMATCH: 'no rule admits anybody of the internet',
  NAT_GATEWAY_INBOUND_NOT_SUPPORTED: 'NAT gateways accept no connections',
  INTERNAL_SCHEME: 'it is internal',
  ELBV2_LISTENERS_MISMATCH: 'no listener of it answers',
  PORT_NOT_SERVED: 'it serves no such port',
  NO_INTERFACE: 'nothing else carries it',
  NOT_PUBLICLY_ACCESSIBLE: 'it is not publicly accessible',
  NO_PUBLIC_ENDPOINT: 'it has no public endpoint',
  PRIVATE_API: 'it answers VPC endpoints only',
  DEFAULT_ENDPOINT_DISABLED: 'its default endpoint is off and no public domain name leads to it',
  POLICY_REFUSES_STRANGERS: 'AWS refuses strangers before they get to it',
  SOURCES_NOT_PUBLIC: 'it answers to no public address',
};

/** The same codes where both ends are inside, or only there. */
const WORDS_INSIDE: Readonly<Record<string, string>> = {
  NO_ROUTE_TO_DESTINATION: 'no route leads to the other side',
  ENI_SG_RULES_MISMATCH: 'no rule admits this traffic',
  SUBNET_ACL_RESTRICTION: 'the network ACL stops it',
  BAD_STATE_ATTACHMENT: 'the VPC is not attached to it',
  TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION: 'no route table of the gateway is associated with it',
  TGW_ROUTE_AZ_RESTRICTION: 'it has no attachment in the zone of the source',
  TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT: 'it has no route to the other VPC',
};

/** `rtb-1: no route leads back to the internet`; the thing itself is not named again. */
export const describeBlocker = ({ component, id, code }: Hop, inside = false): string => {
  const words = (inside ? WORDS_INSIDE[code ?? ''] : null) ?? WORDS[code ?? ''] ?? code ?? 'blocked';
  const named = /^(route-table|network-acl|security-group|subnet|vpc|transit-gateway.*)$/.test(component);
  return named ? `${id}: ${words}` : words;
};

const shorten = (id: string): string => id.split(/:(?:loadbalancer|targetgroup)\//)[1] ?? id;

const describeHop = ({ component, id, rule }: Hop): string => {
  const name = shorten(id);
  if (component === 'internet') return `internet ${name}`;
  if (rule === null) return name;
  return component === 'route-table' || component === 'network-interface' ? `${name} (${rule})` : `${name} ${rule}`;
};

/** One path as one line: `internet 203.0.113.9 -> igw-1 -> rtb-2 (0.0.0.0/0) -> … -> eni-5 (i-6) <- sg-7 sgr-8 tcp/22 0.0.0.0/0`. */
export const describePath = (hops: readonly Hop[]): string =>
  hops
    .map((hop, i) => (i === 0 ? '' : hop.component === 'security-group' ? ' <- ' : ' -> ') + describeHop(hop))
    .join('');

/** The path of a witness as the proof of a finding. */
export const pathProof = (hops: readonly Hop[]): Proof => ({ type: 'path', text: describePath(hops), hops });

/** What closes every way in, as the proof of a finding. */
export const blockerProof = (blockers: readonly Hop[]): Proof => ({
  type: 'path',
  text: [...new Set(blockers.map((hop) => describeBlocker(hop)))].join('; '),
  hops: blockers,
});
