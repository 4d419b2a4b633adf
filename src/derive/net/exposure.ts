import type { Hop } from '../../domain/finding.ts';
import type { ManagedEndpoint } from '../../domain/managed-endpoints.ts';
import type { Balancer, Family, NetworkInterface } from '../../domain/network.ts';
import { arrivalFromInternet } from './arrival.ts';
import { entrancesOf } from './balancers.ts';
import { openingsByName } from './doors.ts';
import { balancerFilters, balancerHop } from './entrance.ts';
import { filterSets, filtersOf } from './groups.ts';
import { isEmpty, NOTHING, overlaps } from './intervals.ts';
import { endpointExposure } from './managed.ts';
import { drawer, type Missing, type Network } from './network.ts';
import { type OpaqueDoor, openingsOverOpaque, unexplainedDoors, unreadOrigins } from './opaque.ts';
import { directOpenings, type Opening, onePort, unproved } from './opening.ts';
import { addressesOf, INTERNET } from './space.ts';
import { openingsOverBalancers } from './targets.ts';
import { blocked, type Exposure, join, type Way } from './way.ts';

export type { Exposure } from './way.ts';

/** What one asks about. An endpoint of a managed service is judged by its own settings, as its interfaces are AWS's. */
export type Target =
  | { readonly kind: 'network-interface'; readonly id: string }
  | { readonly kind: 'instance'; readonly id: string }
  | { readonly kind: 'load-balancer'; readonly id: string }
  | { readonly kind: 'endpoint'; readonly endpoint: ManagedEndpoint };

const groupMismatch = (eni: NetworkInterface): Hop => ({
  component: 'security-group',
  id: eni.groups.toSorted().join(','),
  rule: null,
  code: 'ENI_SG_RULES_MISMATCH',
});

/** Either the rules admit nobody of the internet at all, or the network ACL turns away those whom they admit. */
const directWay = (network: Network, eni: NetworkInterface, family: Family): Way => {
  const arrival = arrivalFromInternet(network, eni.subnet, family);
  const filters = filtersOf(network, eni.groups, 'ingress', family);
  const hop: Hop = { component: 'network-interface', id: eni.id, rule: eni.instance, code: null };
  const openings = directOpenings(arrival, {
    subnet: eni.subnet,
    family,
    groups: filterSets(network, eni.groups, 'ingress', family),
    hop,
  });
  if (openings.length > 0) return { openings, blockers: arrival.blocker === null ? [] : [arrival.blocker] };
  if (arrival.blocker !== null) return { openings, blockers: [arrival.blocker] };
  const anyClient = filters.some((filter) => overlaps(network.clients[family], filter.addresses.may));
  if (!anyClient) return { openings, blockers: [groupMismatch(eni)] };
  const acl = network.aclOf(eni.subnet);
  const id = acl.ok ? acl.value.id : eni.subnet;
  return { openings, blockers: [{ component: 'network-acl', id, rule: null, code: 'SUBNET_ACL_RESTRICTION' }] };
};

const isManagedNat = (eni: NetworkInterface): boolean => eni.type === 'nat_gateway' || eni.type === 'natGateway';

const hasPublicV6 = (eni: NetworkInterface): boolean =>
  !eni.denyAllIgwTraffic && overlaps(INTERNET[6], addressesOf(eni.ipv6, 6));

