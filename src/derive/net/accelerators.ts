import type { Hop } from '../../domain/finding.ts';
import type {
  AcceleratorEndpoint,
  Balancer,
  BalancerListener,
  Family,
  NetworkInterface,
  Subnet,
} from '../../domain/network.ts';
import { type Bands, everyBand, meet, repliesTo } from './acl.ts';
import { attachedGateway } from './arrival.ts';
import { blockingOf } from './block.ts';
import { balancerFilters, balancerHop, type Entrance } from './entrance.ts';
import { admittedOn, type Filter, filtersOf } from './groups.ts';
import { type Bounds, type Intervals, intersect, interval, isEmpty, NOTHING, union } from './intervals.ts';
import type { Missing, Network } from './network.ts';
import { type Opening, onePort } from './opening.ts';
import { subnetAcl } from './subnet-acl.ts';
import type { ProtocolClass } from './traffic.ts';

/** Who gets through to a private address over a door of AWS. */
export interface Delivery {
  readonly clients: Bounds<Intervals>;
  readonly missing: readonly Missing[];
}

/**
 * Internet traffic that AWS hands to a private address without route or public address: the VPC only needs an attached internet gateway
 * and no Block Public Access. The network ACL counts for the reply; whether it does for the request is not certain.
 * Global Accelerator Developer Guide, "Secure VPC connections", "Endpoints with client IP address preservation".
 */
const delivered = (
  network: Network,
  subnet: Subnet,
  family: Family,
  filters: readonly Filter[],
  protocol: ProtocolClass,
  port: number,
): Delivery => {
  const gateway = attachedGateway(network, subnet.vpc);
  const blocking = blockingOf(network, subnet);
  if (gateway.attached === 'no' || blocking.state === 'blocked')
    return { clients: { may: NOTHING, must: NOTHING }, missing: [] };
  const acl = network.aclOf(subnet.id);
  const inside = subnetAcl(network, subnet.id, 'ingress', family, protocol);
  const back = subnetAcl(network, subnet.id, 'egress', family, protocol);
  const clients = everyBand(protocol, network.clients[family]);
  const sure = gateway.attached === 'yes' && blocking.state === 'open';
  const arriving: Bounds<Bands> = {
    may: protocol === 'tcp' ? meet(clients, repliesTo(back.may, protocol)) : clients,
    must: sure ? meet(meet(clients, inside.must), repliesTo(back.must, protocol)) : [],
  };
  return {
    clients: admittedOn(arriving, filters, protocol, port),
    missing: [
      ...gateway.missing,
      ...blocking.missing,
      ...(acl.ok ? [] : [acl.missing]),
      ...filters.flatMap((filter) => filter.missing),
    ],
  };
};

/** The same for one endpoint: traffic that only comes when nothing else is healthy is possible, never proved. */
const deliveredBy = (
  network: Network,
  endpoint: AcceleratorEndpoint,
  subnet: Subnet,
  filters: readonly Filter[],
  port: number,
): Delivery => {
  const { clients, missing } = delivered(network, subnet, 4, filters, endpoint.protocol, port);
  if (endpoint.served) return { clients, missing };
  const detail = 'its weight or traffic dial is zero: traffic comes only when nothing else is healthy';
  const idle: Missing = {
    component: 'global-accelerator',
    id: endpoint.accelerator,
    gap: { kind: 'inconclusive', detail },
  };
  return { clients: { may: clients.may, must: NOTHING }, missing: [...missing, idle] };
};

/** The port an accelerator endpoint uses for a client's port, when the endpoint listens on `port`. */
const dialledFor = (endpoint: AcceleratorEndpoint, port: number): Intervals =>
  endpoint.ports.reduce<Intervals>((set, { from, to, targetPort }) => {
    if (targetPort !== null) return targetPort === port ? union(set, interval(from, to + 1)) : set;
    return from <= port && port <= to ? union(set, onePort(port)) : set;
  }, NOTHING);

const endpointsAt = (network: Network, target: string): readonly AcceleratorEndpoint[] =>
  network.global
    .flatMap(({ accelerators }) => (accelerators.ok ? accelerators.value : []))
    .filter((endpoint) => endpoint.target === target && endpoint.preservesClientIp);

const acceleratorHop = (endpoint: AcceleratorEndpoint): Hop => ({
  component: 'global-accelerator',
  id: endpoint.accelerator,
  rule: null,
  code: null,
});

/** Entrances to a load balancer over Global Accelerator, internal ones in private subnets included. */
export const acceleratorEntrances = (
  network: Network,
  balancer: Balancer,
  listeners: readonly BalancerListener[],
): readonly Entrance[] =>
  endpointsAt(network, balancer.id).flatMap((endpoint) =>
    listeners
      .filter(({ port, protocols }) => protocols.includes(endpoint.protocol) && !isEmpty(dialledFor(endpoint, port)))
      .flatMap((listener) =>
        balancer.nodes.flatMap(({ subnet }): readonly Entrance[] => {
          const found = network.subnet(subnet);
          if (!found.ok) return [];
          const filters = balancerFilters(network, balancer, 4);
          const { clients, missing } = deliveredBy(network, endpoint, found.value, filters, listener.port);
          return [
            {
              balancer,
              subnet,
              family: 4,
              protocol: endpoint.protocol,
              listener,
              clients,
              doors: ['global-accelerator'],
              through: endpoint.accelerator,
              missing,
              trace: () => [
                { component: 'internet', id: 'any', rule: null, code: null },
                acceleratorHop(endpoint),
                balancerHop(balancer, endpoint.protocol, listener.port),
              ],
            },
          ];
        }),
      ),
  );

const hopOf = (eni: NetworkInterface): Hop => ({
  component: 'network-interface',
  id: eni.id,
  rule: eni.instance,
  code: null,
});

/** Openings of an instance that is itself the endpoint of an accelerator. */
export const acceleratorOpenings = (network: Network, eni: NetworkInterface): readonly Opening[] => {
  const found = network.subnet(eni.subnet);
  if (eni.instance === null || !found.ok) return [];
  const { instance } = eni;
  const filters = filtersOf(network, eni.groups, 'ingress', 4);
  return endpointsAt(network, instance).flatMap((endpoint) =>
    endpoint.ports.flatMap(({ from, to, targetPort }): readonly Opening[] => {
      const { protocol } = endpoint;
      const inner = targetPort === null ? interval(from, to + 1) : onePort(targetPort);
      const port = firstAdmitted(filters, protocol, inner);
      if (port === null) return [];
      const { clients, missing } = deliveredBy(network, endpoint, found.value, filters, port);
      if (isEmpty(clients.may)) return [];
      const dialled = targetPort === null ? onePort(port) : interval(from, to + 1);
      return [
        {
          doors: ['global-accelerator'],
          through: endpoint.accelerator,
          family: 4,
          protocol,
          ports: { may: targetPort === null ? inner : dialled, must: isEmpty(clients.must) ? NOTHING : dialled },
          missing,
          trace: () => [
            { component: 'internet', id: 'any', rule: null, code: null },
            acceleratorHop(endpoint),
            hopOf(eni),
          ],
        },
      ];
    }),
  );
};

const firstAdmitted = (filters: readonly Filter[], protocol: ProtocolClass, ports: Intervals): number | null => {
  for (const filter of filters) {
    const [first] = intersect(filter.spans[protocol].may, ports);
    if (first !== undefined) return Number(first);
  }
  return null;
};
