import type { Hop } from '../../domain/finding.ts';
import { describeGap } from '../../domain/gap.ts';
import type { ManagedEndpoint } from '../../domain/managed-endpoints.ts';
import type { Cidr, Family } from '../../domain/network.ts';
import { familyOf, parseCidr, rangeOf } from '../../parse/aws/network/address.ts';
import { exposureOf, type Target } from './exposure.ts';
import { flowBetween } from './flow.ts';
import { filtersOf } from './groups.ts';
import { contains, intersect, interval, isEmpty, NOTHING, overlaps, pick, unionAll } from './intervals.ts';
import { type End, endOf, endsOf, interfacesNamed, targetsNamed } from './named.ts';
import { type Missing, type Network, networkOf } from './network.ts';
import { onePort } from './opening.ts';
import { strangersOf } from './rules.ts';
import { addressesOf } from './space.ts';
import { PROTOCOL_CLASSES, type ProtocolClass, wholeAxis } from './traffic.ts';
import { aboutPort, missingFor, RANK, type Verdict, verdictOf, witnessOf } from './verdict.ts';

/** One question as it is asked: `from` internet, CIDR, eni or sg; `to` ARN, name, address, eni, or instance. */
export interface ReachQuestion {
  readonly from: string;
  readonly to: string;
  /** null asks for any protocol or port; the answer names the one of its path. */
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

const FAMILIES = [4, 6] as const;

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
  target.kind === 'endpoint'
    ? { component: target.endpoint.type, id: target.endpoint.id }
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
  const about = protocol === null ? {} : port === null ? { protocol } : aboutPort(protocol, port);
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
      const direct = exposure.openings.some(({ through }) => through === null);
      const closers = direct ? closersOf(network, target, question) : [];
      const blockers = [...closers, ...exposure.blockers];
      return blockedBy(blockers.length > 0 ? blockers : [closedPort(network, target, port)]);
    }
  }
};

/** Of several ways the open one counts, then the unknown one. */
const best = (answers: readonly Answer[]): Answer | undefined =>
  answers.toSorted((a, b) => RANK[a.verdict] - RANK[b.verdict])[0];

/** A question between two things of the VPCs, by one family of addresses. */
interface Inside {
  readonly network: Network;
  readonly family: Family;
}

const overProtocol = (
  { network, family }: Inside,
  from: Pick<End, 'party' | 'hop'>,
  to: End,
  protocol: ProtocolClass,
  asked: number | null,
): Answer => {
  const served =
    to.ports === null ? wholeAxis(protocol) : protocol === 'tcp' ? unionAll(to.ports.map(onePort)) : NOTHING;
  const wanted = intersect(served, asked === null ? wholeAxis(protocol) : onePort(asked));
  if (isEmpty(wanted)) return blockedBy([{ ...to.hop, code: 'PORT_NOT_SERVED' }]);
  const { ports, trace, missing, closedBy } = flowBetween(network, family, protocol, from.party, to.party);
  const port = pick(intersect(ports.must, wanted));
  if (port !== undefined) {
    const path = [from.hop, ...trace(Number(port)), to.hop];
    const dialled = { protocol, port: Number(port) };
    return { ...dialled, verdict: 'reachable', path, blockedBy: null, blockers: [], missing: [] };
  }
  if (!overlaps(ports.may, wanted)) return blockedBy([closedBy(wanted) ?? groupMismatch(to.party.groups ?? [])]);
  return unknown(...(missing.length > 0 ? missing : [anyAddress(to)]));
};

/** Rules by address admit a part of the subnet only, and which address of it the target has is not told. */
const anyAddress = ({ hop: { component, id } }: End): Missing => ({
  component,
  id,
  gap: {
    kind: 'unsupported',
    detail: `which address one of the two ends has is not known, and the rules tell addresses apart`,
  },
});

const between = (
  inside: Inside,
  from: Pick<End, 'party' | 'hop'>,
  to: End,
  { protocol, port }: ReachQuestion,
): Answer | undefined =>
  best((protocol === null ? PROTOCOL_CLASSES : [protocol]).map((one) => overProtocol(inside, from, to, one, port)));

