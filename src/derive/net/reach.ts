import type { DbInstance } from '../../domain/aws.ts';
import type { Hop } from '../../domain/finding.ts';
import { describeGap } from '../../domain/gap.ts';
import type { Cidr, Family, NetworkInterface } from '../../domain/network.ts';
import { familyOf, parseCidr, rangeOf } from '../../parse/aws/network/address.ts';
import type { Party } from './connection.ts';
import { exposureOf, type Target } from './exposure.ts';
import { flowBetween } from './flow.ts';
import { filtersOf } from './groups.ts';
import { contains, intersect, interval, isEmpty, NOTHING, overlaps, pick } from './intervals.ts';
import { interfacesNamed, interfacesOfTarget, targetsNamed } from './named.ts';
import { type Missing, type Network, networkOf } from './network.ts';
import { onePort } from './opening.ts';
import { addressesOf } from './space.ts';
import { PROTOCOL_CLASSES, type ProtocolClass, wholeAxis } from './traffic.ts';
import { aboutPort, missingFor, RANK, type Verdict, verdictOf, witnessOf } from './verdict.ts';

/** One question as it is asked: `from` internet, CIDR, eni or sg; `to` ARN, name, address, eni, or instance. */
export interface ReachQuestion {
  readonly from: string;
  readonly to: string;
  /** Both null ask for any port; the answer names the one of its path. */
  readonly protocol: ProtocolClass | null;
  readonly port: number | null;
}

/** The answer, in the JSON of the `reach` command. */
export interface Reach extends ReachQuestion {
  readonly verdict: Verdict;
  /** The hops of a packet that gets through; empty unless reachable. */
  readonly path: readonly Hop[];
  readonly blockedBy: Pick<Hop, 'component' | 'id' | 'code'> | null;
  /** What closes each way in; empty unless blocked. */
  readonly blockers: readonly Hop[];
  readonly missing: readonly { readonly component: string; readonly id: string; readonly because: string }[];
}

const groupMismatch = (groups: readonly string[]): Hop => ({
  component: 'security-group',
  id: groups.toSorted().join(),
  rule: null,
  code: 'ENI_SG_RULES_MISMATCH',
});

type Answer = Omit<Reach, keyof ReachQuestion> & Partial<Pick<Reach, 'protocol' | 'port'>>;

const told = (missing: readonly Missing[]): Reach['missing'] =>
  missing.map(({ component, id, gap }) => ({ component, id, because: describeGap(gap) }));

const unknown = (...missing: readonly Missing[]): Answer => ({
  verdict: 'unknown',
  path: [],
  blockedBy: null,
  blockers: [],
  missing: told(missing),
});

const blockedBy = (blockers: readonly Hop[]): Answer => {
  const [first] = blockers;
  const named = first === undefined ? null : { component: first.component, id: first.id, code: first.code };
  return { verdict: 'blocked', path: [], blockedBy: named, blockers, missing: [] };
};

const unseen = (component: string, id: string): Answer =>
  unknown({ component, id, gap: { kind: 'notRecorded', detail: `${id} is nowhere in what was read` } });

/** Which filter closes a port of something that is open on others. */
const closersOf = (network: Network, target: Target, { protocol, port }: ReachQuestion): readonly Hop[] => {
  if (target.kind !== 'network-interface') return [];
  const eni = network.networkInterface(target.id);
  if (!eni.ok || protocol === null || port === null) return [];
  const admitted = ([4, 6] as const).some((family) =>
    filtersOf(network, eni.value.groups, 'ingress', family).some(
      (filter) => contains(filter.spans[protocol].may, port) && overlaps(filter.addresses.may, network.clients[family]),
    ),
  );
  const acl = network.aclOf(eni.value.subnet);
  return admitted
    ? [{ component: 'network-acl', id: acl.ok ? acl.value.id : '', rule: null, code: 'SUBNET_ACL_RESTRICTION' }]
    : [groupMismatch(eni.value.groups)];
};

const componentOf = (target: Target): Pick<Hop, 'component' | 'id'> =>
  target.kind === 'database'
    ? { component: 'rds-instance', id: target.database.id }
    : { component: target.kind, id: target.id };

/** Why a port is closed that no filter was asked about: nothing serves it, or the groups of a load balancer admit nobody to its listener. */
const closedPort = (network: Network, target: Target, port: number | null): Hop => {
  const balancer = target.kind === 'load-balancer' ? network.balancer(target.id) : null;
  if (!balancer?.ok) return { ...componentOf(target), rule: null, code: 'PORT_NOT_SERVED' };
  const { listeners, groups } = balancer.value;
  const listens = listeners.ok && listeners.value.some((listener) => listener.port === port);
  return listens ? groupMismatch(groups) : { ...componentOf(target), rule: null, code: 'ELBV2_LISTENERS_MISMATCH' };
};

