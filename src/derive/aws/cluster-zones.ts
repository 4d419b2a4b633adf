import type { DbCluster, DbInstance } from '../../domain/aws.ts';

/**
 * The zones in which members of a cluster really run: the zones that the cluster itself lists are only those it may use.
 * `unseen` is a member whose zone was not read.
 */
export const zonesOfCluster = (
  { members, account, region }: DbCluster,
  instances: readonly DbInstance[],
): { readonly zones: readonly string[]; readonly unseen: string | null } => {
  const zoneOf = (member: string): string | null =>
    instances.find((one) => one.name === member && one.account === account && one.region === region)?.zone ?? null;
  const found = members.map((member) => ({ member, zone: zoneOf(member) }));
  return {
    zones: [...new Set(found.flatMap(({ zone }) => zone ?? []))].sort(),
    unseen: found.find(({ zone }) => zone === null)?.member ?? null,
  };
};
