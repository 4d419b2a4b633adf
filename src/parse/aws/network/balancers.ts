import { z } from 'zod';
import type { Gap, Read } from '../../../domain/gap.ts';
import { known, unread } from '../../../domain/gap.ts';
import type { Balancer, BalancerListener, BalancerTarget, Family, TargetGroup } from '../../../domain/network.ts';
import { many, maybe, text } from '../common.ts';
import type { ClassicBalancer, ElbAction, ElbBalancer, ElbListener } from '../elb.ts';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroup.html */
const targetGroup = z.object({
  TargetGroupArn: text,
  Protocol: maybe(text),
  Port: maybe(z.number()),
  TargetType: maybe(z.enum(['instance', 'ip', 'lambda', 'alb'])),
  VpcId: maybe(text),
  LoadBalancerArns: many(text),
});

export const targetGroups = z.object({ TargetGroups: many(targetGroup) });
export type ElbTargetGroup = z.output<typeof targetGroup>;

export const attributes = z.object({ Attributes: z.array(z.object({ Key: maybe(text), Value: maybe(text) })) });
export type ElbAttributes = z.output<typeof attributes>;

const health = z.object({ Target: maybe(z.object({ Id: text, Port: maybe(z.number()) })) });
/** An answer without the list is no empty list: it would hide what is behind a load balancer. */
export const targetHealth = z.object({ TargetHealthDescriptions: z.array(health) });

const attribute = ({ Attributes }: ElbAttributes, key: string): string | null =>
  Attributes.find(({ Key }) => Key === key)?.Value ?? null;

/** Listener protocols by what they carry on the wire; GENEVE belongs to gateway load balancers, which take no connections. */
const WIRE: Readonly<Record<string, readonly ('tcp' | 'udp')[]>> = {
  HTTP: ['tcp'],
  HTTPS: ['tcp'],
  TCP: ['tcp'],
  TLS: ['tcp'],
  SSL: ['tcp'],
  UDP: ['udp'],
  TCP_UDP: ['tcp', 'udp'],
  QUIC: ['udp'],
  TCP_QUIC: ['tcp', 'udp'],
};

const forwardsOf = (actions: readonly ElbAction[]): readonly string[] => [
  ...new Set(
    actions.flatMap(({ TargetGroupArn, ForwardConfig }) => [
      ...(TargetGroupArn === null ? [] : [TargetGroupArn]),
      ...(ForwardConfig?.TargetGroups ?? []).flatMap((one) => one.TargetGroupArn ?? []),
    ]),
  ),
];

/** A listener with the groups that its default action and, for HTTP, its rules forward to. */
export const toListener = (
  listener: ElbListener,
  rules: Read<readonly { readonly Actions: readonly ElbAction[] }[]>,
): readonly BalancerListener[] => {
  const protocols = WIRE[listener.Protocol ?? ''] ?? [];
  if (listener.Port === null || protocols.length === 0) return [];
  const forwards: Read<readonly string[]> = rules.ok
    ? known(forwardsOf([...listener.DefaultActions, ...rules.value.flatMap(({ Actions }) => Actions)]))
    : rules;
  return [{ port: listener.Port, protocols, forwards }];
};

const publicFamilies = (addressType: string | null): readonly Family[] => {
  if (addressType === 'dualstack') return [4, 6];
  return addressType === 'dualstack-without-public-ipv4' ? [6] : [4];
};

/** Cross-zone balancing is always on for application load balancers, and an attribute of the others. */
export const toBalancer = (
  value: ElbBalancer,
  listeners: Read<readonly BalancerListener[]>,
  settings: Read<ElbAttributes> | null,
): Balancer => ({
  id: value.LoadBalancerArn,
  name: value.LoadBalancerName,
  kind: value.Type,
  internetFacing: value.Scheme === 'internet-facing' && value.Type !== 'gateway',
  vpc: value.VpcId ?? '',
  nodes: value.AvailabilityZones.flatMap(({ SubnetId, ZoneName }) =>
    SubnetId === null ? [] : [{ subnet: SubnetId, zone: ZoneName }],
  ),
  groups: value.SecurityGroups,
  publicFamilies: publicFamilies(value.IpAddressType),
  crossZone:
    value.Type === 'application' ||
    (settings?.ok === true && attribute(settings.value, 'load_balancing.cross_zone.enabled') === 'true'),
  listeners,
  tags: {},
});

