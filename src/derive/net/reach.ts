import type { DbInstance } from '../../domain/aws.ts';
import type { Hop } from '../../domain/finding.ts';
import { describeGap } from '../../domain/gap.ts';
import type { Cidr, Family, NetworkInterface } from '../../domain/network.ts';
import { familyOf, parseCidr, parseIp, rangeOf } from '../../parse/aws/network/address.ts';
import type { Party } from './connection.ts';
import { exposureOf, type Target } from './exposure.ts';
import { flowBetween } from './flow.ts';
import { filtersOf } from './groups.ts';
import { contains, intersect, interval, isEmpty, NOTHING, overlaps } from './intervals.ts';
import { type Missing, type Network, networkOf } from './network.ts';
import { addressesOf } from './space.ts';
import type { ProtocolClass } from './traffic.ts';
import { aboutPort, missingFor, type OpenPorts, openPorts, type Verdict, verdictOf, witnessOf } from './verdict.ts';

/** One question as it is asked: `from` internet, CIDR, eni or sg; `to` ARN, address, eni, or instance. */
export interface ReachQuestion {
  readonly from: string;
  readonly to: string;
  readonly protocol: ProtocolClass;
  readonly port: number;
}

/** The answer, in the JSON of the `reach` command. */
export interface Reach extends ReachQuestion {
  readonly verdict: Verdict;
  /** The hops of a packet that gets through; empty unless reachable. */
  readonly path: readonly Hop[];
  readonly blockedBy: Pick<Hop, 'component' | 'id' | 'code'> | null;
  readonly missing: readonly { readonly component: string; readonly id: string; readonly because: string }[];
}

type Answer = Pick<Reach, 'verdict' | 'path' | 'blockedBy' | 'missing'>;

const told = (missing: readonly Missing[]): Reach['missing'] =>
  missing.map(({ component, id, gap }) => ({ component, id, because: describeGap(gap) }));

const unknown = (...missing: readonly Missing[]): Answer => ({
  verdict: 'unknown',
  path: [],
  blockedBy: null,
  missing: told(missing),
});

const unseen = (component: string, id: string): Answer =>
  unknown({ component, id, gap: { kind: 'notRecorded', detail: `${id} is nowhere in what was read` } });

const interfacesNamed = (network: Network, name: string): readonly NetworkInterface[] => {
  const id = name.split('/').at(-1) ?? name;
  if (id.startsWith('i-')) return network.interfacesOf(id);
  const found = network.networkInterface(id);
  if (found.ok) return [found.value];
  if (parseIp(name) === null) return [];
  const own = network.interfacesAt(name);
  return own.length > 0
    ? own
    : network.interfaces.filter((eni) => eni.addresses.some((address) => address.public === name));
};

const targetsOf = (network: Network, databases: readonly DbInstance[], to: string): readonly Target[] => {
  const database = databases.find(({ id }) => id === to);
  if (database !== undefined) return [{ kind: 'database', database }];
  if (network.balancer(to).ok) return [{ kind: 'load-balancer', id: to }];
  return interfacesNamed(network, to).map(({ id }) => ({ kind: 'network-interface', id }));
};

/** Which filter closes a port of something that is open on others. */
const closerOf = (network: Network, target: Target, { protocol, port }: ReachQuestion): Hop | null => {
  if (target.kind !== 'network-interface') return null;
  const eni = network.networkInterface(target.id);
  if (!eni.ok) return null;
  const admitted = ([4, 6] as const).some((family) =>
    filtersOf(network, eni.value.groups, 'ingress', family).some(
      (filter) => contains(filter.spans[protocol].may, port) && overlaps(filter.addresses.may, network.clients[family]),
    ),
  );
  const acl = network.aclOf(eni.value.subnet);
  return admitted
    ? { component: 'network-acl', id: acl.ok ? acl.value.id : '', rule: null, code: 'SUBNET_ACL_RESTRICTION' }
    : {
        component: 'security-group',
        id: eni.value.groups.toSorted().join(),
        rule: null,
        code: 'ENI_SG_RULES_MISMATCH',
      };
};

const fromInternet = (network: Network, target: Target, question: ReachQuestion): Answer => {
  const exposure = exposureOf(network, target);
  const about = aboutPort(question.protocol, question.port);
  const verdict = verdictOf(exposure, about);
  const blocker = exposure.blockers[0] ?? closerOf(network, target, question);
  return {
    verdict,
    path: witnessOf(exposure, about)?.hops ?? [],
    blockedBy:
      verdict === 'blocked' && blocker !== null
        ? { component: blocker.component, id: blocker.id, code: blocker.code }
        : null,
    missing: told(missingFor(exposure, about)),
  };
};

const partyOf = (eni: NetworkInterface): Party => ({
  subnet: eni.subnet,
  groups: eni.groups.length === 0 ? null : eni.groups,
  exact: true,
  addresses: addressesOf(
    eni.addresses.map((address) => address.private),
    4,
  ),
});

const hopOf = (eni: NetworkInterface): Hop => ({
  component: 'network-interface',
  id: eni.id,
  rule: eni.instance,
  code: null,
});

