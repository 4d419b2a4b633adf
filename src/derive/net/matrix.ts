import type { Environments } from '../../domain/claim.ts';
import type { Gap } from '../../domain/gap.ts';
import type { Cidr, Family, GroupRule, SecurityGroup } from '../../domain/network.ts';
import type { InternalFlow, Place, PortRange } from '../../domain/parameters.ts';
import { familyOf, parseCidr } from '../../parse/aws/network/address.ts';
import { notDeclared } from './declared.ts';
import { environmentsOf } from './environments.ts';
import { covers, overlaps, ranges } from './intervals.ts';
import type { Network } from './network.ts';
import { strangersOf } from './rules.ts';
import { addressesOf } from './space.ts';
import { describeSpan, describeTraffic, PROTOCOL_CLASSES, spanOf } from './traffic.ts';

const FAMILIES = [4, 6] as const;

/** What the claims file's places are compared with. */
interface Setting {
  readonly network: Network;
  readonly environments: Environments;
}

/** A name is an environment of the scope, or else the name of a group. */
const isGroup = (place: Place, { owner, vpc, tags, ...group }: SecurityGroup, { environments }: Setting): boolean => {
  if (place.type === 'security-group') return place.id === group.id;
  if (place.type === 'vpc') return place.id === vpc;
  if (place.type !== 'name') return false;
  if (!(place.name in environments)) return place.name === group.name;
  return environmentsOf(environments, [place.name], { account: owner, vpc, tags }).length > 0;
};

type Answer = 'yes' | 'no' | 'unknown';

/** Blocks of the claims file cover those of a rule when every address of the rule lies in them. */
const holdsBlocks = (place: Place, cidrs: readonly Cidr[], network: Network): boolean => {
  const own = place.type === 'cidr' ? parseCidr(place.cidr) : null;
  const vpc = place.type === 'vpc' ? network.vpc(place.id) : null;
  const wide = vpc?.ok ? vpc.value.cidrs : own === null ? [] : [own];
  return FAMILIES.every((family) => covers(addressesOf(wide, family), addressesOf(cidrs, family)));
};

/** Entries that could not be read may all lie in a block; a group of an account that was not read may be any of a name or VPC. */
const isSource = (place: Place, { peer }: GroupRule, setting: Setting): Answer => {
  const sure = (answer: boolean): Answer => (answer ? 'yes' : 'no');
  if (peer.kind === 'cidr') return sure(holdsBlocks(place, [peer.cidr], setting.network));
  if (peer.kind === 'prefix-list') {
    if (place.type === 'prefix-list') return sure(place.id === peer.id);
    if (place.type !== 'cidr' && place.type !== 'vpc') return 'no';
    const entries = setting.network.listEntries(peer.id);
    return entries === null ? 'unknown' : sure(holdsBlocks(place, entries, setting.network));
  }
  const group = setting.network.group(peer.group);
  if (group.ok) return sure(isGroup(place, group.value, setting));
  if (place.type === 'security-group') return sure(place.id === peer.group);
  return place.type === 'name' || place.type === 'vpc' ? 'unknown' : 'no';
};

/** What kept us from comparing the peer of a rule. */
const unseenPeer = ({ peer }: GroupRule, { network }: Setting): Gap => {
  const id = peer.kind === 'group' ? peer.group : peer.kind === 'prefix-list' ? peer.id : peer.cidr;
  const list = peer.kind === 'prefix-list' ? network.prefixList(peer.id) : null;
  if (list?.ok && !list.value.entries.ok) return list.value.entries.gap;
  const group = peer.kind === 'group' ? network.group(peer.group) : null;
  const denied = group !== null && !group.ok && group.missing.gap.kind === 'denied' ? group.missing.gap : null;
  return denied ?? { kind: 'inconclusive', detail: `what ${id} holds was not read` };
};

/** Only the families in which a rule can match: ICMP is another protocol in each. */
const familiesOf = ({ peer, traffic }: GroupRule): readonly Family[] => {
  if (traffic.kind === 'icmp') return [traffic.version];
  return peer.kind === 'cidr' ? [familyOf(peer.cidr)] : FAMILIES;
};

const admitsInternet = ({ peer }: GroupRule, network: Network): boolean => {
  if (peer.kind !== 'cidr') return peer.kind === 'prefix-list';
  return FAMILIES.some((family) => overlaps(strangersOf(network, family), addressesOf([peer.cidr], family)));
};

/** A rule that opens more than the declared traffic between systems; `gap` where that depends on something that was not read. */
export interface Undeclared {
  readonly rule: GroupRule;
  readonly ports: string;
  readonly gap: Gap | null;
}

const beyondOf = (rule: GroupRule, declared: readonly PortRange[]): readonly string[] => [
  ...new Set(
    familiesOf(rule).flatMap((family) =>
      PROTOCOL_CLASSES.flatMap((protocol) =>
        ranges(notDeclared(declared)(protocol, spanOf(rule.traffic, protocol, family).may)).map(({ from, to }) =>
          describeSpan(protocol, from, to),
        ),
      ),
    ),
  ),
];

/**
 * Inbound rules of a group beyond the declared matrix: source, destination and ports of a flow must all cover the rule. Rules that admit the
 * internet may also use the ports declared for it.
 */
export const undeclaredRules = (
  setting: Setting,
  group: SecurityGroup,
  flows: readonly InternalFlow[],
  open: readonly PortRange[],
): readonly Undeclared[] => {
  const toGroup = flows.filter(({ to }) => isGroup(to, group, setting));
  return group.rules
    .filter(({ direction }) => direction === 'ingress')
    .flatMap((rule): readonly Undeclared[] => {
      const answers = toGroup.map(({ from, ports }) => ({ answer: isSource(from, rule, setting), ports }));
      const portsOf = (wanted: readonly Answer[]): readonly PortRange[] => [
        ...answers.filter(({ answer }) => wanted.includes(answer)).flatMap(({ ports }) => ports),
        ...(admitsInternet(rule, setting.network) ? open : []),
      ];
      const sure = portsOf(['yes']);
      const beyond = beyondOf(rule, sure);
      if (beyond.length === 0) return [];
      const gap = beyondOf(rule, portsOf(['yes', 'unknown'])).length === 0 ? unseenPeer(rule, setting) : null;
      const all = rule.traffic.kind === 'all' && sure.length === 0;
      return [{ rule, gap, ports: all ? describeTraffic(rule.traffic) : beyond.join(', ') }];
    });
};

/** A rule in one line, with its source. */
export const describeRule = ({ id, traffic, peer }: GroupRule): string =>
  `${id} ${describeTraffic(traffic)} ${peer.kind === 'cidr' ? peer.cidr : peer.kind === 'group' ? peer.group : peer.id}`;