/** Client addresses are kept by default, but for `ip` targets of TCP and TLS groups. Only network load balancers can. */
const preservesByDefault = (group: ElbTargetGroup): boolean =>
  !(group.TargetType === 'ip' && (group.Protocol === 'TCP' || group.Protocol === 'TLS'));

const preserves = (group: ElbTargetGroup, settings: Read<ElbAttributes> | null): Read<boolean> => {
  if (settings === null) return known(false);
  if (!settings.ok) return settings;
  const stated = attribute(settings.value, 'preserve_client_ip.enabled');
  return known(stated === null ? preservesByDefault(group) : stated === 'true');
};

/** `settings` is null for groups whose protocol never keeps the client's address (HTTP, HTTPS). */
export const toTargetGroup = (
  group: ElbTargetGroup,
  targets: Read<z.output<typeof targetHealth>>,
  settings: Read<ElbAttributes> | null,
): TargetGroup => ({
  id: group.TargetGroupArn,
  port: group.Port,
  type: group.TargetType ?? 'instance',
  vpc: group.VpcId,
  balancers: group.LoadBalancerArns,
  preservesClientIp: preserves(group, settings),
  targets: targets.ok
    ? known(
        targets.value.TargetHealthDescriptions.flatMap(({ Target }): readonly BalancerTarget[] =>
          Target === null ? [] : [{ id: Target.Id, port: Target.Port }],
        ),
      )
    : targets,
});

const classicGroup = (arn: string, port: number): string => `${arn}#${port}`;

/** A Classic load balancer in the same terms: a target group of its own per listener. It hides the client's address. */
export const fromClassic = (
  value: ClassicBalancer,
  arn: string,
): { readonly balancer: Balancer; readonly groups: readonly TargetGroup[] } => {
  const listeners = value.ListenerDescriptions.map(({ Listener }) => Listener);
  return {
    balancer: {
      id: arn,
      name: value.LoadBalancerName,
      kind: 'classic',
      internetFacing: value.Scheme === 'internet-facing',
      vpc: value.VPCId ?? '',
      nodes: value.Subnets.map((subnet) => ({ subnet, zone: null })),
      groups: value.SecurityGroups,
      publicFamilies: [4],
      crossZone: true,
      listeners: known(
        listeners.map(({ LoadBalancerPort }) => ({
          port: LoadBalancerPort,
          protocols: ['tcp'] as const,
          forwards: known([classicGroup(arn, LoadBalancerPort)]),
        })),
      ),
      tags: {},
    },
    groups: listeners.map(({ LoadBalancerPort, InstancePort }) => ({
      id: classicGroup(arn, LoadBalancerPort),
      port: InstancePort,
      type: 'instance',
      vpc: value.VPCId,
      balancers: [arn],
      preservesClientIp: known(false),
      targets:
        InstancePort === null
          ? unread(noPort)
          : known(value.Instances.map(({ InstanceId }) => ({ id: InstanceId, port: InstancePort }))),
    })),
  };
};

const noPort: Gap = { kind: 'malformed', detail: 'a listener without instance port' };

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_VpcOrigin.html */
export const vpcOrigin = z.object({
  VpcOrigin: z.object({
    Id: text,
    VpcOriginEndpointConfig: z.object({
      Arn: text,
      HTTPPort: z.number(),
      HTTPSPort: z.number(),
      OriginProtocolPolicy: maybe(text),
    }),
  }),
});
export type CloudFrontVpcOrigin = z.output<typeof vpcOrigin>;

/** Ports over which CloudFront talks to a private origin. */
export const originPorts = ({
  VpcOrigin: { VpcOriginEndpointConfig: config },
}: CloudFrontVpcOrigin): readonly number[] => {
  if (config.OriginProtocolPolicy === 'http-only') return [config.HTTPPort];
  return config.OriginProtocolPolicy === 'https-only' ? [config.HTTPSPort] : [config.HTTPPort, config.HTTPSPort];
};
