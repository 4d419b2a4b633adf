import type { Tags } from '../../domain/aws.ts';
import type { Environment, Environments } from '../../domain/claim.ts';
import { known, mapRead, type Read } from '../../domain/gap.ts';
import type { InterfaceSubject, VpcSubject } from '../../domain/network.ts';
import { groupBy, type Network } from './network.ts';

/** Something that may belong to an environment. */
export interface Member {
  readonly account: string;
  readonly vpc: string;
  readonly tags: Tags;
}

const belongs = ({ tags, vpcs, accounts }: Environment, member: Member): boolean =>
  tags.every(({ key, values }) => values.includes(member.tags[key] ?? '')) &&
  (vpcs.length === 0 || vpcs.includes(member.vpc)) &&
  (accounts.length === 0 || accounts.includes(member.account));

/** The environments a thing belongs to, by the criteria of the claims file; all of one environment's criteria must match. */
export const environmentsOf = (
  environments: Environments,
  names: readonly string[],
  member: Member,
): readonly string[] => {
  const asked = names.length === 0 ? Object.keys(environments) : names;
  return asked.filter((name) => {
    const environment = environments[name];
    return environment !== undefined && belongs(environment, member);
  });
};

/** A VPC and what lives in it, by environment. */
export interface Placement {
  readonly vpc: VpcSubject;
  readonly environments: ReadonlyMap<string, readonly InterfaceSubject[]>;
  /** Servers that belong to no environment although the VPC itself does not say either. */
  readonly unlabelled: readonly InterfaceSubject[];
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

/**
 * Which environments live in each VPC, by id, as findings must not depend on the order of an answer. A thing without labels of its own belongs where its VPC belongs; only servers count as unlabelled, as
 * AWS makes interfaces of its own.
 */
export const placements = (
  vpcs: readonly VpcSubject[],
  interfaces: readonly InterfaceSubject[],
  environments: Environments,
  names: readonly string[],
): readonly Placement[] => {
  const servers = interfaces.filter((item) => item.serves === 'instance').toSorted(byId);
  const of = (member: Member): readonly string[] => environmentsOf(environments, names, member);
  return [...groupBy(vpcs.toSorted(byId), ({ id }) => [id]).values()].flatMap((listings) => {
    const [vpc] = listings;
    if (vpc === undefined) return [];
    // A VPC that is shared with other accounts is listed by each of them.
    const own = [...new Set(listings.flatMap(({ account, id, tags }) => of({ account, vpc: id, tags: tags ?? {} })))];
    const found = new Map<string, InterfaceSubject[]>(own.map((name) => [name, []]));
    const unlabelled: InterfaceSubject[] = [];
    for (const item of servers.filter((one) => one.vpc === vpc.id)) {
      const stated = of({ account: item.account, vpc: vpc.id, tags: item.tags ?? {} });
      const belonging = stated.length > 0 ? stated : own;
      if (belonging.length === 0) unlabelled.push(item);
      for (const name of belonging) found.set(name, [...(found.get(name) ?? []), item]);
    }
    return [{ vpc, environments: found, unlabelled }];
  });
};

/** A security group of a VPC of one environment that is made usable in a VPC of another. */
export interface SharedGroup {
  readonly group: string;
  readonly vpc: string;
  readonly environment: string;
}

/** Groups of other environments' VPCs that may be put on what lives in this one, or why that is not known. */
export const sharedGroups = (
  network: Network,
  all: readonly Placement[],
  { vpc, environments: held }: Placement,
): Read<readonly SharedGroup[]> => {
  const facts = network.factsOf(vpc.id);
  if (facts === undefined || held.size === 0) return known([]);
  return mapRead(facts.groupAssociations, (associations) =>
    associations
      .filter((one) => one.vpc === vpc.id)
      .flatMap(({ group }) => {
        const home = network.group(group);
        const other = home.ok ? all.find((one) => one.vpc.id === home.value.vpc && one.vpc.id !== vpc.id) : undefined;
        return [...(other?.environments.keys() ?? [])]
          .filter((environment) => !held.has(environment))
          .map((environment) => ({ group, vpc: other?.vpc.name ?? '', environment }));
      }),
  );
};

/** Two VPCs of different environments. */
export interface Pair {
  readonly from: Placement;
  readonly to: Placement;
  readonly environments: readonly [string, string];
}

/** Every two VPCs that hold different environments, each pair once. */
export const pairsOf = (all: readonly Placement[]): readonly Pair[] =>
  all.flatMap((from, i) =>
    all.slice(i + 1).flatMap((to): readonly Pair[] => {
      const a = [...from.environments.keys()].find((name) =>
        [...to.environments.keys()].some((other) => other !== name),
      );
      const b = a === undefined ? undefined : [...to.environments.keys()].find((name) => name !== a);
      return a === undefined || b === undefined ? [] : [{ from, to, environments: [a, b] }];
    }),
  );
