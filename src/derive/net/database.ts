import type { DbInstance } from '../../domain/aws.ts';
import type { Hop } from '../../domain/finding.ts';
import { notTold } from '../../domain/gap.ts';
import type { NetworkInterface } from '../../domain/network.ts';
import { arrivalFromInternet } from './arrival.ts';
import { filterSets } from './groups.ts';
import { type Intervals, intersect, isEmpty } from './intervals.ts';
import type { Missing, Network } from './network.ts';
import { directOpenings, isProved, type Opening, onePort, unproved } from './opening.ts';
import { openingsOverBalancers } from './targets.ts';
import { blocked, type Exposure, join, type Way } from './way.ts';

const failover = (subnet: string): Missing => ({
  component: 'subnet',
  id: subnet,
  gap: { kind: 'unsupported', detail: `a failover may move the database to ${subnet}, which the internet reaches` },
});

const untold = (database: DbInstance): Missing => ({
  component: 'rds-instance',
  id: database.id,
  gap: notTold('whether it is publicly accessible'),
});

const onlyPort = (opening: Opening, port: number | null): Opening => {
  if (port === null) return opening;
  const clip = (ports: Intervals): Intervals => intersect(ports, onePort(port));
  return { ...opening, ports: { may: clip(opening.ports.may), must: clip(opening.ports.must) } };
};

/** Interfaces that RDS made for databases with these groups in these subnets; which database owns which is not told. */
const rdsInterfaces = (network: Network, database: DbInstance): readonly NetworkInterface[] => {
  const groups = database.securityGroups.toSorted().join();
  const subnets = new Set(database.subnets.map(({ subnet }) => subnet));
  return network.interfaces.filter(
    (eni) => subnets.has(eni.subnet) && eni.requester === 'amazon-rds' && eni.groups.toSorted().join() === groups,
  );
};

/**
 * A database is reachable when it is publicly accessible AND its subnet answers the internet AND its groups admit a client. It sits in one of
 * the subnets of its zone; the other subnets of its group count as possible, as a failover moves it there.
 */
export const databaseExposure = (network: Network, database: DbInstance): Exposure => {
  const overBalancers = rdsInterfaces(network, database).flatMap((eni) =>
    (openingsOverBalancers(network).get(eni.id) ?? []).map((opening) => unproved(opening, [sharedInterface(eni)])),
  );
  if (database.publiclyAccessible === false) {
    return join([
      blocked('rds-instance', database.id, 'NOT_PUBLICLY_ACCESSIBLE'),
      { openings: overBalancers, blockers: [] },
    ]);
  }
  const groups = filterSets(network, database.securityGroups, 'ingress', 4);
  const hop: Hop = { component: 'rds-instance', id: database.id, rule: null, code: null };
  const ways = database.subnets.map(({ subnet, zone }) => {
    const arrival = arrivalFromInternet(network, subnet, 4);
    const openings = directOpenings(arrival, { subnet, family: 4, groups, hop })
      .filter(({ protocol }) => protocol === 'tcp')
      .map((opening) => onlyPort(opening, database.port))
      .filter((opening) => !isEmpty(opening.ports.may));
    return { subnet, here: zone === null || database.zone === null || zone === database.zone, openings, arrival };
  });
  const here = ways.filter((way) => way.here);
  const surely = here.length > 0 && here.every((way) => way.openings.some(isProved));
  return join([
    ...ways.map((way): Way => {
      const seen =
        surely && way.here ? way.openings : way.openings.map((opening) => unproved(opening, [failover(way.subnet)]));
      const openings = database.publiclyAccessible
        ? seen
        : seen.map((opening) => unproved(opening, [untold(database)]));
      const mismatch: Hop = {
        component: 'security-group',
        id: database.securityGroups.toSorted().join(','),
        rule: null,
        code: 'ENI_SG_RULES_MISMATCH',
      };
      return { openings, blockers: openings.length > 0 ? [] : [way.arrival.blocker ?? mismatch] };
    }),
    { openings: overBalancers, blockers: [] },
  ]);
};

const sharedInterface = (eni: NetworkInterface): Missing => ({
  component: 'network-interface',
  id: eni.id,
  gap: { kind: 'unsupported', detail: `which database ${eni.id} belongs to cannot be read` },
});
