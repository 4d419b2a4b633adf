import type { Gap, Read } from '../../domain/gap.ts';
import type {
  Balancer,
  Cidr,
  Family,
  GlobalNetworkFacts,
  NetworkAcl,
  NetworkFacts,
  NetworkInterface,
  Peering,
  PrefixList,
  RouteTable,
  SecurityGroup,
  Subnet,
  TargetGroup,
  TransitAttachment,
  TransitTable,
  Vpc,
} from '../../domain/network.ts';
import type { Intervals } from './intervals.ts';
import { INTERNET } from './space.ts';

/** A piece that would be needed to decide, and why it is not there. */
export interface Missing {
  readonly component: string;
  readonly id: string;
  readonly gap: Gap;
}

/** One thing of the network, or what kept us from seeing it. */
type Found<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly missing: Missing };

/** Parts of the facts of a region that hold a list. */
type ListPart = {
  [K in keyof NetworkFacts]: NetworkFacts[K] extends Read<readonly unknown[]> ? K : never;
}[keyof NetworkFacts];

type ItemOfPart<K extends ListPart> = NetworkFacts[K] extends Read<readonly (infer T)[]> ? T : never;

/** All facts of a run, indexed. Answers depend on the facts alone; results are remembered, never changed. */
export interface Network {
  readonly regions: readonly NetworkFacts[];
  readonly global: readonly GlobalNetworkFacts[];
  /** Who counts as a client on the internet, by family. */
  readonly clients: Readonly<Record<Family, Intervals>>;
  readonly vpc: (id: string) => Found<Vpc>;
  readonly subnet: (id: string) => Found<Subnet>;
  readonly group: (id: string) => Found<SecurityGroup>;
  readonly networkInterface: (id: string) => Found<NetworkInterface>;
  readonly balancer: (id: string) => Found<Balancer>;
  readonly targetGroup: (id: string) => Found<TargetGroup>;
  readonly prefixList: (id: string) => Found<PrefixList>;
  /** Entries of a prefix list, null when unreadable. */
  readonly listEntries: (id: string) => readonly Cidr[] | null;
  /** The table in force for a subnet: the explicit association, else the main table of the same VPC. */
  readonly routeTableOf: (subnet: string) => Found<RouteTable>;
  readonly edgeTablesOf: (gateway: string) => readonly RouteTable[];
  readonly aclOf: (subnet: string) => Found<NetworkAcl>;
  readonly subnetsIn: (vpc: string) => readonly Subnet[];
  readonly interfacesIn: (vpc: string) => readonly NetworkInterface[];
  readonly interfacesOf: (instance: string) => readonly NetworkInterface[];
  readonly interfacesAt: (address: string) => readonly NetworkInterface[];
  readonly interfaces: readonly NetworkInterface[];
  readonly balancers: readonly Balancer[];
  readonly targetGroups: readonly TargetGroup[];
  readonly peeringsOf: (vpc: string) => readonly Peering[];
  /** An attachment of a transit gateway. Of two accounts that see it, the one that knows more is heard. */
  readonly attachment: (gateway: string, id: string) => TransitAttachment | undefined;
  /** Attachments by which a VPC or another gateway is joined to a transit gateway. */
  readonly attachmentsFor: (gateway: string, resource: string) => readonly TransitAttachment[];
  readonly transitTable: (id: string) => Found<TransitTable>;
  /** Where a VPC's region and account were read; undefined for a VPC nobody listed. */
  readonly factsOf: (vpc: string) => NetworkFacts | undefined;
  readonly placeOf: (id: string) => { readonly account: string; readonly region: string } | undefined;
  /** What could not be listed of a kind, over all regions. */
  readonly unlisted: (part: ListPart) => readonly Missing[];
  /** Computes once per key. */
  readonly once: <T>(table: Memo<T>, key: string, make: () => T) => T;
}

/** A typed drawer of remembered results: `const memo: Memo<Arrival> = drawer()`. */
export interface Memo<T> {
  readonly of: WeakMap<Network, Map<string, T>>;
}

export const drawer = <T>(): Memo<T> => ({ of: new WeakMap() });

