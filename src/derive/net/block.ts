import type { BlockMode, NetworkFacts, Subnet } from '../../domain/network.ts';
import type { Missing, Network } from './network.ts';

/** Whether VPC Block Public Access lets traffic of the internet gateway into a subnet. */
export interface Blocking {
  readonly state: 'open' | 'blocked' | 'unknown';
  readonly missing: readonly Missing[];
}

const OPEN: Blocking = { state: 'open', missing: [] };
const BLOCKED: Blocking = { state: 'blocked', missing: [] };
const COMPONENT = 'vpc-block-public-access';

const unknown = (...missing: readonly Missing[]): Blocking => ({ state: 'unknown', missing });

const excluded = (facts: NetworkFacts, subnet: Subnet): Blocking => {
  const { blockExclusions } = facts;
  if (!blockExclusions.ok) {
    return unknown({ component: 'vpc-block-public-access-exclusion', id: subnet.vpc, gap: blockExclusions.gap });
  }
  const own = blockExclusions.value.filter((exclusion) => exclusion.of === subnet.id || exclusion.of === subnet.vpc);
  const admitting = own.filter((exclusion) => exclusion.mode === 'allow-bidirectional');
  if (admitting.some((exclusion) => exclusion.state === 'active')) return OPEN;
  const changing = admitting.find((exclusion) => exclusion.state === 'changing');
  if (changing === undefined) return BLOCKED;
  const detail = `exclusion ${changing.id} is being changed`;
  return unknown({
    component: 'vpc-block-public-access-exclusion',
    id: changing.id,
    gap: { kind: 'malformed', detail },
  });
};

/** The account's options, with exclusions; null when they say nothing about this subnet. */
const byOptions = (facts: NetworkFacts | undefined, subnet: Subnet): Blocking | null => {
  if (facts === undefined || facts.account !== subnet.owner || !facts.blockOptions.ok) return null;
  const { mode, settled, exclusionsAllowed } = facts.blockOptions.value;
  if (!settled) {
    const detail = 'VPC Block Public Access is being changed';
    return unknown({ component: COMPONENT, id: subnet.vpc, gap: { kind: 'malformed', detail } });
  }
  if (mode === 'off') return OPEN;
  return exclusionsAllowed ? excluded(facts, subnet) : BLOCKED;
};

/** The state that AWS states on the subnet itself. A block there does not say whether an exclusion was considered. */
const byStatement = (facts: NetworkFacts | undefined, subnet: Subnet, stated: BlockMode | null): Blocking | null => {
  if (stated === null) return null;
  if (stated === 'off') return OPEN;
  return facts === undefined ? BLOCKED : excluded(facts, subnet);
};

/**
 * Does VPC Block Public Access stop inbound traffic of the internet gateway to a subnet? Both blocking modes stop it, unless the subnet
 * or its VPC has an active allow-bidirectional exclusion. The options hold per region and owning account; what AWS states on the
 * subnet is used when the options are unread, and contradicting answers are unknown.
 * Amazon VPC User Guide, "Block public access to VPCs and subnets".
 */
export const blockingOf = (network: Network, subnet: Subnet): Blocking => {
  const facts = network.factsOf(subnet.vpc);
  const vpc = network.vpc(subnet.vpc);
  const stated = subnet.blockMode ?? (vpc.ok ? vpc.value.blockMode : null);
  const options = byOptions(facts, subnet);
  const statement = byStatement(facts, subnet, stated);
  if (options === null && statement === null) {
    const gap =
      facts !== undefined && !facts.blockOptions.ok
        ? facts.blockOptions.gap
        : ({ kind: 'malformed', detail: `no Block Public Access state for ${subnet.id}` } as const);
    return unknown({ component: COMPONENT, id: subnet.vpc, gap });
  }
  if (options === null || statement === null) return options ?? statement ?? OPEN;
  if (options.state === statement.state || statement.state === 'unknown') return options;
  if (options.state === 'unknown') return options;
  const detail = `the account's options and the state of ${subnet.id} contradict each other`;
  return unknown({ component: COMPONENT, id: subnet.vpc, gap: { kind: 'malformed', detail } });
};