const directWays = (network: Network, eni: NetworkInterface): readonly Way[] => {
  const publicV4 = eni.addresses.some((address) => address.public !== null);
  const none = blocked('network-interface', eni.id, 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS');
  const v6 = hasPublicV6(eni);
  return [...(publicV4 ? [directWay(network, eni, 4)] : v6 ? [] : [none]), ...(v6 ? [directWay(network, eni, 6)] : [])];
};

/** Interfaces of the owner that forward foreign packets and that the internet may reach: port forwarding cannot be excluded. */
const appliancesIn = (network: Network, vpc: string): readonly OpaqueDoor[] =>
  network
    .interfacesIn(vpc)
    .filter((eni) => !eni.sourceDestCheck && eni.requester === null && eni.type === 'interface' && eni.inUse)
    .filter((eni) => directWays(network, eni).some((way) => way.openings.length > 0))
    .map((eni) => {
      const detail = `${eni.id} forwards packets that are not its own; to where cannot be read`;
      return {
        door: 'appliance',
        eni,
        missing: { component: 'appliance', id: eni.id, gap: { kind: 'unsupported', detail } },
      };
    });

/** Whether AWS made it for a load balancer. */
export const isBalancerInterface = (eni: NetworkInterface): boolean =>
  eni.requester === 'amazon-elb' || eni.type.endsWith('load_balancer') || eni.description.startsWith('ELB ');

/** Load balancers that were not read still show by their interfaces: one in each subnet they serve. */
const unreadBalancers = (network: Network, vpc: string): readonly OpaqueDoor[] => {
  const facts = network.factsOf(vpc);
  if (facts === undefined || facts.balancers.ok) return [];
  const { gap } = facts.balancers;
  return network
    .interfacesIn(vpc)
    .filter(isBalancerInterface)
    .map((eni) => ({ door: 'load-balancer', eni, missing: { component: 'load-balancer', id: eni.id, gap } }));
};

const opaques = drawer<readonly OpaqueDoor[]>();

const opaqueDoors = (network: Network, vpc: string): readonly OpaqueDoor[] =>
  network.once(opaques, vpc, () => [
    ...unexplainedDoors(network, vpc),
    ...appliancesIn(network, vpc),
    ...unreadBalancers(network, vpc),
  ]);

/** CloudFront may come from any of its own addresses in the VPC: whatever a rule admits at all is possible. */
const originOpenings = (network: Network, eni: NetworkInterface): readonly Opening[] => {
  const missing = unreadOrigins(network, eni.vpc);
  if (missing === null) return [];
  return filtersOf(network, eni.groups, 'ingress', 4)
    .filter((filter) => !isEmpty(filter.spans.tcp.may))
    .map((filter) => ({
      doors: ['cdn'],
      through: missing.id,
      family: 4,
      protocol: 'tcp',
      ports: { may: filter.spans.tcp.may, must: NOTHING },
      missing: [missing],
      trace: () => [filter.hop],
    }));
};

const interfaceExposure = (network: Network, eni: NetworkInterface): Exposure => {
  if (isManagedNat(eni)) return join([blocked('nat-gateway', eni.id, 'NAT_GATEWAY_INBOUND_NOT_SUPPORTED')]);
  if (!eni.inUse) return join([blocked('network-interface', eni.id, 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS')]);
  const opaque = opaqueDoors(network, eni.vpc);
  const others: readonly Opening[] = [
    ...(openingsOverBalancers(network).get(eni.id) ?? []),
    ...openingsByName(network, eni),
    ...opaque.flatMap((door) => openingsOverOpaque(network, door, eni)),
    ...originOpenings(network, eni),
  ];
  return join([...directWays(network, eni), { openings: others, blockers: [] }]);
};

/** With its listeners unread, a load balancer may listen wherever its groups let somebody in. */
const silentOpenings = (network: Network, balancer: Balancer): readonly Opening[] => {
  const { listeners } = balancer;
  if (listeners.ok || !balancer.internetFacing) return [];
  const missing: Missing = { component: 'listener', id: balancer.id, gap: listeners.gap };
  return balancer.nodes.flatMap(({ subnet }) =>
    balancer.publicFamilies.flatMap((family) => {
      const filters = balancerFilters(network, balancer, family);
      const hop = balancerHop(balancer, 'any', 0);
      return directOpenings(arrivalFromInternet(network, subnet, family), {
        subnet,
        family,
        groups: [filters],
        hop,
      }).map((opening) => unproved(opening, [missing]));
    }),
  );
};

const balancerExposure = (network: Network, balancer: Balancer): Exposure => {
  const openings = entrancesOf(network, balancer).map((entrance): Opening => {
    const dialled = onePort(entrance.listener.port);
    const proved = !isEmpty(entrance.clients.must);
    return {
      doors: entrance.doors.length === 0 ? ['direct'] : entrance.doors,
      through: entrance.through,
      family: entrance.family,
      protocol: entrance.protocol,
      ports: { may: dialled, must: proved ? dialled : NOTHING },
      missing: proved ? [] : entrance.missing,
      trace: entrance.trace,
    };
  });
  const all = [...openings, ...silentOpenings(network, balancer)];
  return join([{ openings: all, blockers: all.length > 0 ? [] : balancerBlockers(network, balancer) }]);
};

const balancerBlockers = (network: Network, balancer: Balancer): readonly Hop[] => {
  if (!balancer.internetFacing)
    return [{ component: 'load-balancer', id: balancer.id, rule: null, code: 'INTERNAL_SCHEME' }];
  if (balancer.listeners.ok && balancer.listeners.value.length === 0) {
    return [{ component: 'load-balancer', id: balancer.id, rule: null, code: 'ELBV2_LISTENERS_MISMATCH' }];
  }
  return balancer.nodes.map(
    ({ subnet }): Hop =>
      arrivalFromInternet(network, subnet, 4).blocker ?? {
        component: 'security-group',
        id: balancer.groups.toSorted().join(','),
        rule: null,
        code: 'ENI_SG_RULES_MISMATCH',
      },
  );
};

const remembered = drawer<Exposure>();

/**
 * Everything that the internet can reach of a target, and what blocks the rest. Pure: same facts, same answer; results are remembered.
 * A part of the facts that was not read widens what may be reachable and narrows what is proved to be.
 */
export const exposureOf = (network: Network, target: Target): Exposure => {
  switch (target.kind) {
    case 'network-interface':
      return network.once(remembered, target.id, () => {
        const eni = network.networkInterface(target.id);
        return eni.ok ? interfaceExposure(network, eni.value) : join([], [eni.missing]);
      });
    case 'instance': {
      const own = network.interfacesOf(target.id);
      if (own.length === 0) return join([], network.unlisted('interfaces'));
      return join(own.map((eni) => exposureOf(network, { kind: 'network-interface', id: eni.id })));
    }
    case 'load-balancer':
      return network.once(remembered, target.id, () => {
        const balancer = network.balancer(target.id);
        return balancer.ok ? balancerExposure(network, balancer.value) : join([], [balancer.missing]);
      });
    case 'endpoint':
      return endpointExposure(network, target.endpoint, (eni) =>
        exposureOf(network, { kind: 'network-interface', id: eni.id }),
      );
  }
};