/** A private block is a source inside the VPCs: a host with one of its addresses, in any subnet that holds some, carrying no known group. */
const fromPrivate = (inside: Inside, block: Cidr, to: End, question: ReachQuestion): Answer => {
  const { network, family } = inside;
  const asked = addressesOf([block], family);
  const hop: Hop = { component: 'source', id: block, rule: null, code: null };
  const answers = network.regions
    .flatMap(({ subnets }) => (subnets.ok ? subnets.value : []))
    .map((subnet) => ({ subnet: subnet.id, addresses: intersect(asked, addressesOf(subnet.cidrs, family)) }))
    .filter(({ addresses }) => !isEmpty(addresses))
    .flatMap((host) => between(inside, { party: { ...host, exact: false, groups: null }, hop }, to, question) ?? []);
  return best(answers) ?? unseen('subnet', block);
};

const untold = (target: Target): Answer => {
  const { component, id } = componentOf(target);
  const detail = `which interfaces it has cannot be told; ask for one of them`;
  return unknown({ component, id, gap: { kind: 'unsupported', detail } });
};

/** Of the places where a thing may be, it is in one: only where all answer alike is the answer known. */
const alike = (target: Target, answers: readonly Answer[]): Answer => {
  const [first] = answers;
  return first !== undefined && answers.every(({ verdict }) => verdict === first.verdict) ? first : untold(target);
};

/** Most endpoints are in one of their subnets, and which one it is cannot be told. */
const isInOneSubnet = (target: Target): boolean => {
  if (target.kind !== 'endpoint') return false;
  const { access } = target.endpoint;
  return access.ok && access.value.at === 'subnets' && access.value.in !== 'all' && access.value.addresses.length === 0;
};

/** Between two things of the VPCs, by IPv4 or IPv6. All interfaces of a target count, the open one first. */
const fromInside = (
  network: Network,
  targets: readonly Target[],
  over: (end: End, inside: Inside) => Answer | undefined,
  families: readonly Family[] = FAMILIES,
): Answer | undefined =>
  best(
    targets.map((target) => {
      const answers = families.flatMap((family) => {
        const each = endsOf(network, target, family).flatMap((end) => over(end, { network, family }) ?? []);
        return isInOneSubnet(target) && each.length > 0 ? [alike(target, each)] : each;
      });
      return best(answers) ?? untold(target);
    }),
  );

/** A group that nothing else carries lets nobody in. */
const withoutSource = (network: Network, from: string): Answer => {
  const [unread] = network.unlisted('interfaces');
  if (unread !== undefined) return unknown(unread);
  return network.group(from).ok || interfacesNamed(network, from).length > 0
    ? blockedBy([{ component: 'security-group', id: from, rule: null, code: 'NO_INTERFACE' }])
    : unseen('source', from);
};

const ask = (network: Network, endpoints: readonly ManagedEndpoint[], question: ReachQuestion): Answer => {
  const { from, to } = question;
  const targets = targetsNamed(network, endpoints, to);
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
    const clients = intersect(strangersOf(network, family), interval(range.from, range.to));
    if (!isEmpty(clients)) {
      const none = { 4: NOTHING, 6: NOTHING };
      return over(networkOf(network.regions, network.global, { ...none, [family]: clients }));
    }
    const fromBlock = (end: End, inside: Inside): Answer => fromPrivate(inside, block, end, question);
    return fromInside(network, targets, fromBlock, [family]) ?? unseen('target', to);
  }
  if (sources.length === 0) return withoutSource(network, from);
  const answer = fromInside(
    network,
    targets,
    (end, inside) =>
      best(
        sources
          .filter(({ id }) => id !== end.hop.id)
          .map((eni) => endOf(eni, inside.family))
          .filter(({ party }) => !isEmpty(party.addresses))
          .flatMap((source) => between(inside, source, end, question) ?? []),
      ) ?? (inside.family === 4 ? withoutSource(network, from) : undefined),
  );
  return answer ?? unseen('target', to);
};

/** Answers one question about reachability, with the path that is open or what blocks it. */
export const reach = (network: Network, endpoints: readonly ManagedEndpoint[], question: ReachQuestion): Reach => ({
  ...question,
  ...ask(network, endpoints, question),
});
