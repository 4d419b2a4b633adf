import type { Hop } from '../../domain/finding.ts';
import { notTold } from '../../domain/gap.ts';
import type { ManagedEndpoint, SubnetAccess } from '../../domain/managed-endpoints.ts';
import type { NetworkInterface } from '../../domain/network.ts';
import { arrivalFromInternet } from './arrival.ts';
import { filterSets } from './groups.ts';
import { type Intervals, intersect, isEmpty, unionAll } from './intervals.ts';
import type { Missing, Network } from './network.ts';
import { directOpenings, isProved, type Opening, onePort, unproved } from './opening.ts';
import { openingsOverBalancers } from './targets.ts';
import { blocked, type Exposure, join, type Way } from './way.ts';

const failover = (subnet: string): Missing => ({
  component: 'subnet',
  id: subnet,
  gap: { kind: 'unsupported', detail: `a failover may move it to ${subnet}, which the internet reaches` },
});

const untold = ({ type, id }: ManagedEndpoint, what: string): Missing => ({ component: type, id, gap: notTold(what) });

const sharedInterface = (eni: NetworkInterface): Missing => ({
  component: 'network-interface',
  id: eni.id,
  gap: { kind: 'unsupported', detail: `which resource ${eni.id} belongs to cannot be read` },
});

/** The opening on the ports that something serves; null where none of them is left. Ports of a door before it are the door's. */
const served = (opening: Opening, ports: readonly number[] | null): Opening | null => {
  if (ports === null || opening.through !== null) return opening;
  if (opening.protocol !== 'tcp') return null;
  const own = unionAll(ports.map(onePort));
  const clip = (set: Intervals): Intervals => intersect(set, own);
  const clipped = { may: clip(opening.ports.may), must: clip(opening.ports.must) };
  return isEmpty(clipped.may) ? null : { ...opening, ports: clipped };
};

/** Whether a subnet is one of those that something is in now, as far as its zone is told. */
export const isHere = (access: SubnetAccess, zone: string | null): boolean =>
  access.in === 'all' || zone === null || access.in.zone === null || zone === access.in.zone;

/**
 * The interfaces of its own, where the service tells their addresses. The same address may exist in another VPC, so that they are known
 * for sure only where the subnets are.
 */
export const ownInterfaces = (network: Network, { addresses, subnets }: SubnetAccess): readonly NetworkInterface[] => {
  const known = new Set(subnets.ok ? subnets.value.map(({ subnet }) => subnet) : []);
  return addresses.flatMap((address) =>
    network.interfacesAt(address).filter((eni) => known.size === 0 || known.has(eni.subnet)),
  );
};

/** Interfaces that AWS made with these groups in these subnets; which resource owns which is not told. */
const likelyInterfaces = (network: Network, { groups, subnets }: SubnetAccess): readonly NetworkInterface[] => {
  const wanted = groups.toSorted().join();
  const own = new Set(subnets.ok ? subnets.value.map(({ subnet }) => subnet) : []);
  return network.interfaces.filter(
    (eni) =>
      own.has(eni.subnet) && eni.requester?.startsWith('amazon-') === true && eni.groups.toSorted().join() === wanted,
  );
};

/** Nothing of AWS stands in no subnet. */
const unplaced = (endpoint: ManagedEndpoint, { subnets }: SubnetAccess): Missing | null => {
  if (!subnets.ok) return { component: 'subnet', id: endpoint.id, gap: subnets.gap };
  return subnets.value.length === 0 ? untold(endpoint, 'its subnets') : null;
};

interface SubnetWay extends Way {
  readonly subnet: string;
  readonly here: boolean;
}

/** Each subnet as if the thing were in it with a public address. */
const waysBySubnet = (
  network: Network,
  { type, id, ports }: ManagedEndpoint,
  access: SubnetAccess,
): readonly SubnetWay[] => {
  const groups = filterSets(network, access.groups, 'ingress', 4);
  const hop: Hop = { component: type, id, rule: null, code: null };
  const mismatch: Hop = {
    component: 'security-group',
    id: access.groups.toSorted().join(','),
    rule: null,
    code: 'ENI_SG_RULES_MISMATCH',
  };
  return (access.subnets.ok ? access.subnets.value : []).map(({ subnet, zone }) => {
    const arrival = arrivalFromInternet(network, subnet, 4);
    const openings = directOpenings(arrival, { subnet, family: 4, groups, hop }).flatMap(
      (opening) => served(opening, ports) ?? [],
    );
    const blockers = openings.length > 0 ? [] : [arrival.blocker ?? mismatch];
    return { subnet, here: isHere(access, zone), openings, blockers };
  });
};

/**
 * Something with interfaces in subnets is reachable when it is publicly accessible AND its subnet answers the internet AND its groups
 * admit a client. Its own interfaces decide where they are told. Else it is in one of the subnets of its zone, or in all of them; the
 * other subnets of its group count as possible, as a failover moves it there.
 */
export const placedExposure = (
  network: Network,
  endpoint: ManagedEndpoint,
  access: SubnetAccess,
  exposureOfInterface: (eni: NetworkInterface) => Exposure,
): Exposure => {
  const own = ownInterfaces(network, access).map(exposureOfInterface);
  const blind = unplaced(endpoint, access);
  const seen = own.map(({ openings, blockers }): Way => {
    const offered = openings.flatMap((opening) => served(opening, endpoint.ports) ?? []);
    return { openings: blind === null ? offered : offered.map((opening) => unproved(opening, [blind])), blockers };
  });
  const balanced = own.length > 0 ? [] : [overBalancers(network, access)];
  if (access.public === false)
    return join([blocked(endpoint.type, endpoint.id, 'NOT_PUBLICLY_ACCESSIBLE'), ...seen, ...balanced]);
  if (blind !== null) return join([...seen, ...balanced], [blind]);
  const ways = waysBySubnet(network, endpoint, access);
  const here = ways.filter((way) => way.here);
  const surely = access.in === 'all' || (here.length > 0 && here.every((way) => way.openings.some(isProved)));
  const placed = (seen.length > 0 ? ways.filter((way) => !way.here) : ways).map((way): Way => {
    const openings =
      surely && way.here ? way.openings : way.openings.map((opening) => unproved(opening, [failover(way.subnet)]));
    const told =
      access.public === null
        ? openings.map((opening) => unproved(opening, [untold(endpoint, 'whether it is publicly accessible')]))
        : openings;
    return { openings: told, blockers: way.blockers };
  });
  // Nothing of AWS carries no group.
  const missing = access.groups.length === 0 ? [untold(endpoint, 'its security groups')] : [];
  return join([...seen, ...placed, ...balanced], missing);
};

/** Load balancers that lead to something whose interfaces are not told, which may be any of the likely ones. */
const overBalancers = (network: Network, access: SubnetAccess): Way => ({
  openings: likelyInterfaces(network, access).flatMap((eni) =>
    (openingsOverBalancers(network).get(eni.id) ?? []).map((opening) => unproved(opening, [sharedInterface(eni)])),
  ),
  blockers: [],
});
