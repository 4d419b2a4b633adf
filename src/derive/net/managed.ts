import type { Hop } from '../../domain/finding.ts';
import type { ManagedEndpoint, ServiceAccess } from '../../domain/managed-endpoints.ts';
import type { Family, NetworkInterface } from '../../domain/network.ts';
import { type Admission, admissionTo } from './admission.ts';
import { type Intervals, isEmpty, NOTHING, unionAll } from './intervals.ts';
import type { Network } from './network.ts';
import { type Opening, onePort } from './opening.ts';
import { placedExposure } from './placed.ts';
import { showAddress, someAddress } from './space.ts';
import { wholeAxis } from './traffic.ts';
import { blocked, type Exposure, join, type Way } from './way.ts';

const hopOf = ({ type, id }: ManagedEndpoint, rule: string | null): Hop => ({ component: type, id, rule, code: null });

const openingOf = (endpoint: ManagedEndpoint, admission: Admission, family: Family): Opening => {
  const { clients, missing, rule } = admission;
  const ports: Intervals = endpoint.ports === null ? wholeAxis('tcp') : unionAll(endpoint.ports.map(onePort));
  const client = someAddress(isEmpty(clients.must) ? clients.may : clients.must);
  return {
    doors: [endpoint.door],
    through: endpoint.door === 'direct' ? null : endpoint.id,
    family,
    protocol: 'tcp',
    ports: { may: ports, must: isEmpty(clients.must) ? NOTHING : ports },
    missing,
    trace: () => [
      { component: 'internet', id: client === undefined ? 'any' : showAddress(client), rule: null, code: null },
      hopOf(endpoint, rule),
    ],
  };
};

const FAMILIES = [4, 6] as const;

/** IPv6 is asked of those alone that name their sources: the others answer everybody or nobody. */
const servedByAws = (network: Network, endpoint: ManagedEndpoint, access: ServiceAccess): Way => {
  const openings = FAMILIES.filter((family) => family === 4 || access.sources !== null).flatMap((family) => {
    const admission = admissionTo(network, endpoint, access, family);
    return isEmpty(admission.clients.may) ? [] : [openingOf(endpoint, admission, family)];
  });
  const code = access.policy?.decides ? 'POLICY_REFUSES_STRANGERS' : 'SOURCES_NOT_PUBLIC';
  return { openings, blockers: openings.length > 0 ? [] : [{ ...hopOf(endpoint, access.setting), code }] };
};

/** Everything of the internet that gets to an endpoint of a managed service. */
export const endpointExposure = (
  network: Network,
  endpoint: ManagedEndpoint,
  exposureOfInterface: (eni: NetworkInterface) => Exposure,
): Exposure => {
  const { type, id, access } = endpoint;
  if (!access.ok) return join([], [{ component: type, id, gap: access.gap }]);
  switch (access.value.at) {
    case 'nowhere':
      return join([blocked(type, id, access.value.code)]);
    case 'service':
      return join([servedByAws(network, endpoint, access.value)]);
    case 'subnets':
      return placedExposure(network, endpoint, access.value, exposureOfInterface);
  }
};
