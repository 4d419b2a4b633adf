import { z } from 'zod';
import type { AcceleratorEndpoint } from '../../../domain/network.ts';
import { many, maybe, text } from '../common.ts';

const port = z.int().min(0).max(65_535);

const names = {
  AcceleratorArn: text,
  DnsName: maybe(text),
  DualStackDnsName: maybe(text),
  IpSets: many(z.object({ IpAddresses: many(text) })),
};

/** https://docs.aws.amazon.com/global-accelerator/latest/api/API_Accelerator.html */
export const accelerators = z.object({
  Accelerators: z.array(z.object({ ...names, Enabled: maybe(z.boolean()) })),
});

/** Accelerators that map ports to single addresses of a subnet; only whether there are any is read. */
export const customAccelerators = z.object({ Accelerators: z.array(z.object(names)) });

/** https://docs.aws.amazon.com/global-accelerator/latest/api/API_Listener.html */
export const acceleratorListeners = z.object({
  Listeners: z.array(
    z.object({
      ListenerArn: text,
      Protocol: z.enum(['TCP', 'UDP']),
      PortRanges: z.array(z.object({ FromPort: port, ToPort: port })),
    }),
  ),
});
type Listener = z.output<typeof acceleratorListeners>['Listeners'][number];

/** https://docs.aws.amazon.com/global-accelerator/latest/api/API_EndpointGroup.html */
export const endpointGroups = z.object({
  EndpointGroups: z.array(
    z.object({
      TrafficDialPercentage: maybe(z.number()),
      EndpointDescriptions: many(
        z.object({ EndpointId: text, Weight: maybe(z.number()), ClientIPPreservationEnabled: maybe(z.boolean()) }),
      ),
      PortOverrides: many(z.object({ ListenerPort: port, EndpointPort: port })),
    }),
  ),
});
type EndpointGroup = z.output<typeof endpointGroups>['EndpointGroups'][number];

type Ports = AcceleratorEndpoint['ports'];

/** The ports of a listener, those that an endpoint group sends elsewhere taken out and told apart. */
const portsOf = (listener: Listener, { PortOverrides }: EndpointGroup): Ports => {
  const overrides = PortOverrides.toSorted((a, b) => a.ListenerPort - b.ListenerPort);
  return listener.PortRanges.flatMap(({ FromPort, ToPort }): Ports => {
    const own = overrides.filter(({ ListenerPort }) => ListenerPort >= FromPort && ListenerPort <= ToPort);
    const starts = [FromPort, ...own.map(({ ListenerPort }) => ListenerPort + 1)];
    const ends = [...own.map(({ ListenerPort }) => ListenerPort - 1), ToPort];
    const kept = starts.flatMap((from, i) => {
      const to = ends[i] ?? ToPort;
      return from <= to ? [{ from, to, targetPort: null }] : [];
    });
    return [
      ...kept,
      ...own.map(({ ListenerPort, EndpointPort }) => ({
        from: ListenerPort,
        to: ListenerPort,
        targetPort: EndpointPort,
      })),
    ];
  });
};

/**
 * The endpoints of one endpoint group of an enabled accelerator. Weight or traffic dial 0 keeps traffic away from an endpoint, yet not surely:
 * an accelerator without healthy endpoints sends it to any of them.
 */
export const toEndpoints = (
  accelerator: string,
  listener: Listener,
  group: EndpointGroup,
): readonly AcceleratorEndpoint[] =>
  group.EndpointDescriptions.map(({ EndpointId, Weight, ClientIPPreservationEnabled }) => ({
    accelerator,
    target: EndpointId,
    served: Weight !== 0 && group.TrafficDialPercentage !== 0,
    protocol: listener.Protocol === 'TCP' ? 'tcp' : 'udp',
    ports: portsOf(listener, group),
    // Instances and internal load balancers always see the client.
    preservesClientIp: ClientIPPreservationEnabled ?? true,
  }));
