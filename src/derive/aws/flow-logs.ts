import type { Read } from '../../domain/gap.ts';
import { known } from '../../domain/gap.ts';
import type { FlowLog, NetworkFacts } from '../../domain/network.ts';

/** Whether flow logs record all traffic of a VPC; `lack` says why not, null = they do. */
export interface VpcLogging {
  readonly vpc: string;
  readonly lack: string | null;
}

/** Every VPC that holds network interfaces. It is recorded by a flow log of its own, or by one on each subnet in use. */
export const flowLogging = ({ interfaces, flowLogs }: NetworkFacts): Read<readonly VpcLogging[]> => {
  if (!interfaces.ok) return interfaces;
  const used = interfaces.value.filter(({ inUse }) => inUse);
  if (used.length === 0) return known([]);
  if (!flowLogs.ok) return flowLogs;
  const logs = flowLogs.value;
  return known(
    [...new Set(used.map(({ vpc }) => vpc))].sort().map((vpc) => {
      const subnets = [...new Set(used.filter((one) => one.vpc === vpc).map(({ subnet }) => subnet))];
      const missing = subnets.find((subnet) => !recordsAll(logs, [vpc, subnet]));
      return { vpc, lack: missing === undefined ? null : lackOf(logs, vpc, missing) };
    }),
  );
};

/** A VPC's log records its subnets too. Accepted and rejected traffic may be in two logs. */
const recordsAll = (logs: readonly FlowLog[], resources: readonly string[]): boolean => {
  const good = logs.filter(({ resource, active, delivering }) => resources.includes(resource) && active && delivering);
  const records = (traffic: string): boolean => good.some((log) => log.traffic === traffic);
  return records('ALL') || (records('ACCEPT') && records('REJECT'));
};

const lackOf = (logs: readonly FlowLog[], vpc: string, subnet: string): string => {
  const some = logs.filter(({ resource }) => resource === vpc || resource === subnet);
  if (some.length === 0) return `no flow log records subnet ${subnet}`;
  if (some.every(({ active, delivering }) => !active || !delivering))
    return `the flow log of subnet ${subnet} does not deliver`;
  return `flow logs of subnet ${subnet} leave out part of the traffic`;
};
