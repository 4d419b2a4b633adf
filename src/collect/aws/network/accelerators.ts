import type { Read } from '../../../domain/gap.ts';
import { known, unread } from '../../../domain/gap.ts';
import type { AcceleratorEndpoint } from '../../../domain/network.ts';
import { toEndpoints } from '../../../parse/aws/network/accelerators.ts';
import type { AwsPort } from '../port.ts';
import { whole } from './listing.ts';

export const acceleratorOperations = [
  'global-accelerator:ListAccelerators',
  'global-accelerator:ListListeners',
  'global-accelerator:ListEndpointGroups',
  'global-accelerator:ListCustomRoutingAccelerators',
] as const;
type Port = AwsPort<(typeof acceleratorOperations)[number]>;

const endpointsOf = async (aws: Port, AcceleratorArn: string): Promise<Read<readonly AcceleratorEndpoint[]>> => {
  const question = { AcceleratorArn };
  const listeners = whole(await aws.list('global-accelerator:ListListeners', (page) => page.Listeners, question));
  if (!listeners.ok) return listeners;
  const found: AcceleratorEndpoint[] = [];
  for (const listener of listeners.value) {
    const { ListenerArn } = listener;
    const groups = whole(
      await aws.list('global-accelerator:ListEndpointGroups', (page) => page.EndpointGroups, { ListenerArn }),
    );
    if (!groups.ok) return groups;
    found.push(...groups.value.flatMap((group) => toEndpoints(AcceleratorArn, listener, group)));
  }
  return known(found);
};

/** Endpoints of all enabled accelerators. Custom routing maps ports to addresses by tables that are not read, so that one of them leaves all open. */
export const readAccelerators = async (aws: Port): Promise<Read<readonly AcceleratorEndpoint[]>> => {
  const standard = whole(await aws.list('global-accelerator:ListAccelerators', (page) => page.Accelerators));
  if (!standard.ok) return standard;
  const custom = whole(await aws.list('global-accelerator:ListCustomRoutingAccelerators', (page) => page.Accelerators));
  if (!custom.ok) return custom;
  const [first] = custom.value;
  if (first !== undefined)
    return unread({ kind: 'unsupported', detail: `the custom routing of ${first.AcceleratorArn} is not followed` });
  const endpoints: AcceleratorEndpoint[] = [];
  for (const { AcceleratorArn, Enabled } of standard.value) {
    if (Enabled === false) continue;
    const read = await endpointsOf(aws, AcceleratorArn);
    if (!read.ok) return read;
    endpoints.push(...read.value);
  }
  return known(endpoints);
};
