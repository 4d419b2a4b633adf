import type { Hop } from '../../domain/finding.ts';
import type { Balancer, Cidr, Family, Ip, NetworkInterface, TargetGroup } from '../../domain/network.ts';
import { entrancesOf } from './balancers.ts';
import type { Party } from './connection.ts';
import { clientsAt, type Entrance } from './entrance.ts';
import { flowBetween } from './flow.ts';
import { filtersOf } from './groups.ts';
import { type Bounds, bothWays, contains, type Intervals, intersect, isEmpty, NOTHING } from './intervals.ts';
import { drawer, groupBy, type Missing, type Network } from './network.ts';
import { type Opening, onePort } from './opening.ts';
import { ALL_ADDRESSES, addressesOf } from './space.ts';
import { wholeAxis } from './traffic.ts';

const ownAddresses = (eni: NetworkInterface, family: Family): readonly (Cidr | Ip)[] =>
  family === 4 ? eni.addresses.map((address) => address.private) : eni.ipv6;

/** Interfaces of a load balancer in a subnet, by the description that ELB gives them: `ELB app/name/id`. */
const nodeParty = (network: Network, { balancer, subnet }: Entrance, family: Family): Party => {
  const label = `ELB ${balancer.id.split(':loadbalancer/')[1] ?? balancer.name}`;
  const own = network
    .interfacesIn(balancer.vpc)
    .filter((eni) => eni.subnet === subnet && eni.description === label)
    .flatMap((eni) => ownAddresses(eni, family));
  const found = network.subnet(subnet);
  const groups = balancer.groups.length === 0 ? null : balancer.groups;
  if (own.length > 0) return { subnet, addresses: addressesOf(own, family), exact: own.length === 1, groups };
  const addresses = found.ok ? addressesOf(found.value.cidrs, family) : ALL_ADDRESSES[family];
  return { subnet, addresses, exact: false, groups };
};

interface Resolved {
  readonly eni: NetworkInterface;
  readonly address: Intervals;
  readonly family: Family;
  readonly certain: boolean;
}

const resolve = (network: Network, group: TargetGroup, id: string): readonly Resolved[] => {
  if (group.type === 'instance') {
    const own = network.interfacesOf(id);
    return own.flatMap((eni) =>
      eni.addresses.slice(0, 1).map((address) => ({
        eni,
        address: addressesOf([address.private], 4),
        family: 4 as const,
        certain: own.length === 1 || eni.primary,
      })),
    );
  }
  if (group.type !== 'ip') return [];
  const family: Family = id.includes(':') ? 6 : 4;
  return network.interfacesAt(id).map((eni) => ({
    eni,
    address: addressesOf(
      ownAddresses(eni, family).filter((address) => address === id || address === `${id}/128`),
      family,
    ),
    family,
    certain: eni.vpc === group.vpc,
  }));
};