const remember =
  (network: () => Network) =>
  <T>(memo: Memo<T>, key: string, make: () => T): T => {
    let table = memo.of.get(network());
    if (table === undefined) {
      table = new Map();
      memo.of.set(network(), table);
    }
    const cached = table.get(key);
    if (cached !== undefined) return cached;
    const made = make();
    table.set(key, made);
    return made;
  };

const COMPONENT: Readonly<Record<ListPart, string>> = {
  vpcs: 'vpc',
  subnets: 'subnet',
  routeTables: 'route-table',
  internetGateways: 'internet-gateway',
  networkAcls: 'network-acl',
  securityGroups: 'security-group',
  groupAssociations: 'security-group-vpc-association',
  prefixLists: 'prefix-list',
  blockExclusions: 'vpc-block-public-access-exclusion',
  peerings: 'vpc-peering-connection',
  transitAttachments: 'transit-gateway-attachment',
  transitTables: 'transit-gateway-route-table',
  interfaces: 'network-interface',
  instances: 'instance',
  balancers: 'load-balancer',
  targetGroups: 'target-group',
  flowLogs: 'flow-log',
  vpcEndpoints: 'vpc-endpoint',
};

const hasValue = <K extends ListPart>(
  read: NetworkFacts[K],
): read is NetworkFacts[K] & { ok: true; value: readonly ItemOfPart<K>[] } => read.ok;

const listOf = <K extends ListPart>(facts: NetworkFacts, part: K): readonly ItemOfPart<K>[] => {
  const read = facts[part];
  return hasValue<K>(read) ? read.value : [];
};

/** Groups without losing the order in which things were listed. */
export const groupBy = <T>(
  items: readonly T[],
  keys: (item: T) => readonly string[],
): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keys(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
};

const merged = <T>(a: Read<T>, b: Read<T>): Read<T> => (a.ok ? a : b);

/** Both owners of a peering see it. */
const onceById = <T extends { readonly id: string }>(items: readonly T[]): readonly T[] => [
  ...new Map(items.map((item) => [item.id, item])).values(),
];

/** The owner of a VPC and the owner of the gateway each see their side of an attachment. */
const seenOnce = (all: readonly TransitAttachment[]): ReadonlyMap<string, TransitAttachment> => {
  const seen = new Map<string, TransitAttachment>();
  for (const one of all) {
    const key = `${one.gateway} ${one.id}`;
    const other = seen.get(key);
    seen.set(
      key,
      other === undefined
        ? one
        : {
            ...other,
            subnets: merged(other.subnets, one.subnets),
            table: merged(other.table, one.table),
            groupReferencing: merged(other.groupReferencing, one.groupReferencing),
          },
    );
  }
  return seen;
};

const notListed = (component: string, id: string): Missing => ({
  component,
  id,
  gap: { kind: 'malformed', detail: `${component} ${id} is named but was not listed` },
});

/**
 * Joins the facts of all regions and accounts into one network. `clients` narrows the question of who on the internet counts, e.g. to
 * everybody but one's own office.
 */
