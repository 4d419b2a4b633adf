import type { Hop } from '../../domain/finding.ts';
import type {
  AcceleratorEndpoint,
  Balancer,
  BalancerListener,
  Family,
  NetworkInterface,
  SecurityGroup,
  Subnet,
} from '../../domain/network.ts';
import { type Bands, everyBand, meet, repliesTo } from './acl.ts';
import { attachedGateway } from './arrival.ts';
import { blockingOf } from './block.ts';
import { balancerFilters, balancerHop, type Entrance } from './entrance.ts';
import { admittedOn, type Filter, filtersOf } from './groups.ts';
import {
  type Bounds,
  contains,
  covers,
  type Intervals,
  intersect,
  interval,
  isEmpty,
  NOTHING,
  union,
} from './intervals.ts';
import { drawer, type Missing, type Network } from './network.ts';
import { type Opening, onePort } from './opening.ts';
import { subnetAcl } from './subnet-acl.ts';
import type { ProtocolClass } from './traffic.ts';

/** CloudFront makes a group of this name in every VPC that has a VPC origin. */
const ORIGIN_GROUP = 'CloudFront-VPCOrigins-Service-SG';

interface Delivery {
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

/** The port an accelerator endpoint uses for a client's port, when the endpoint listens on `port`. */
const dialledFor = (endpoint: AcceleratorEndpoint, port: number): Intervals =>
  endpoint.ports.reduce<Intervals>((set, { from, to, targetPort }) => {
    if (targetPort !== null) return targetPort === port ? union(set, interval(from, to + 1)) : set;
    return from <= port && port <= to ? union(set, onePort(port)) : set;
  }, NOTHING);

const endpointsAt = (network: Network, target: string): readonly AcceleratorEndpoint[] =>
  network.global
    .flatMap(({ accelerators }) => (accelerators.ok ? accelerators.value : []))
    .filter((endpoint) => endpoint.target === target && endpoint.enabled && endpoint.preservesClientIp);

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
          const { clients, missing } = delivered(network, found.value, 4, filters, endpoint.protocol, listener.port);
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

const originGroups = drawer<readonly SecurityGroup[]>();

/** The group that CloudFront makes in a VPC with origins, if it is there. */
export const groupOfOrigins = (network: Network, vpc: string): string | null =>
  network
    .once(originGroups, '', () =>
      network.regions
        .flatMap(({ securityGroups }) => (securityGroups.ok ? securityGroups.value : []))
        .filter((group) => group.name === ORIGIN_GROUP),
    )
    .find((group) => group.vpc === vpc)?.id ?? null;

/** What CloudFront's interfaces in a VPC get through a set of rules: its own group surely, any other source perhaps. */
const originClients = (
  network: Network,
  vpc: string,
  subnet: Subnet,
  filters: readonly Filter[],
  port: number,
): Delivery => {
  const blocking = blockingOf(network, subnet);
  if (blocking.state === 'blocked') return { clients: { may: NOTHING, must: NOTHING }, missing: [] };
  const group = groupOfOrigins(network, vpc);
  const onPort = filters.filter((filter) => contains(filter.spans.tcp.may, port));
  const sure = onPort.some(
    (filter) =>
      contains(filter.spans.tcp.must, port) &&
      ((group !== null && filter.group === group) || covers(filter.addresses.must, network.clients[4])),
  );
  return {
    clients: {
      may: onPort.length > 0 ? network.clients[4] : NOTHING,
      must: sure && blocking.state === 'open' ? network.clients[4] : NOTHING,
    },
    missing: [
      ...blocking.missing,
      ...onPort.flatMap((filter) => filter.missing),
      ...(sure
        ? []
        : [
            {
              component: 'cdn',
              id: vpc,
              gap: { kind: 'unsupported', detail: 'the address CloudFront comes from is not known' },
            } as const,
          ]),
    ],
  };
};

const originsAt = (network: Network, target: string) =>
  network.global
    .flatMap(({ vpcOrigins }) => (vpcOrigins.ok ? vpcOrigins.value : []))
    .filter((origin) => origin.target === target && origin.distributions.length > 0);

/** Entrances to a private load balancer over CloudFront VPC origins. */
export const originEntrances = (
  network: Network,
  balancer: Balancer,
  listeners: readonly BalancerListener[],
): readonly Entrance[] =>
  originsAt(network, balancer.id).flatMap((origin) =>
    listeners
      .filter(({ port }) => origin.ports.includes(port))
      .flatMap((listener) =>
        balancer.nodes.flatMap(({ subnet }): readonly Entrance[] => {
          const found = network.subnet(subnet);
          if (!found.ok) return [];
          const filters = balancerFilters(network, balancer, 4);
          const { clients, missing } = originClients(network, balancer.vpc, found.value, filters, listener.port);
          return [
            {
              balancer,
              subnet,
              family: 4,
              protocol: 'tcp',
              listener,
              clients,
              doors: ['cdn'],
              through: origin.distributions[0] ?? origin.id,
              missing,
              trace: () => [
                { component: 'internet', id: 'any', rule: null, code: null },
                { component: 'distribution', id: origin.distributions[0] ?? '', rule: null, code: null },
                { component: 'vpc-origin', id: origin.id, rule: null, code: null },
                balancerHop(balancer, 'tcp', listener.port),
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

/** Openings of an instance that is itself the endpoint of an accelerator or the target of a VPC origin. */
export const openingsByName = (network: Network, eni: NetworkInterface): readonly Opening[] => {
  const found = network.subnet(eni.subnet);
  if (eni.instance === null || !found.ok) return [];
  const { instance } = eni;
  const filters = filtersOf(network, eni.groups, 'ingress', 4);
  const byAccelerator = endpointsAt(network, instance).flatMap((endpoint) =>
    endpoint.ports.flatMap(({ from, to, targetPort }): readonly Opening[] => {
      const { protocol } = endpoint;
      const inner = targetPort === null ? interval(from, to + 1) : onePort(targetPort);
      const port = firstAdmitted(filters, protocol, inner);
      if (port === null) return [];
      const { clients, missing } = delivered(network, found.value, 4, filters, protocol, port);
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
  const origins = network.global
    .flatMap(({ vpcOrigins }) => (vpcOrigins.ok ? vpcOrigins.value : []))
    .filter((origin) => origin.target.endsWith(`instance/${instance}`) && origin.distributions.length > 0);
  const byOrigin = origins.flatMap((origin) =>
    origin.ports.flatMap((port): readonly Opening[] => {
      const { clients, missing } = originClients(network, eni.vpc, found.value, filters, port);
      if (isEmpty(clients.may)) return [];
      return [
        {
          doors: ['cdn'],
          through: origin.distributions[0] ?? origin.id,
          family: 4,
          protocol: 'tcp',
          ports: { may: onePort(port), must: isEmpty(clients.must) ? NOTHING : onePort(port) },
          missing,
          trace: () => [
            { component: 'internet', id: 'any', rule: null, code: null },
            { component: 'vpc-origin', id: origin.id, rule: null, code: null },
            hopOf(eni),
          ],
        },
      ];
    }),
  );
  return [...byAccelerator, ...byOrigin];
};

const firstAdmitted = (filters: readonly Filter[], protocol: ProtocolClass, ports: Intervals): number | null => {
  for (const filter of filters) {
    const [first] = intersect(filter.spans[protocol].may, ports);
    if (first !== undefined) return Number(first);
  }
  return null;
};