const fromInternet = (network: Network, target: Target, question: ReachQuestion): Answer => {
  const { protocol, port } = question;
  const exposure = exposureOf(network, target);
  const about = protocol === null || port === null ? {} : aboutPort(protocol, port);
  switch (verdictOf(exposure, about)) {
    case 'reachable': {
      const witness = witnessOf(exposure, about);
      const dialled = witness === null ? {} : { protocol: witness.protocol, port: witness.port };
      return {
        ...dialled,
        verdict: 'reachable',
        path: witness?.hops ?? [],
        blockedBy: null,
        blockers: [],
        missing: [],
      };
    }
    case 'unknown':
      return unknown(...missingFor(exposure, about));
    case 'blocked': {
      const closers = exposure.openings.length > 0 ? closersOf(network, target, question) : [];
      const blockers = [...closers, ...exposure.blockers];
      return blockedBy(blockers.length > 0 ? blockers : [closedPort(network, target, port)]);
    }
  }
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

const overProtocol = (
  network: Network,
  from: Party,
  start: Hop,
  to: NetworkInterface,
  protocol: ProtocolClass,
  asked: number | null,
): Answer => {
  const { ports, trace, missing, blocker } = flowBetween(network, 4, protocol, from, partyOf(to));
  const wanted = asked === null ? wholeAxis(protocol) : onePort(asked);
  const port = pick(intersect(ports.must, wanted), []);
  if (port !== undefined) {
    const path = [start, ...trace(Number(port)), hopOf(to)];
    const dialled = { protocol, port: Number(port) };
    return { ...dialled, verdict: 'reachable', path, blockedBy: null, blockers: [], missing: [] };
  }
  return overlaps(ports.may, wanted) ? unknown(...missing) : blockedBy([blocker ?? groupMismatch(to.groups)]);
};

const fromParty = (
  network: Network,
  from: Party,
  start: Hop,
  to: NetworkInterface,
  { protocol, port }: ReachQuestion,
): Answer =>
  best(
    (protocol === null ? PROTOCOL_CLASSES : [protocol]).map((one) => overProtocol(network, from, start, to, one, port)),
  ) ?? unseen('protocol', '');

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

const unlistedInterfaces = (target: Target): Answer => {
  const { component, id } = componentOf(target);
  const detail = `which interfaces ${id} has cannot be told; ask for one of them`;
  return unknown({ component, id, gap: { kind: 'unsupported', detail } });
};

/** Between two things of the VPCs: all interfaces of the target count, the open one first. */
const fromInside = (
  network: Network,
  targets: readonly Target[],
  over: (eni: NetworkInterface) => readonly Answer[],
): Answer | undefined =>
  best(
    targets.flatMap((target) => {
      const interfaces = interfacesOfTarget(network, target);
      return interfaces.length === 0 ? [unlistedInterfaces(target)] : interfaces.flatMap(over);
    }),
  );

/** A group that nothing carries lets nobody in. */
const withoutSource = (network: Network, from: string): Answer => {
  const [unread] = network.unlisted('interfaces');
  if (unread !== undefined) return unknown(unread);
  return network.group(from).ok
    ? blockedBy([{ component: 'security-group', id: from, rule: null, code: 'NO_INTERFACE' }])
    : unseen('source', from);
};

const ask = (network: Network, databases: readonly DbInstance[], question: ReachQuestion): Answer => {
  const { from, to } = question;
  const targets = targetsNamed(network, databases, to);
  const over = (of: Network): Answer =>
    best(targets.map((target) => fromInternet(of, target, question))) ?? unseen('target', to);
  if (from === 'internet') return over(network);
  const sources = from.startsWith('sg-')
    ? network.interfaces.filter(({ groups }) => groups.includes(from))
    : interfacesNamed(network, from);
  const block = sources.length > 0 ? null : parseCidr(from);
  if (block !== null) {
    const range = rangeOf(block);
    const family: Family = familyOf(block);
    const clients = intersect(network.clients[family], interval(range.from, range.to));
    if (!isEmpty(clients)) {
      const none = { 4: NOTHING, 6: NOTHING };
      return over(networkOf(network.regions, network.global, { ...none, [family]: clients }));
    }
    return fromInside(network, targets, (eni) => [fromPrivate(network, block, eni, question)]) ?? unseen('target', to);
  }
  if (sources.length === 0) return withoutSource(network, from);
  const answer = fromInside(network, targets, (eni) =>
    sources.map((source) => fromParty(network, partyOf(source), hopOf(source), eni, question)),
  );
  return answer ?? unseen('target', to);
};

/** Answers one question about reachability, with the path that is open or what blocks it. */
export const reach = (network: Network, databases: readonly DbInstance[], question: ReachQuestion): Reach => ({
  ...question,
  ...ask(network, databases, question),
});