export const networkOf = (
  regions: readonly NetworkFacts[],
  global: readonly GlobalNetworkFacts[] = [],
  clients: Readonly<Record<Family, Intervals>> = INTERNET,
): Network => {
  const all = <K extends ListPart>(part: K): readonly ItemOfPart<K>[] =>
    regions.flatMap((facts) => listOf(facts, part));
  const unlisted = (part: ListPart): readonly Missing[] =>
    regions.flatMap((facts) => {
      const read: Read<readonly unknown[]> = facts[part];
      return read.ok ? [] : [{ component: COMPONENT[part], id: `${facts.account}/${facts.region}`, gap: read.gap }];
    });
  const finder = <T extends { readonly id: string }>(part: ListPart, items: readonly T[]) => {
    const byId = new Map(items.map((item) => [item.id, item]));
    return (id: string): Found<T> => {
      const value = byId.get(id);
      if (value !== undefined) return { ok: true, value };
      return { ok: false, missing: unlisted(part)[0] ?? notListed(COMPONENT[part], id) };
    };
  };

  const subnets = all('subnets');
  const subnet = finder('subnets', subnets);
  const subnetsByVpc = groupBy(subnets, ({ vpc }) => [vpc]);
  const prefixList = finder('prefixLists', all('prefixLists'));
  const routeTables = all('routeTables');
  const tableBySubnet = groupBy(routeTables, (table) => table.subnets);
  const mainTable = new Map(routeTables.filter((table) => table.main).map((table) => [table.vpc, table]));
  const tablesByGateway = groupBy(routeTables, (table) => table.gateways);
  const acls = all('networkAcls');
  const aclBySubnet = groupBy(acls, (acl) => acl.subnets);
  const defaultAcl = new Map(acls.filter((acl) => acl.isDefault).map((acl) => [acl.vpc, acl]));
  const peerings = groupBy(onceById(all('peerings')), ({ requester, accepter }) => [requester.vpc, accepter.vpc]);
  const attachments = seenOnce(all('transitAttachments'));
  const attachmentsByResource = groupBy([...attachments.values()], ({ gateway, resource }) => [
    `${gateway} ${resource}`,
  ]);
  const interfaces = all('interfaces');
  const byVpc = groupBy(interfaces, (eni) => [eni.vpc]);
  const byInstance = groupBy(interfaces, (eni) => (eni.instance === null ? [] : [eni.instance]));
  const byAddress = groupBy(interfaces, (eni) => [
    ...eni.addresses.map((address) => String(address.private)),
    ...eni.ipv6.map((cidr) => cidr.replace(/\/128$/, '')),
  ]);
  const factsByVpc = new Map(regions.flatMap((facts) => listOf(facts, 'vpcs').map((vpc) => [vpc.id, facts] as const)));
  const placeById = new Map(
    regions.flatMap((facts) =>
      [...listOf(facts, 'interfaces'), ...listOf(facts, 'balancers'), ...listOf(facts, 'securityGroups')].map(
        ({ id }) => [id, { account: facts.account, region: facts.region }] as const,
      ),
    ),
  );

  const tableOf = <T>(
    explicit: ReadonlyMap<string, readonly T[]>,
    implicit: ReadonlyMap<string, T>,
    part: ListPart,
  ) => {
    return (subnetId: string): Found<T> => {
      const [own] = explicit.get(subnetId) ?? [];
      if (own !== undefined) return { ok: true, value: own };
      const [gone] = unlisted(part);
      const place = subnet(subnetId);
      if (!place.ok) return { ok: false, missing: gone ?? place.missing };
      const main = implicit.get(place.value.vpc);
      if (main !== undefined) return { ok: true, value: main };
      return { ok: false, missing: gone ?? notListed(COMPONENT[part], `of ${subnetId}`) };
    };
  };

  const network: Network = {
    regions,
    global,
    clients,
    vpc: finder('vpcs', all('vpcs')),
    subnet,
    group: finder('securityGroups', all('securityGroups')),
    networkInterface: finder('interfaces', interfaces),
    balancer: finder('balancers', all('balancers')),
    targetGroup: finder('targetGroups', all('targetGroups')),
    prefixList,
    listEntries: (id) => {
      const list = prefixList(id);
      return list.ok && list.value.entries.ok ? list.value.entries.value : null;
    },
    routeTableOf: tableOf(tableBySubnet, mainTable, 'routeTables'),
    edgeTablesOf: (gateway) => tablesByGateway.get(gateway) ?? [],
    aclOf: tableOf(aclBySubnet, defaultAcl, 'networkAcls'),
    subnetsIn: (vpc) => subnetsByVpc.get(vpc) ?? [],
    interfacesIn: (vpc) => byVpc.get(vpc) ?? [],
    interfacesOf: (instance) => byInstance.get(instance) ?? [],
    interfacesAt: (address) => byAddress.get(address) ?? [],
    interfaces,
    balancers: all('balancers'),
    targetGroups: all('targetGroups'),
    peeringsOf: (vpc) => peerings.get(vpc) ?? [],
    attachment: (gateway, id) => attachments.get(`${gateway} ${id}`),
    attachmentsFor: (gateway, resource) => attachmentsByResource.get(`${gateway} ${resource}`) ?? [],
    transitTable: finder('transitTables', all('transitTables')),
    factsOf: (vpc) => factsByVpc.get(vpc),
    placeOf: (id) => placeById.get(id),
    unlisted,
    once: remember(() => network),
  };
  return network;
};
