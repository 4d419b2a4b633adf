import type { Hop } from '../../domain/finding.ts';
import type { Cidr, Family, Subnet } from '../../domain/network.ts';
import { type Bridge, bridgesTo } from './bridges.ts';
import { overlaps } from './intervals.ts';
import type { Missing, Network } from './network.ts';
import { addressesOf } from './space.ts';

/** Whether routes lead from one VPC to another and back, whatever filters say. */
export interface Link {
  readonly verdict: 'joined' | 'apart' | 'unknown';
  readonly hops: readonly Hop[];
  readonly missing: readonly Missing[];
}

/** A bridge that carries packets of one subnet to addresses of another. */
interface Lead {
  readonly from: Subnet;
  readonly to: Subnet;
  readonly bridge: Bridge;
  readonly certain: boolean;
}

/** Subnets of one table and zone have the same ways out. */
const representatives = (network: Network, vpc: string): readonly Subnet[] => [
  ...new Map(
    network.subnetsIn(vpc).map((subnet) => {
      const table = network.routeTableOf(subnet.id);
      return [`${table.ok ? table.value.id : subnet.id} ${subnet.zone}`, subnet];
    }),
  ).values(),
];

const overlapping = (bound: Bridge['addresses']['may'], cidrs: readonly Cidr[], family: Family): boolean =>
  overlaps(bound, addressesOf(cidrs, family));

/** The surest lead out of one VPC into another; null when there is none. */
const leadTo = (network: Network, family: Family, a: string, b: string): Lead | null => {
  let possible: Lead | null = null;
  for (const from of representatives(network, a)) {
    for (const bridge of bridgesTo(network, family, from.id, b)) {
      for (const to of network.subnetsIn(b)) {
        if (!overlapping(bridge.addresses.may, to.cidrs, family)) continue;
        const certain = overlapping(bridge.addresses.must, to.cidrs, family);
        const lead = { from, to, bridge, certain };
        if (certain) return lead;
        possible ??= lead;
      }
    }
  }
  return possible;
};

const hopsOf = (network: Network, { from, to, bridge }: Lead, family: Family): readonly Hop[] => {
  const table = network.routeTableOf(from.id);
  const [at] = addressesOf(to.cidrs, family);
  return [
    { component: 'vpc', id: from.vpc, rule: null, code: null },
    ...(table.ok ? [{ component: 'route-table', id: table.value.id, rule: to.cidrs.join(', '), code: null }] : []),
    bridge.hop,
    ...(at === undefined ? [] : bridge.trace(at)),
    { component: 'vpc', id: to.vpc, rule: null, code: null },
  ];
};

const oneSided = ({ bridge, from }: Lead): Missing => ({
  component: bridge.hop.component,
  id: bridge.hop.id,
  gap: {
    kind: 'unsupported',
    detail: `routes lead out of ${from.vpc} over ${bridge.hop.id} on one side only: packets that need no reply may pass`,
  },
});

/** Without its subnets and tables, nothing is known of where a VPC leads. */
const unlisted = (network: Network, vpc: string): readonly Missing[] => {
  const facts = network.factsOf(vpc);
  if (facts === undefined) return network.unlisted('vpcs');
  return [facts.subnets, facts.routeTables].flatMap((read) =>
    read.ok ? [] : [{ component: 'vpc', id: vpc, gap: read.gap }],
  );
};

const unsettled = ({ bridge: { hop } }: Lead): Missing => ({
  component: hop.component,
  id: hop.id,
  gap: { kind: 'inconclusive', detail: `whether ${hop.id} carries the packets cannot be told` },
});

const linkOver = (network: Network, family: Family, a: string, b: string): Link => {
  const there = leadTo(network, family, a, b);
  const back = leadTo(network, family, b, a);
  if (there === null && back === null) return { verdict: 'apart', hops: [], missing: [] };
  if (there?.certain && back?.certain) {
    return { verdict: 'joined', hops: hopsOf(network, there, family), missing: [] };
  }
  const leads = [there, back].filter((lead) => lead !== null);
  const causes = leads.flatMap(({ bridge, certain }) => (certain ? [] : bridge.missing));
  const [first] = leads;
  return {
    verdict: 'unknown',
    hops: leads.map(({ bridge }) => bridge.hop),
    missing: causes.length > 0 || first === undefined ? causes : [first.certain ? oneSided(first) : unsettled(first)],
  };
};

const RANK: Readonly<Record<Link['verdict'], number>> = { joined: 0, unknown: 1, apart: 2 };

/**
 * Joined: for IPv4 or IPv6, a table in force on each side leads packets into the other VPC, over a peering or over transit gateways whose own
 * tables lead there. Apart: nothing possibly leads from either into the other.
 */
export const linkBetween = (network: Network, a: string, b: string): Link => {
  const [best] = ([4, 6] as const)
    .map((family) => linkOver(network, family, a, b))
    .toSorted((x, y) => RANK[x.verdict] - RANK[y.verdict]);
  const missing = [...unlisted(network, a), ...unlisted(network, b)];
  if (best === undefined || (best.verdict === 'apart' && missing.length > 0))
    return { verdict: 'unknown', hops: [], missing };
  return best;
};
