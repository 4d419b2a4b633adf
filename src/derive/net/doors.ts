import type { Hop } from '../../domain/finding.ts';
import type { Balancer, BalancerListener, NetworkInterface, SecurityGroup, Subnet } from '../../domain/network.ts';
import { blockingOf } from './block.ts';
import { balancerFilters, balancerHop, type Entrance } from './entrance.ts';
import { type Filter, filtersOf } from './groups.ts';
import { contains, covers, isEmpty, NOTHING } from './intervals.ts';
import { drawer, type Network } from './network.ts';
import { type Opening, onePort } from './opening.ts';

/** CloudFront makes a group of this name in every VPC that has a VPC origin. */
const ORIGIN_GROUP = 'CloudFront-VPCOrigins-Service-SG';

import { acceleratorOpenings, type Delivery } from './accelerators.ts';

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
  return [...acceleratorOpenings(network, eni), ...byOrigin];
};
