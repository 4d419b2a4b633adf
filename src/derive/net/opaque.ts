import type { Hop } from '../../domain/finding.ts';
import type { NetworkInterface } from '../../domain/network.ts';
import type { Party } from './connection.ts';
import { groupOfOrigins } from './doors.ts';
import { flowBetween } from './flow.ts';
import { filtersOf } from './groups.ts';
import { type Intervals, intersect, isEmpty, NOTHING, union } from './intervals.ts';
import type { Missing, Network } from './network.ts';
import type { Door, Opening } from './opening.ts';
import { addressesOf } from './space.ts';
import { PROTOCOL_CLASSES } from './traffic.ts';

/** Global Accelerator puts an interface of this type into every subnet where it delivers with the client's address. */
const ACCELERATOR_INTERFACE = 'global_accelerator_managed';

const hopOf = (eni: NetworkInterface): Hop => ({
  component: 'network-interface',
  id: eni.id,
  rule: eni.instance,
  code: null,
});

/** An interface through which something that cannot be read may bring internet traffic into the VPC. */
export interface OpaqueDoor {
  readonly door: Door;
  readonly eni: NetworkInterface;
  readonly missing: Missing;
}

/** What an opaque door can bring to an interface: whatever its groups admit from the door itself or from any client. */
export const openingsOverOpaque = (
  network: Network,
  { door, eni, missing }: OpaqueDoor,
  target: NetworkInterface,
): readonly Opening[] => {
  if (eni.id === target.id) return [];
  const party = (of: NetworkInterface): Party => ({
    subnet: of.subnet,
    addresses: addressesOf(
      of.addresses.map((address) => address.private),
      4,
    ),
    exact: true,
    groups: of.groups.length === 0 ? null : of.groups,
  });
  const filters = filtersOf(network, target.groups, 'ingress', 4);
  return PROTOCOL_CLASSES.flatMap((protocol): readonly Opening[] => {
    const asItself = flowBetween(network, 4, protocol, party(eni), party(target)).ports.may;
    const asClient = filters
      .filter((filter) => !isEmpty(intersect(filter.addresses.may, network.clients[4])))
      .reduce<Intervals>((set, filter) => union(set, filter.spans[protocol].may), NOTHING);
    const may = union(asItself, asClient);
    if (isEmpty(may)) return [];
    return [
      {
        doors: [door],
        through: eni.id,
        family: 4,
        protocol,
        ports: { may, must: NOTHING },
        missing: [missing],
        trace: () => [hopOf(eni), hopOf(target)],
      },
    ];
  });
};

const vpcOfTarget = (network: Network, target: string): string | undefined => {
  const balancer = network.balancer(target);
  return balancer.ok ? balancer.value.vpc : network.interfacesOf(target)[0]?.vpc;
};

/** Interfaces of a VPC that front doors leave behind although the door itself was not read. */
export const unexplainedDoors = (network: Network, vpc: string): readonly OpaqueDoor[] => {
  const enis = network.interfacesIn(vpc);
  const accelerated = network.global.some(
    ({ accelerators }) =>
      accelerators.ok &&
      accelerators.value.some(
        (endpoint) => endpoint.preservesClientIp && vpcOfTarget(network, endpoint.target) === vpc,
      ),
  );
  const unread = network.global.map(({ accelerators }) => accelerators).find((read) => !read.ok);
  const doorOf = (eni: NetworkInterface): Door | null => {
    if (eni.type === ACCELERATOR_INTERFACE) return accelerated ? null : 'global-accelerator';
    return eni.type === 'api_gateway_managed' ? 'api-gateway' : null;
  };
  return enis.flatMap((eni) => {
    const door = doorOf(eni);
    if (door === null) return [];
    const detail = `${eni.id} (${eni.type}) belongs to a front door that was not read`;
    const why = door === 'global-accelerator' && unread !== undefined && !unread.ok ? unread.gap : null;
    return [{ door, eni, missing: { component: door, id: eni.id, gap: why ?? { kind: 'inconclusive', detail } } }];
  });
};

/** The group that CloudFront leaves in a VPC with origins, while the origins themselves were not read. */
export const unreadOrigins = (network: Network, vpc: string): Missing | null => {
  const group = groupOfOrigins(network, vpc);
  if (group === null) return null;
  const gap = network.global.map(({ vpcOrigins }) => vpcOrigins).find((read) => !read.ok);
  if (network.global.length > 0 && gap === undefined) return null;
  const detail = `${group} shows that CloudFront has an origin in ${vpc}, which was not read`;
  return {
    component: 'cdn',
    id: group,
    gap: gap !== undefined && !gap.ok ? gap.gap : { kind: 'inconclusive', detail },
  };
};
