import type { DbInstance } from '../../domain/aws.ts';
import type { NetworkInterface } from '../../domain/network.ts';
import { parseIp } from '../../parse/aws/network/address.ts';
import { rdsInterfaces } from './database.ts';
import type { Target } from './exposure.ts';
import type { Network } from './network.ts';

/** The interfaces that a name means: an eni, an instance (id or ARN), or a private or public address. */
export const interfacesNamed = (network: Network, name: string): readonly NetworkInterface[] => {
  const id = name.split('/').at(-1) ?? name;
  if (id.startsWith('i-')) return network.interfacesOf(id);
  const found = network.networkInterface(id);
  if (found.ok) return [found.value];
  if (parseIp(name) === null) return [];
  const own = network.interfacesAt(name);
  return own.length > 0
    ? own
    : network.interfaces.filter((eni) => eni.addresses.some((address) => address.public === name));
};

/** What a name means as something to reach: load balancers by ARN or name, databases by ARN or identifier, else interfaces. */
export const targetsNamed = (network: Network, databases: readonly DbInstance[], name: string): readonly Target[] => {
  const named = databases.filter((database) => database.id === name || database.name === name);
  if (named.length > 0) return named.map((database) => ({ kind: 'database', database }));
  const balancers = network.balancers.filter((balancer) => balancer.id === name || balancer.name === name);
  if (balancers.length > 0) return balancers.map(({ id }) => ({ kind: 'load-balancer', id }));
  return interfacesNamed(network, name).map(({ id }) => ({ kind: 'network-interface', id }));
};

/**
 * The interfaces by which a target is reached inside the VPC. Those of a load balancer show by the description that AWS gives them; those of a
 * database are shared by all databases of the same groups and subnets, which are filtered alike.
 */
export const interfacesOfTarget = (network: Network, target: Target): readonly NetworkInterface[] => {
  switch (target.kind) {
    case 'network-interface':
      return interfacesNamed(network, target.id);
    case 'instance':
      return network.interfacesOf(target.id);
    case 'load-balancer': {
      const name = target.id.split(':loadbalancer/').at(-1) ?? target.id;
      return network.interfaces.filter(({ description }) => description === `ELB ${name}`);
    }
    case 'database':
      return rdsInterfaces(network, target.database);
  }
};

/** Every name that something in the network goes by, to suggest from. */
export const knownNames = (network: Network, databases: readonly DbInstance[]): readonly string[] => [
  ...network.interfaces.flatMap(({ id, instance, addresses }) => [
    id,
    ...(instance === null ? [] : [instance]),
    ...addresses.flatMap((address) => [address.private, ...(address.public === null ? [] : [address.public])]),
  ]),
  ...network.balancers.flatMap(({ id, name }) => [name, id]),
  ...databases.flatMap(({ id, name }) => [name, id]),
  ...network.regions.flatMap(({ securityGroups }) =>
    securityGroups.ok ? securityGroups.value.map(({ id }) => id) : [],
  ),
];