const fromParty = (
  network: Network,
  from: Party,
  start: Hop,
  to: NetworkInterface,
  { protocol, port }: ReachQuestion,
): Answer => {
  const flow = flowBetween(network, 4, protocol, from, partyOf(to));
  if (contains(flow.ports.must, port)) {
    return { verdict: 'reachable', path: [start, ...flow.trace(port), hopOf(to)], blockedBy: null, missing: [] };
  }
  if (contains(flow.ports.may, port)) return unknown(...flow.missing);
  const blocker: Hop = flow.blocker ?? {
    component: 'security-group',
    id: to.groups.toSorted().join(),
    rule: null,
    code: 'ENI_SG_RULES_MISMATCH',
  };
  const { component, id, code } = blocker;
  return { verdict: 'blocked', path: [], blockedBy: { component, id, code }, missing: [] };
};

const RANK: Readonly<Record<Verdict, number>> = { reachable: 0, unknown: 1, blocked: 2 };

/** Of several ways the open one counts, then the unknown one. */
const best = (answers: readonly Answer[]): Answer | undefined =>
  answers.toSorted((a, b) => RANK[a.verdict] - RANK[b.verdict])[0];

/** A private block is a source inside the VPCs: a host with one of its addresses, in any subnet that holds some, carrying no known group. */
const fromPrivate = (network: Network, block: Cidr, to: NetworkInterface, question: ReachQuestion): Answer => {
  const asked = addressesOf([block], 4);
  const hosts = network.regions
    .flatMap(({ subnets }) => (subnets.ok ? subnets.value : []))
    .map((subnet) => ({ subnet: subnet.id, addresses: intersect(asked, addressesOf(subnet.cidrs, 4)) }))
    .filter(({ addresses }) => !isEmpty(addresses))
    .map(({ subnet, addresses }): Party => ({ subnet, addresses, exact: false, groups: null }));
  const start: Hop = { component: 'source', id: block, rule: null, code: null };
  return best(hosts.map((host) => fromParty(network, host, start, to, question))) ?? unseen('subnet', block);
};

const ask = (network: Network, databases: readonly DbInstance[], question: ReachQuestion): Answer => {
  const { from, to } = question;
  const targets = targetsOf(network, databases, to);
  const over = (of: Network): Answer =>
    best(targets.map((target) => fromInternet(of, target, question))) ?? unseen('target', to);
  if (from === 'internet') return over(network);
  const destinations = interfacesNamed(network, to);
  const block = parseCidr(from);
  if (block !== null) {
    const range = rangeOf(block);
    const family: Family = familyOf(block);
    const clients = intersect(network.clients[family], interval(range.from, range.to));
    if (!isEmpty(clients)) {
      const none = { 4: NOTHING, 6: NOTHING };
      return over(networkOf(network.regions, network.global, { ...none, [family]: clients }));
    }
    return best(destinations.map((eni) => fromPrivate(network, block, eni, question))) ?? unseen('target', to);
  }
  const sources = from.startsWith('sg-')
    ? network.interfaces.filter(({ groups }) => groups.includes(from))
    : interfacesNamed(network, from);
  if (sources.length === 0) return unseen('source', from);
  const pairs = sources.flatMap((source) =>
    destinations.map((eni) => fromParty(network, partyOf(source), hopOf(source), eni, question)),
  );
  return best(pairs) ?? unseen('target', to);
};

/** Answers one question about reachability, with the path that is open or what blocks it. */
export const reach = (network: Network, databases: readonly DbInstance[], question: ReachQuestion): Reach => ({
  ...question,
  ...ask(network, databases, question),
});

/** One line of the table of everything that the internet can reach. */
export interface ExposureRow {
  readonly type: 'network-interface' | 'load-balancer' | 'rds-instance';
  readonly id: string;
  readonly verdict: Verdict;
  readonly ports: readonly OpenPorts[];
  readonly doors: readonly string[];
  readonly path: readonly Hop[];
}

/** Everything that the internet reaches or may reach, open things first. */
export const exposureTable = (network: Network, databases: readonly DbInstance[]): readonly ExposureRow[] => {
  const row = (type: ExposureRow['type'], id: string, target: Target): ExposureRow => {
    const exposure = exposureOf(network, target);
    return {
      type,
      id,
      verdict: verdictOf(exposure),
      ports: openPorts(exposure),
      doors: [...new Set(exposure.openings.flatMap(({ doors }) => doors))].toSorted(),
      path: witnessOf(exposure)?.hops ?? [],
    };
  };
  return [
    ...network.interfaces.map(({ id }) => row('network-interface', id, { kind: 'network-interface', id })),
    ...network.balancers.map(({ id }) => row('load-balancer', id, { kind: 'load-balancer', id })),
    ...databases.map((database) => row('rds-instance', database.id, { kind: 'database', database })),
  ]
    .filter(({ verdict }) => verdict !== 'blocked')
    .toSorted((a, b) => RANK[a.verdict] - RANK[b.verdict] || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
};
