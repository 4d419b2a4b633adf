import { z } from 'zod';
import type {
  Direction,
  GroupAssociation,
  GroupRule,
  RulePeer,
  SecurityGroup,
  Traffic,
} from '../../../domain/network.ts';
import { ec2Tags, many, maybe, text } from '../common.ts';
import { cidr, protocol, trafficOf } from './values.ts';

const pair = z.object({ GroupId: maybe(text), UserId: maybe(text), VpcPeeringConnectionId: maybe(text) });

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
const permission = z.object({
  IpProtocol: protocol,
  FromPort: maybe(z.number()),
  ToPort: maybe(z.number()),
  IpRanges: many(z.object({ CidrIp: cidr })),
  Ipv6Ranges: many(z.object({ CidrIpv6: cidr })),
  PrefixListIds: many(z.object({ PrefixListId: text })),
  UserIdGroupPairs: many(pair),
});
type Permission = z.output<typeof permission>;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroup.html */
const group = z.object({
  GroupId: text,
  GroupName: text,
  VpcId: maybe(text),
  OwnerId: maybe(text),
  IpPermissions: many(permission),
  IpPermissionsEgress: many(permission),
  Tags: ec2Tags,
});

export const securityGroups = z.object({ SecurityGroups: many(group) });
export type Ec2SecurityGroup = z.output<typeof group>;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html */
const groupRule = z.object({
  SecurityGroupRuleId: text,
  GroupId: text,
  IsEgress: z.boolean(),
  IpProtocol: protocol,
  FromPort: maybe(z.number()),
  ToPort: maybe(z.number()),
  CidrIpv4: maybe(cidr),
  CidrIpv6: maybe(cidr),
  PrefixListId: maybe(text),
  ReferencedGroupInfo: maybe(pair),
});

export const securityGroupRules = z.object({ SecurityGroupRules: many(groupRule) });
export type Ec2GroupRule = z.output<typeof groupRule>;

const groupPeer = ({ GroupId, UserId, VpcPeeringConnectionId }: z.output<typeof pair>): RulePeer => ({
  kind: 'group',
  group: GroupId ?? 'unknown',
  owner: UserId,
  peering: VpcPeeringConnectionId,
});

const peersOf = (permission: Permission): readonly RulePeer[] => [
  ...permission.IpRanges.map(({ CidrIp }): RulePeer => ({ kind: 'cidr', cidr: CidrIp })),
  ...permission.Ipv6Ranges.map(({ CidrIpv6 }): RulePeer => ({ kind: 'cidr', cidr: CidrIpv6 })),
  ...permission.PrefixListIds.map(({ PrefixListId }): RulePeer => ({ kind: 'prefix-list', id: PrefixListId })),
  ...permission.UserIdGroupPairs.map(groupPeer),
];

/** One rule per peer; without rule ids of AWS's own, they are numbered in the order of the answer. */
const expand = (group: string, direction: Direction, permissions: readonly Permission[]): readonly GroupRule[] =>
  permissions
    .flatMap((permission) =>
      peersOf(permission).map((peer): { traffic: Traffic; peer: RulePeer } => ({
        traffic: trafficOf(permission.IpProtocol, permission.FromPort, permission.ToPort),
        peer,
      })),
    )
    .map((rule, i) => ({ id: `${group}#${direction}-${i + 1}`, direction, ...rule }));

const peerOfRule = (rule: Ec2GroupRule): RulePeer | null => {
  const block = rule.CidrIpv4 ?? rule.CidrIpv6;
  if (block !== null) return { kind: 'cidr', cidr: block };
  if (rule.PrefixListId !== null) return { kind: 'prefix-list', id: rule.PrefixListId };
  return rule.ReferencedGroupInfo === null ? null : groupPeer(rule.ReferencedGroupInfo);
};

const toRule = (rule: Ec2GroupRule): readonly GroupRule[] => {
  const peer = peerOfRule(rule);
  if (peer === null) return [];
  const traffic = trafficOf(rule.IpProtocol, rule.FromPort, rule.ToPort);
  return [{ id: rule.SecurityGroupRuleId, direction: rule.IsEgress ? 'egress' : 'ingress', traffic, peer }];
};

/** A group with its rules: those with AWS's rule ids when they were read, else the permissions of the group itself. */
export const toGroup = (
  value: Ec2SecurityGroup,
  rules: readonly Ec2GroupRule[] | null,
  account: string,
): SecurityGroup => ({
  id: value.GroupId,
  name: value.GroupName,
  vpc: value.VpcId ?? '',
  owner: value.OwnerId ?? account,
  rules:
    rules === null
      ? [
          ...expand(value.GroupId, 'ingress', value.IpPermissions),
          ...expand(value.GroupId, 'egress', value.IpPermissionsEgress),
        ]
      : rules.flatMap(toRule),
  tags: value.Tags,
});

const association = z
  .object({ GroupId: text, VpcId: text, State: maybe(text) })
  .transform(({ GroupId, VpcId }): GroupAssociation => ({ group: GroupId, vpc: VpcId }));

export const groupAssociations = z.object({ SecurityGroupVpcAssociations: many(association) });

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ManagedPrefixList.html */
const prefixList = z
  .object({ PrefixListId: text, PrefixListName: maybe(text), AddressFamily: maybe(text) })
  .transform(({ PrefixListId, PrefixListName, AddressFamily }) => ({
    id: PrefixListId,
    name: PrefixListName ?? PrefixListId,
    family: AddressFamily === 'IPv4' ? (4 as const) : AddressFamily === 'IPv6' ? (6 as const) : null,
  }));

export const prefixLists = z.object({ PrefixLists: many(prefixList) });
export const prefixListEntries = z.object({ Entries: many(z.object({ Cidr: cidr })) });
