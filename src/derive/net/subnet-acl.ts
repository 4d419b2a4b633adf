import type { Direction, Family } from '../../domain/network.ts';
import { aclBands, type Bands, unreadAcl } from './acl.ts';
import type { Bounds } from './intervals.ts';
import { drawer, type Network } from './network.ts';
import type { ProtocolClass } from './traffic.ts';

const remembered = drawer<Bounds<Bands>>();

/** What the network ACL in force on a subnet lets through in a direction; everything and nothing when it was not read. */
export const subnetAcl = (
  network: Network,
  subnet: string,
  direction: Direction,
  family: Family,
  protocol: ProtocolClass,
): Bounds<Bands> => {
  const acl = network.aclOf(subnet);
  if (!acl.ok) return unreadAcl(family, protocol);
  return network.once(remembered, `${acl.value.id} ${direction} ${family} ${protocol}`, () =>
    aclBands(acl.value, direction, family, protocol),
  );
};
