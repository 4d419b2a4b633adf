import type { ApiName, Distribution, DnsRecord, FrontDoor } from '../../domain/aws.ts';
import type { HostingFacts } from '../../domain/hosting.ts';

/** What of an account answers under public names. */
export interface NameFacts {
  readonly doors: readonly FrontDoor[];
  readonly distributions: readonly Distribution[];
  readonly apis: readonly ApiName[];
  readonly records: readonly DnsRecord[];
}

/** A resource of the account that a name leads to. */
export type NamedDoor =
  | { readonly type: 'load-balancer'; readonly is: FrontDoor }
  | { readonly type: 'distribution'; readonly is: Distribution }
  | { readonly type: 'api'; readonly is: ApiName };

/** A door, and the steps from a name to it, in words. */
export interface NameWay {
  readonly door: NamedDoor;
  readonly steps: readonly string[];
}

const maxSteps = 8;

/** A name as it is compared. A load balancer answers under its name and under the same with `dualstack.` before it. */
export const bareName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^dualstack\./, '');

/** An index over all names, to be asked for many: what a name of AWS's own stands for, and which records lead on. */
export const nameIndex = ({ doors, distributions, apis, records }: NameFacts) => {
  const byName = new Map<string, NamedDoor>();
  for (const is of doors) if (is.dnsName !== null) byName.set(bareName(is.dnsName), { type: 'load-balancer', is });
  for (const is of distributions)
    if (is.dnsName !== null) byName.set(bareName(is.dnsName), { type: 'distribution', is });
  for (const is of apis) for (const name of [is.host, ...is.targets]) byName.set(bareName(name), { type: 'api', is });
  const next = new Map<string, readonly DnsRecord[]>();
  for (const record of sortedRecords(records)) next.set(record.name, [...(next.get(record.name) ?? []), record]);
  return { doorNamed: (name: string): NamedDoor | null => byName.get(bareName(name)) ?? null, next };
};

export type NameIndex = ReturnType<typeof nameIndex>;

const sortedRecords = (records: readonly DnsRecord[]): readonly DnsRecord[] =>
  records.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

const targetsOf = ({ alias, type, values }: DnsRecord): readonly string[] =>
  alias === null ? (type === 'CNAME' ? values : []) : [alias];

/**
 * The doors of the account that a name leads to: by being theirs, by the records of its zones, or by the aliases that
 * public DNS shows. A name with records of several values (weighted, by latency) has several.
 */
export const waysFrom = (host: string, index: NameIndex, seen: HostingFacts | null): readonly NameWay[] => {
  const ways: NameWay[] = [];
  const visited = new Set<string>();
  const walk = (name: string, steps: readonly string[]): void => {
    if (visited.has(name) || steps.length > maxSteps) return;
    visited.add(name);
    const door = index.doorNamed(name);
    if (door !== null) ways.push({ door, steps });
    for (const record of index.next.get(name) ?? []) {
      const how = `${record.alias === null ? record.type : `alias ${record.type}`} record ${record.name} in zone ${record.zone}`;
      for (const target of targetsOf(record)) walk(bareName(target), [...steps, `${how} → ${target}`]);
    }
    const shown = seen?.aliases.find((read) => bareName(read.name) === name)?.answer;
    const alias = shown?.ok === true ? shown.records[0] : undefined;
    if (alias !== undefined) walk(bareName(alias), [...steps, `public CNAME ${name} → ${bareName(alias)}`]);
  };
  walk(bareName(host), []);
  return [...new Map(ways.map((way) => [way.door.is.id, way])).values()].sort((a, b) =>
    a.door.is.id < b.door.is.id ? -1 : 1,
  );
};

/** How the account tells of a name, in words; null: it does not. */
export const toldAs = (host: string, { doors, distributions, apis, records }: NameFacts): string | null => {
  const name = bareName(host);
  const balancer = doors.find(({ dnsName }) => dnsName !== null && bareName(dnsName) === name);
  if (balancer) return `the name of ${doorText({ type: 'load-balancer', is: balancer })}`;
  const own = distributions.find(({ dnsName }) => dnsName !== null && bareName(dnsName) === name);
  if (own) return `the name of distribution ${own.name}`;
  const api = apis.find(({ host: one }) => bareName(one) === name);
  if (api) return api.kind === 'domain' ? 'a custom domain of API Gateway' : `the name of API ${api.name}`;
  const record = sortedRecords(records).find((one) => one.name === name);
  if (record) return `a record of zone ${record.zone}`;
  const alias = distributions.find(({ aliases }) => aliases?.includes(name));
  return alias ? `an alias of distribution ${alias.name}` : null;
};

export const doorText = ({ type, is }: NamedDoor): string =>
  type === 'load-balancer'
    ? `${is.kind.replaceAll('-', ' ')} ${is.name}`
    : type === 'distribution'
      ? `distribution ${is.name}`
      : is.kind === 'domain'
        ? `API Gateway domain ${is.name}`
        : `API ${is.name}`;
