import type { Environments } from '../../domain/claim.ts';
import type { GroupRule, SecurityGroup } from '../../domain/network.ts';
import type { InternalFlow, Place, PortRange } from '../../domain/parameters.ts';
import { parseCidr } from '../../parse/aws/network/address.ts';
import { notDeclared } from './declared.ts';
import { environmentsOf } from './environments.ts';
import { covers, isEmpty, overlaps, ranges } from './intervals.ts';
import type { Network } from './network.ts';
import { addressesOf, INTERNET } from './space.ts';
import { describeSpan, describeTraffic, PROTOCOL_CLASSES, spanOf } from './traffic.ts';

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

/** A block of the claims file covers a block of a rule when every address of the rule lies in it. */
const holdsBlock = (place: Place, rule: GroupRule, network: Network): boolean => {
  if (rule.peer.kind !== 'cidr') return false;
  const own = place.type === 'cidr' ? parseCidr(place.cidr) : null;
  const blocks = own === null ? [] : [own];
  const vpc = place.type === 'vpc' ? network.vpc(place.id) : null;
  const wide = vpc?.ok ? vpc.value.cidrs : blocks;
  const { cidr } = rule.peer;
  return ([4, 6] as const).every((family) => covers(addressesOf(wide, family), addressesOf([cidr], family)));
};

const isSource = (place: Place, rule: GroupRule, setting: Setting): boolean => {
  const { peer } = rule;
  if (peer.kind === 'prefix-list') return place.type === 'prefix-list' && place.id === peer.id;
  if (peer.kind === 'cidr') return holdsBlock(place, rule, setting.network);
  const group = setting.network.group(peer.group);
  return group.ok ? isGroup(place, group.value, setting) : place.type === 'security-group' && place.id === peer.group;
};

const admitsInternet = (rule: GroupRule): boolean => {
  const { peer } = rule;
  if (peer.kind !== 'cidr') return peer.kind === 'prefix-list';
  return ([4, 6] as const).some((family) => overlaps(INTERNET[family], addressesOf([peer.cidr], family)));
};

/** A rule that opens more than the declared traffic between systems. */
export interface Undeclared {
  readonly rule: GroupRule;
  readonly ports: string;
}

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
      const own = toGroup.filter(({ from }) => isSource(from, rule, setting)).flatMap(({ ports }) => ports);
      const declared = notDeclared(admitsInternet(rule) ? [...own, ...open] : own);
      const beyond = ([4, 6] as const).flatMap((family) =>
        PROTOCOL_CLASSES.flatMap((protocol) => {
          const left = declared(protocol, spanOf(rule.traffic, protocol, family).may);
          return isEmpty(left) ? [] : ranges(left).map(({ from, to }) => describeSpan(protocol, from, to));
        }),
      );
      if (beyond.length === 0) return [];
      const all = rule.traffic.kind === 'all' && own.length === 0;
      return [{ rule, ports: all ? describeTraffic(rule.traffic) : [...new Set(beyond)].join(', ') }];
    });
};

/** A rule in one line, with its source. */
export const describeRule = ({ id, traffic, peer }: GroupRule): string =>
  `${id} ${describeTraffic(traffic)} ${peer.kind === 'cidr' ? peer.cidr : peer.kind === 'group' ? peer.group : peer.id}`;
