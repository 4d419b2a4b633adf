import type { Balancer, BalancerListener, TargetGroup } from '../../domain/network.ts';
import { acceleratorEntrances } from './accelerators.ts';
import { arrivalFromInternet } from './arrival.ts';
import { originEntrances } from './doors.ts';
import { balancerFilters, balancerHop, clientsAt, type Entrance } from './entrance.ts';
import { admittedOn } from './groups.ts';
import { contains, isEmpty } from './intervals.ts';
import { drawer, type Network } from './network.ts';
import { someAddress } from './space.ts';

const directEntrances = (
  network: Network,
  balancer: Balancer,
  listeners: readonly BalancerListener[],
): readonly Entrance[] => {
  if (!balancer.internetFacing) return [];
  return balancer.nodes.flatMap(({ subnet }) =>
    balancer.publicFamilies.flatMap((family) => {
      const arrival = arrivalFromInternet(network, subnet, family);
      const filters = balancerFilters(network, balancer, family);
      return listeners.flatMap((listener) =>
        listener.protocols.map((protocol): Entrance => {
          const clients = admittedOn(arrival.bands[protocol], filters, protocol, listener.port);
          const admitting = filters.filter((filter) => contains(filter.spans[protocol].may, listener.port));
          return {
            balancer,
            subnet,
            family,
            protocol,
            listener,
            clients,
            doors: [],
            through: null,
            missing: [...arrival.missing[protocol], ...admitting.flatMap((filter) => filter.missing)],
            trace: () => {
              const client = someAddress(isEmpty(clients.must) ? clients.may : clients.must);
              if (client === undefined) return [];
              const rule = admitting.find((filter) => contains(filter.addresses.may, client));
              return [
                ...arrival.trace(protocol, listener.port, client),
                balancerHop(balancer, protocol, listener.port),
                ...(rule === undefined ? [] : [rule.hop]),
              ];
            },
          };
        }),
      );
    }),
  );
};

/** Entrances over a network load balancer that forwards to this application load balancer. */
const chainedEntrances = (
  network: Network,
  balancer: Balancer,
  listeners: readonly BalancerListener[],
  seen: readonly string[],
): readonly Entrance[] => {
  const groups = network.targetGroups.filter(
    ({ type, targets }) => type === 'alb' && targets.ok && targets.value.some(({ id }) => id === balancer.id),
  );
  return groups.flatMap((group) =>
    network.balancers
      .filter(({ id, kind }) => kind === 'network' && !seen.includes(id))
      .flatMap((front) => entrances(network, front, [...seen, balancer.id]))
      .filter((entrance) => forwardsTo(entrance.listener, group))
      .flatMap((entrance) =>
        listeners
          .filter((listener) => listener.port === group.port && listener.protocols.includes(entrance.protocol))
          .flatMap((listener) =>
            balancer.nodes.map(({ subnet }): Entrance => {
              const { family, protocol } = entrance;
              const filters = balancerFilters(network, balancer, family);
              const admitted = clientsAt(network, entrance, { subnet, filters, port: listener.port });
              return {
                ...entrance,
                balancer,
                subnet,
                listener,
                clients: admitted,
                doors: [...entrance.doors, 'load-balancer'],
                through: entrance.through ?? entrance.balancer.id,
                missing: [...entrance.missing, ...filters.flatMap((filter) => filter.missing)],
                trace: () => [...entrance.trace(), balancerHop(balancer, protocol, listener.port)],
              };
            }),
          ),
      ),
  );
};

const forwardsTo = (listener: BalancerListener, group: TargetGroup): boolean =>
  !listener.forwards.ok || listener.forwards.value.includes(group.id);

const entrances = (network: Network, balancer: Balancer, seen: readonly string[]): readonly Entrance[] => {
  const listeners = balancer.listeners.ok ? balancer.listeners.value : [];
  return [
    ...directEntrances(network, balancer, listeners),
    ...chainedEntrances(network, balancer, listeners, [...seen, balancer.id]),
    ...acceleratorEntrances(network, balancer, listeners),
    ...originEntrances(network, balancer, listeners),
  ].filter(({ clients }) => !isEmpty(clients.may));
};

const remembered = drawer<readonly Entrance[]>();

/** Every way in which the internet gets to the listeners of a load balancer. */
export const entrancesOf = (network: Network, balancer: Balancer): readonly Entrance[] =>
  network.once(remembered, balancer.id, () => entrances(network, balancer, []));
