import type { Read } from '../../domain/gap.ts';
import { known, unread } from '../../domain/gap.ts';
import type { NetworkFacts } from '../../domain/network.ts';

/** An Auto Scaling group as its running instances show it. */
export interface ScalingGroup {
  readonly name: string;
  readonly zones: readonly string[];
}

/** Tag that AWS itself sets on every instance of a group. */
const groupTag = 'aws:autoscaling:groupName';

/** Groups with running instances, and the zones these run in. Unread when instances or the zone of one could not be read. */
export const scalingGroups = ({ instances, subnets }: NetworkFacts): Read<readonly ScalingGroup[]> => {
  if (!instances.ok) return instances;
  const zones = new Map<string, Set<string>>();
  for (const { id, state, subnet, tags } of instances.value) {
    const name = tags[groupTag];
    if (name === undefined || state !== 'running') continue;
    if (!subnets.ok) return subnets;
    const zone = subnets.value.find((one) => one.id === subnet)?.zone ?? null;
    if (zone === null) return unread({ kind: 'inconclusive', detail: `the zone of instance ${id} was not read` });
    zones.set(name, (zones.get(name) ?? new Set()).add(zone));
  }
  return known([...zones].map(([name, found]) => ({ name, zones: [...found].sort() })));
};
