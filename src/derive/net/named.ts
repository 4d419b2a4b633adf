import type { Hop } from '../../domain/finding.ts';
import type { ManagedEndpoint } from '../../domain/managed-endpoints.ts';
import type { Family, Instance, NetworkInterface } from '../../domain/network.ts';
import { parseIp } from '../../parse/aws/network/address.ts';
import type { Party } from './connection.ts';
import type { Target } from './exposure.ts';
import { isEmpty } from './intervals.ts';
import type { Network } from './network.ts';
import { isHere, ownInterfaces } from './placed.ts';
import { addressesOf } from './space.ts';

const instancesOf = (network: Network): readonly Instance[] =>
  network.regions.flatMap(({ instances }) => (instances.ok ? instances.value : []));

/** The interfaces that a name means: an eni, an instance (id, ARN or Name tag), or a private or public address. */
export const interfacesNamed = (network: Network, name: string): readonly NetworkInterface[] => {
  const id = name.split('/').at(-1) ?? name;
  if (id.startsWith('i-')) return network.interfacesOf(id);
  const found = network.networkInterface(id);
  if (found.ok) return [found.value];
  if (parseIp(name) === null) {
    const named = instancesOf(network).filter(({ tags }) => tags['Name'] === name);
    return named.flatMap((instance) => network.interfacesOf(instance.id));
  }
  const own = network.interfacesAt(name);
  return own.length > 0
    ? own
    : network.interfaces.filter((eni) => eni.addresses.some((address) => address.public === name));
};

/** What a name means as something to reach: endpoints and load balancers by ARN or name, else interfaces. */
export const targetsNamed = (
  network: Network,
  endpoints: readonly ManagedEndpoint[],
  name: string,
): readonly Target[] => {
  const named = endpoints.filter((endpoint) => endpoint.id === name || endpoint.name === name);
  if (named.length > 0) return named.map((endpoint) => ({ kind: 'endpoint', endpoint }));
  const balancers = network.balancers.filter((balancer) => balancer.id === name || balancer.name === name);
  if (balancers.length > 0) return balancers.map(({ id }) => ({ kind: 'load-balancer', id }));
  return interfacesNamed(network, name).map(({ id }) => ({ kind: 'network-interface', id }));
};

/** One place where a target answers inside the VPCs. */
export interface End {
  readonly party: Party;
  readonly hop: Hop;
  /** The TCP ports that alone are served; null = any of any protocol. */
  readonly ports: readonly number[] | null;
}

/** An interface as one end of a flow. */
export const endOf = (eni: NetworkInterface, family: Family = 4): End => ({
  party: {
    subnet: eni.subnet,
    groups: eni.groups.length === 0 ? null : eni.groups,
    exact: true,
    addresses: addressesOf(family === 4 ? eni.addresses.map((address) => address.private) : eni.ipv6, family),
  },
  hop: { component: 'network-interface', id: eni.id, rule: eni.instance, code: null },
  ports: null,
});

/** An endpoint is at its own interfaces where these are told, else at some address of each subnet it may be in now. */
const endpointEnds = (
  network: Network,
  { type, id, ports, access }: ManagedEndpoint,
  family: Family,
): readonly End[] => {
  if (!access.ok || access.value.at !== 'subnets') return [];
  const placed = access.value;
  const hop: Hop = { component: type, id, rule: null, code: null };
  const own = placed.subnets.ok ? ownInterfaces(network, placed) : [];
  if (own.length > 0) return own.map((eni) => ({ ...endOf(eni, family), hop, ports }));
  return (placed.subnets.ok ? placed.subnets.value : [])
    .filter(({ zone }) => isHere(placed, zone))
    .flatMap(({ subnet }) => {
      const found = network.subnet(subnet);
      if (!found.ok) return [];
      const addresses = addressesOf(found.value.cidrs, family);
      return [{ party: { subnet, groups: placed.groups, exact: false, addresses }, hop, ports }];
    });
};

const allEnds = (network: Network, target: Target, family: Family): readonly End[] => {
  const each = (interfaces: readonly NetworkInterface[]) => interfaces.map((eni) => endOf(eni, family));
  switch (target.kind) {
    case 'network-interface':
      return each(interfacesNamed(network, target.id));
    case 'instance':
      return each(network.interfacesOf(target.id));
    case 'load-balancer': {
      const name = target.id.split(':loadbalancer/').at(-1) ?? target.id;
      return each(network.interfaces.filter(({ description }) => description === `ELB ${name}`));
    }
    case 'endpoint':
      return endpointEnds(network, target.endpoint, family);
  }
};

/**
 * Where a target answers inside the VPCs by a family; empty when that cannot be told, or it has no address of it. The interfaces of a load
 * balancer show by AWS's description.
 */
export const endsOf = (network: Network, target: Target, family: Family): readonly End[] =>
  allEnds(network, target, family).filter(({ party }) => !isEmpty(party.addresses));

/** The Name tags of instances, by id. */
export const instanceNames = (network: Network): ReadonlyMap<string, string> =>
  new Map(instancesOf(network).flatMap(({ id, tags: { Name } }) => (Name === undefined ? [] : [[id, Name] as const])));

/** Every name that something in the network goes by, to suggest from. */
export const knownNames = (network: Network, endpoints: readonly ManagedEndpoint[]): readonly string[] => [
  ...network.interfaces.flatMap(({ id, instance, addresses }) => [
    id,
    ...(instance === null ? [] : [instance]),
    ...addresses.flatMap((address) => [address.private, ...(address.public === null ? [] : [address.public])]),
  ]),
  ...instanceNames(network).values(),
  ...network.balancers.flatMap(({ id, name }) => [name, id]),
  ...endpoints.flatMap(({ id, name }) => [name, id]),
  ...network.regions.flatMap(({ securityGroups }) =>
    securityGroups.ok ? securityGroups.value.map(({ id }) => id) : [],
  ),
];
