import type { Read } from '../../../domain/gap.ts';
import { known, mapRead } from '../../../domain/gap.ts';
import { groupBy } from '../../../domain/group-by.ts';
import type { NetworkFacts, PrefixList, RouteTable, SecurityGroup } from '../../../domain/network.ts';
import { toGroup } from '../../../parse/aws/network/groups.ts';
import type { AwsPort } from '../port.ts';
import { whole } from './listing.ts';

export const groupOperations = [
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSecurityGroupRules',
  'ec2:DescribeSecurityGroupVpcAssociations',
  'ec2:DescribeManagedPrefixLists',
  'ec2:GetManagedPrefixListEntries',
] as const;
type Port = AwsPort<(typeof groupOperations)[number]>;

/** Groups with their rules. Rules carry AWS's rule ids where those could be read, and lose nothing else without. */
export const readGroups = async (aws: Port): Promise<Pick<NetworkFacts, 'securityGroups' | 'groupAssociations'>> => {
  const [groups, rules, associations] = await Promise.all([
    aws.list('ec2:DescribeSecurityGroups', (page) => page.SecurityGroups).then(whole),
    aws.list('ec2:DescribeSecurityGroupRules', (page) => page.SecurityGroupRules).then(whole),
    aws.list('ec2:DescribeSecurityGroupVpcAssociations', (page) => page.SecurityGroupVpcAssociations).then(whole),
  ]);
  const byGroup = rules.ok ? groupBy(rules.value, ({ GroupId }) => GroupId) : null;
  return {
    securityGroups: mapRead(groups, (list) =>
      list.map((group) => toGroup(group, byGroup === null ? null : (byGroup.get(group.GroupId) ?? []), aws.account)),
    ),
    groupAssociations: associations,
  };
};

const namedLists = (groups: Read<readonly SecurityGroup[]>, tables: Read<readonly RouteTable[]>): ReadonlySet<string> =>
  new Set([
    ...(groups.ok ? groups.value : []).flatMap(({ rules }) =>
      rules.flatMap(({ peer }) => (peer.kind === 'prefix-list' ? [peer.id] : [])),
    ),
    ...(tables.ok ? tables.value : []).flatMap(({ routes }) =>
      routes.flatMap(({ to }) => ('prefixList' in to ? [to.prefixList] : [])),
    ),
  ]);

/** Prefix lists that a rule or route names, with their entries: the others decide nothing. */
export const readPrefixLists = async (
  aws: Port,
  groups: Read<readonly SecurityGroup[]>,
  tables: Read<readonly RouteTable[]>,
): Promise<Read<readonly PrefixList[]>> => {
  const named = namedLists(groups, tables);
  if (named.size === 0) return known([]);
  const lists = await aws.list('ec2:DescribeManagedPrefixLists', (page) => page.PrefixLists).then(whole);
  const described = new Map((lists.ok ? lists.value : []).map((list) => [list.id, list]));
  const read = [...named].toSorted().map(async (id): Promise<PrefixList> => {
    const input = { PrefixListId: id };
    const entries = await aws.list('ec2:GetManagedPrefixListEntries', (page) => page.Entries, input).then(whole);
    return {
      id,
      name: described.get(id)?.name ?? id,
      family: described.get(id)?.family ?? null,
      entries: mapRead(entries, (list) => list.map(({ Cidr }) => Cidr)),
    };
  });
  return known(await Promise.all(read));
};
