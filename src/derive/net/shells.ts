import { describeGap, type Read } from '../../domain/gap.ts';
import type { ConnectEndpoint, IdentityShells, NetworkInterface } from '../../domain/network.ts';
import { flowBetween } from './flow.ts';
import { overlaps, unionAll } from './intervals.ts';
import { endOf } from './named.ts';
import type { Network } from './network.ts';
import { onePort } from './opening.ts';
import { ALL_ADDRESSES, addressesOf } from './space.ts';

/** The ports that an endpoint of EC2 Instance Connect serves. EC2 User Guide, "Connect using EC2 Instance Connect Endpoint". */
const TUNNELLED = unionAll([onePort(22), onePort(3389)]);

/** Whether a connection of the endpoint may get to the instance. With the person's own address kept, its rules decide about that. */
const tunnels = (network: Network, endpoint: ConnectEndpoint, eni: NetworkInterface): boolean => {
  const subnet = network.subnet(endpoint.subnet);
  const addresses = subnet.ok && !endpoint.preservesClientIp ? addressesOf(subnet.value.cidrs, 4) : ALL_ADDRESSES[4];
  const from = { subnet: endpoint.subnet, addresses, exact: false, groups: endpoint.groups };
  return overlaps(flowBetween(network, 4, 'tcp', from, endOf(eni).party).ports.may, TUNNELLED);
};

const told = <T>(read: Read<T>, what: string, name: (value: T) => readonly string[]): readonly string[] =>
  read.ok ? name(read.value) : [`${what} not known (${describeGap(read.gap)})`];

/**
 * Shells to the instance of an interface that IAM alone opens or shuts: a network answer can neither prove nor refute them, so they are told
 * beside it. `none`, where all were read and none is there.
 */
export const shellsTo = (network: Network, regions: readonly IdentityShells[], id: string): string => {
  const found = network.networkInterface(id);
  if (!found.ok || found.value.instance === null) return 'none';
  const { instance } = found.value;
  const place = network.placeOf(id);
  const own = regions.find(({ account, region }) => account === place?.account && region === place.region);
  if (own === undefined) return 'not looked at';
  const names = [
    ...told(own.managed, 'Session Manager', (list) => (list.includes(instance) ? ['Session Manager'] : [])),
    ...told(own.connectEndpoints, 'Instance Connect Endpoints', (list) =>
      list
        .filter((endpoint) => tunnels(network, endpoint, found.value))
        .map((one) => `Instance Connect Endpoint ${one.id}`),
    ),
    ...told(own.serialConsole, 'serial console', (enabled) => (enabled ? ['serial console'] : [])),
  ];
  return names.length === 0 ? 'none' : names.join(', ');
};