/** Whether a load-balancer node hands a client on to one address and port. */
const handsOn = (
  network: Network,
  entrance: Entrance,
  group: TargetGroup,
  target: Resolved,
  port: number,
): { readonly open: Bounds<boolean>; readonly missing: readonly Missing[]; readonly trace: () => readonly Hop[] } => {
  const { balancer, protocol } = entrance;
  const { eni, family } = target;
  const node = nodeParty(network, entrance, family);
  const to: Party = { subnet: eni.subnet, addresses: target.address, exact: true, groups: eni.groups };
  const options = { alwaysAcl: balancer.kind === 'classic' };
  const masked = flowBetween(network, family, protocol, node, to, options);
  const filters = filtersOf(network, eni.groups, 'ingress', family);
  const preserved = clientsAt(network, entrance, { subnet: eni.subnet, filters, port });
  const before = flowBetween(network, family, protocol, node, to, { ...options, destinationSide: false });
  const asNode = { may: contains(masked.ports.may, port), must: contains(masked.ports.must, port) };
  const asClient = {
    may: contains(before.ports.may, port) && !isEmpty(preserved.may),
    must: contains(before.ports.must, port) && !isEmpty(preserved.must),
  };
  const read = group.preservesClientIp;
  const open = read.ok ? (read.value ? asClient : asNode) : bothWays(asNode, asClient, (a, b) => a || b);
  const both = read.ok ? open.must : asNode.must && asClient.must;
  const sameZone = balancer.crossZone || zoneOf(network, entrance.subnet) === zoneOf(network, eni.subnet);
  return {
    open: { may: open.may, must: both && sameZone && target.certain },
    missing: [
      ...masked.missing,
      ...(read.ok ? [] : [{ component: 'target-group', id: group.id, gap: read.gap }]),
      ...(node.exact ? [] : [{ component: 'load-balancer', id: balancer.id, gap: nodeUnknown(entrance.subnet) }]),
      ...(target.certain ? [] : [{ component: 'target-group', id: group.id, gap: targetUnknown(eni.id) }]),
      ...(sameZone ? [] : [{ component: 'load-balancer', id: balancer.id, gap: crossZoneOff(balancer) }]),
    ],
    trace: () => {
      const shown = filters.find(
        (filter) =>
          contains(filter.spans[protocol].may, port) &&
          ((filter.group !== null && balancer.groups.includes(filter.group)) ||
            !isEmpty(intersect(filter.addresses.may, read.ok && read.value ? entrance.clients.may : node.addresses))),
      );
      return shown === undefined ? [] : [shown.hop];
    },
  };
};

const crossZoneOff = (balancer: Balancer) =>
  ({
    kind: 'unsupported',
    detail: `${balancer.name} does not balance across zones: another node may not reach it`,
  }) as const;

const nodeUnknown = (subnet: string) =>
  ({ kind: 'unsupported', detail: `which address of ${subnet} the load balancer uses cannot be told` }) as const;

const targetUnknown = (id: string) =>
  ({
    kind: 'unsupported',
    detail: `whether ${id} is the interface the load balancer sends to cannot be told`,
  }) as const;

const zoneOf = (network: Network, subnet: string): string => {
  const found = network.subnet(subnet);
  return (found.ok ? found.value.zone : null) ?? subnet;
};

const eniHop = (eni: NetworkInterface): Hop => ({
  component: 'network-interface',
  id: eni.id,
  rule: eni.instance,
  code: null,
});

const forwardedGroups = (network: Network, entrance: Entrance): readonly { group: TargetGroup; sure: boolean }[] => {
  const { forwards } = entrance.listener;
  return network.targetGroups
    .filter((group) =>
      forwards.ok ? forwards.value.includes(group.id) : group.balancers.includes(entrance.balancer.id),
    )
    .map((group) => ({ group, sure: forwards.ok }));
};

/** Target groups that a listener forwards to and nobody listed. */
const unlistedGroups = (network: Network, { listener, balancer }: Entrance): readonly Missing[] => {
  if (!listener.forwards.ok)
    return network.unlisted('targetGroups').map((missing) => ({ ...missing, id: balancer.id }));
  return listener.forwards.value.flatMap((id) => {
    const found = network.targetGroup(id);
    return found.ok ? [] : [{ ...found.missing, id }];
  });
};

const openingsOfTarget = (
  network: Network,
  entrance: Entrance,
  { group, sure }: { group: TargetGroup; sure: boolean },
  target: Resolved,
  port: number | null,
): readonly (readonly [string, Opening])[] => {
  if (port === null) return [];
  const hop = handsOn(network, entrance, group, target, port);
  if (!hop.open.may) return [];
  const proved = sure && hop.open.must && !isEmpty(entrance.clients.must);
  const dialled = onePort(entrance.listener.port);
  const { forwards } = entrance.listener;
  const opening: Opening = {
    doors: [...entrance.doors, 'load-balancer'],
    through: entrance.through ?? entrance.balancer.id,
    family: entrance.family,
    protocol: entrance.protocol,
    ports: { may: dialled, must: proved ? dialled : NOTHING },
    missing: proved
      ? []
      : [
          ...entrance.missing,
          ...hop.missing,
          ...(forwards.ok ? [] : [{ component: 'listener', id: entrance.balancer.id, gap: forwards.gap }]),
        ],
    trace: () => [
      ...entrance.trace(),
      { component: 'target-group', id: group.id, rule: `${entrance.protocol}/${port}`, code: null },
      { component: 'subnet', id: target.eni.subnet, rule: null, code: null },
      eniHop(target.eni),
      ...hop.trace(),
    ],
  };
  return [[target.eni.id, opening]];
};

