import type { Hop } from '../../domain/finding.ts';
import { describeGap } from '../../domain/gap.ts';
import type { EndpointType, ManagedEndpoint } from '../../domain/managed-endpoints.ts';
import { type Exposure, exposureOf, isBalancerInterface, type Target } from './exposure.ts';
import { interval } from './intervals.ts';
import { instanceNames } from './named.ts';
import type { Network } from './network.ts';
import { PROTOCOL_CLASSES } from './traffic.ts';
import { missingFor, type OpenPorts, openPorts, RANK, type Verdict, verdictOf, witnessOf } from './verdict.ts';

/** Ports of one thing with the way of one packet to them; no way where they are merely possible. */
export interface OpenWay extends OpenPorts {
  readonly path: readonly Hop[];
}

/** One thing that the internet can or may reach. */
export interface ExposureRow {
  readonly type: 'network-interface' | 'load-balancer' | EndpointType;
  readonly id: string;
  /** What a person calls it: the instance of an interface (its Name tag, else its id), the name of a load balancer or endpoint. */
  readonly name: string;
  readonly verdict: Verdict;
  readonly ports: readonly OpenWay[];
  readonly doors: readonly string[];
  /** Why it could not be decided; empty unless the verdict is unknown. */
  readonly missing: readonly string[];
}

const wayTo = (exposure: Exposure, { protocol, from, to }: OpenPorts): readonly Hop[] =>
  witnessOf(exposure, { protocol, ports: interval(from, to + 1) })?.hops ?? [];

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Everything that the internet reaches or may reach, open things first. The interfaces of load balancers are left out, as the load balancers
 * stand for themselves; where these were not read, the interfaces are all there is.
 */
export const exposureTable = (network: Network, endpoints: readonly ManagedEndpoint[]): readonly ExposureRow[] => {
  const row = (type: ExposureRow['type'], id: string, name: string, target: Target): ExposureRow => {
    const exposure = exposureOf(network, target);
    return {
      type,
      id,
      name,
      verdict: verdictOf(exposure),
      ports: openPorts(exposure).map((open) => ({ ...open, path: open.certain ? wayTo(exposure, open) : [] })),
      doors: [...new Set(exposure.openings.flatMap(({ doors }) => doors))].toSorted(),
      missing: [...new Set(missingFor(exposure).map(({ gap }) => describeGap(gap)))],
    };
  };
  const names = instanceNames(network);
  const told = network.unlisted('balancers').length === 0;
  return [
    ...network.interfaces
      .filter((eni) => eni.inUse && !(told && isBalancerInterface(eni)))
      .map((eni) =>
        row('network-interface', eni.id, names.get(eni.instance ?? '') ?? eni.instance ?? '', {
          kind: 'network-interface',
          id: eni.id,
        }),
      ),
    ...network.balancers.map(({ id, name }) => row('load-balancer', id, name, { kind: 'load-balancer', id })),
    ...endpoints.map((endpoint) => row(endpoint.type, endpoint.id, endpoint.name, { kind: 'endpoint', endpoint })),
  ]
    .filter(({ verdict }) => verdict !== 'blocked')
    .toSorted((a, b) => RANK[a.verdict] - RANK[b.verdict] || order(a.id, b.id));
};

/** One line of the same table read by port. */
export interface PortRow {
  readonly open: OpenWay;
  readonly row: ExposureRow;
}

/** The table turned round: by protocol and port, proved ones before possible ones. */
export const byPort = (rows: readonly ExposureRow[]): readonly PortRow[] =>
  rows
    .flatMap((row) => row.ports.map((open) => ({ open, row })))
    .toSorted(
      (a, b) =>
        PROTOCOL_CLASSES.indexOf(a.open.protocol) - PROTOCOL_CLASSES.indexOf(b.open.protocol) ||
        a.open.from - b.open.from ||
        a.open.to - b.open.to ||
        Number(b.open.certain) - Number(a.open.certain) ||
        order(a.row.id, b.row.id),
    );
