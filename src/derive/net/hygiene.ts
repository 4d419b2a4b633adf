import type { Read } from '../../domain/gap.ts';
import { known } from '../../domain/gap.ts';
import type { NetworkFacts, VpcEndpoint } from '../../domain/network.ts';
import type { HygieneRule } from '../../domain/parameters.ts';

/** Whether a claim is about a rule. Claims of kinds that know no such rules are. */
export const keeps =
  (rule: HygieneRule) =>
  (parameters: object): boolean => {
    const rules: unknown = 'rules' in parameters ? parameters.rules : null;
    return !Array.isArray(rules) || rules.includes(rule);
  };

/** How a VPC in use gets to S3. */
export interface S3Way {
  readonly vpc: string;
  /** An available endpoint, preferring one that traffic is led to; null = it has none. */
  readonly endpoint: VpcEndpoint | null;
  /** Interface endpoints work by name; a gateway endpoint only for the tables that route to it. */
  readonly routed: boolean;
}

const isS3 = ({ service, available }: VpcEndpoint): boolean => available && /\.s3$/.test(service);

/** Every VPC that holds interfaces in use, with its endpoint for S3. */
export const s3Ways = (facts: NetworkFacts): Read<readonly S3Way[]> => {
  const { interfaces, vpcEndpoints, routeTables } = facts;
  if (!interfaces.ok) return interfaces;
  const used = [...new Set(interfaces.value.filter(({ inUse }) => inUse).map(({ vpc }) => vpc))].toSorted();
  if (used.length === 0) return known([]);
  if (!vpcEndpoints.ok) return vpcEndpoints;
  if (!routeTables.ok) return routeTables;
  const targets = new Set(routeTables.value.flatMap(({ routes }) => routes.map(({ targetId }) => targetId)));
  const leads = ({ id, type }: VpcEndpoint): boolean => type !== 'Gateway' || targets.has(id);
  return known(
    used.map((vpc) => {
      const own = vpcEndpoints.value.filter((endpoint) => endpoint.vpc === vpc && isS3(endpoint));
      const endpoint = own.find(leads) ?? own[0] ?? null;
      return { vpc, endpoint, routed: endpoint !== null && leads(endpoint) };
    }),
  );
};