/** With its targets unread, a group may hold everything of the VPC that has security groups at all. */
const openingsOfUnread = (
  network: Network,
  entrance: Entrance,
  vpc: string,
  missing: Missing,
): readonly (readonly [string, Opening])[] => {
  const dialled = onePort(entrance.listener.port);
  return network.interfacesIn(vpc).flatMap((eni) =>
    eni.groups.length === 0
      ? []
      : [
          [
            eni.id,
            {
              doors: [...entrance.doors, 'load-balancer'],
              through: entrance.through ?? entrance.balancer.id,
              family: entrance.family,
              protocol: entrance.protocol,
              ports: { may: dialled, must: NOTHING },
              missing: [missing],
              trace: () => [...entrance.trace(), eniHop(eni)],
            } satisfies Opening,
          ] as const,
        ],
  );
};

/** A load balancer with unread listeners may hand anything on to whatever is registered with it. */
const overSilentBalancers = (network: Network): readonly (readonly [string, Opening])[] =>
  network.balancers.flatMap((balancer) => {
    if (balancer.listeners.ok || !balancer.internetFacing) return [];
    const missing: Missing = { component: 'listener', id: balancer.id, gap: balancer.listeners.gap };
    const opening: Opening = {
      doors: ['load-balancer'],
      through: balancer.id,
      family: 4,
      protocol: 'tcp',
      ports: { may: wholeAxis('tcp'), must: NOTHING },
      missing: [missing],
      trace: () => [],
    };
    return network.targetGroups
      .filter((group) => group.balancers.includes(balancer.id))
      .flatMap((group) => {
        if (!group.targets.ok) return network.interfacesIn(group.vpc ?? balancer.vpc);
        return group.targets.value.flatMap(({ id }) => resolve(network, group, id).map(({ eni }) => eni));
      })
      .map((eni) => [eni.id, opening] as const);
  });

const all = drawer<ReadonlyMap<string, readonly Opening[]>>();

/** Ways over load balancers to every interface, by interface. */
export const openingsOverBalancers = (network: Network): ReadonlyMap<string, readonly Opening[]> =>
  network.once(all, '', () => {
    const pairs = network.balancers
      .flatMap((balancer) => entrancesOf(network, balancer))
      .flatMap((entrance) =>
        forwardedGroups(network, entrance)
          .flatMap((forward) => [
            ...(forward.group.targets.ok ? forward.group.targets.value : []).flatMap((target) =>
              resolve(network, forward.group, target.id).flatMap((resolved) =>
                openingsOfTarget(network, entrance, forward, resolved, target.port ?? forward.group.port),
              ),
            ),
            ...(forward.group.targets.ok || forward.group.type === 'lambda'
              ? []
              : openingsOfUnread(network, entrance, forward.group.vpc ?? entrance.balancer.vpc, {
                  component: 'target-group',
                  id: forward.group.id,
                  gap: forward.group.targets.gap,
                })),
          ])
          .concat(
            unlistedGroups(network, entrance).flatMap((missing) =>
              openingsOfUnread(network, entrance, entrance.balancer.vpc, missing),
            ),
          ),
      );
    const grouped = groupBy([...pairs, ...overSilentBalancers(network)], ([id]) => [id]);
    return new Map([...grouped].map(([id, list]) => [id, list.map(([, opening]) => opening)]));
  });
