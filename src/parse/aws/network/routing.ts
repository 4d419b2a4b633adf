import { z } from 'zod';
import type { AclEntry, NetworkAcl, Route, RouteTable, RouteTargetKind } from '../../../domain/network.ts';
import { many, maybe, text } from '../common.ts';
import { cidr, protocol, trafficOf } from './values.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html */
const rawRoute = z.object({
  DestinationCidrBlock: maybe(cidr),
  DestinationIpv6CidrBlock: maybe(cidr),
  DestinationPrefixListId: maybe(text),
  GatewayId: maybe(text),
  EgressOnlyInternetGatewayId: maybe(text),
  NatGatewayId: maybe(text),
  NetworkInterfaceId: maybe(text),
  InstanceId: maybe(text),
  TransitGatewayId: maybe(text),
  VpcPeeringConnectionId: maybe(text),
  LocalGatewayId: maybe(text),
  CarrierGatewayId: maybe(text),
  CoreNetworkArn: maybe(text),
  State: maybe(text),
  Origin: maybe(text),
});
type RawRoute = z.output<typeof rawRoute>;

const gatewayKind = (id: string): RouteTargetKind => {
  if (id === 'local') return 'local';
  if (id.startsWith('igw-')) return 'internet-gateway';
  if (id.startsWith('vpce-')) return 'vpc-endpoint';
  return id.startsWith('vgw-') ? 'vpn-gateway' : 'other';
};

/** Exactly one target field is set; an instance counts by its interface, which AWS names beside it. */
const targetOf = (route: RawRoute): { readonly target: RouteTargetKind; readonly targetId: string } => {
  if (route.GatewayId !== null) return { target: gatewayKind(route.GatewayId), targetId: route.GatewayId };
  const others: readonly (readonly [RouteTargetKind, string | null])[] = [
    ['egress-only-internet-gateway', route.EgressOnlyInternetGatewayId],
    ['nat-gateway', route.NatGatewayId],
    ['transit-gateway', route.TransitGatewayId],
    ['vpc-peering-connection', route.VpcPeeringConnectionId],
    ['network-interface', route.NetworkInterfaceId ?? route.InstanceId],
    ['local-gateway', route.LocalGatewayId],
    ['carrier-gateway', route.CarrierGatewayId],
    ['core-network', route.CoreNetworkArn],
  ];
  for (const [target, targetId] of others) if (targetId !== null) return { target, targetId };
  return { target: 'other', targetId: 'unknown' };
};

const STATES: ReadonlySet<string> = new Set(['active', 'blackhole', 'filtered']);
const isState = (value: string): value is Route['state'] => STATES.has(value);

const originOf = (route: RawRoute): Route['origin'] => {
  if (route.GatewayId === 'local') return 'local';
  if (route.Origin === 'EnableVgwRoutePropagation') return 'propagated';
  return route.Origin === 'Advertisement' ? 'other' : 'static';
};

/** A route without destination cannot carry anything; AWS has none. */
const toRoute = (route: RawRoute): readonly Route[] => {
  const block = route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock;
  const list = route.DestinationPrefixListId;
  if (block === null && list === null) return [];
  const state = route.State ?? 'active';
  return [
    {
      to: block === null ? { prefixList: list ?? '' } : { cidr: block },
      ...targetOf(route),
      state: isState(state) ? state : 'other',
      origin: originOf(route),
    },
  ];
};

const live = (state: { readonly State: string | null } | null): boolean =>
  state === null || state.State === null || /^associat/.test(state.State);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteTable.html */
const routeTable = z
  .object({
    RouteTableId: text,
    VpcId: text,
    Associations: many(
      z.object({
        Main: maybe(z.boolean()),
        SubnetId: maybe(text),
        GatewayId: maybe(text),
        AssociationState: maybe(z.object({ State: maybe(text) })),
      }),
    ),
    Routes: many(rawRoute),
  })
  .transform((value): RouteTable => {
    const associations = value.Associations.filter(({ AssociationState }) => live(AssociationState));
    return {
      id: value.RouteTableId,
      vpc: value.VpcId,
      main: associations.some(({ Main }) => Main === true),
      subnets: associations.flatMap(({ SubnetId }) => SubnetId ?? []),
      gateways: associations.flatMap(({ GatewayId }) => GatewayId ?? []),
      routes: value.Routes.flatMap(toRoute),
    };
  });

export const routeTables = z.object({ RouteTables: many(routeTable) });

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAclEntry.html */
const aclEntry = z
  .object({
    RuleNumber: z.number(),
    Egress: z.boolean(),
    RuleAction: z.enum(['allow', 'deny']),
    Protocol: protocol,
    CidrBlock: maybe(cidr),
    Ipv6CidrBlock: maybe(cidr),
    PortRange: maybe(z.object({ From: maybe(z.number()), To: maybe(z.number()) })),
    IcmpTypeCode: maybe(z.object({ Code: maybe(z.number()), Type: maybe(z.number()) })),
  })
  .transform((value): readonly AclEntry[] => {
    const block = value.CidrBlock ?? value.Ipv6CidrBlock;
    if (block === null) return [];
    const icmp = value.Protocol === '1' || value.Protocol === '58' || value.Protocol.startsWith('icmp');
    const [from, to] = icmp
      ? [value.IcmpTypeCode?.Type ?? null, value.IcmpTypeCode?.Code ?? null]
      : [value.PortRange?.From ?? null, value.PortRange?.To ?? null];
    return [
      {
        number: value.RuleNumber,
        direction: value.Egress ? 'egress' : 'ingress',
        allow: value.RuleAction === 'allow',
        traffic: trafficOf(value.Protocol, from, to),
        cidr: block,
      },
    ];
  });

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAcl.html */
const networkAcl = z
  .object({
    NetworkAclId: text,
    VpcId: text,
    IsDefault: maybe(z.boolean()),
    Associations: many(z.object({ SubnetId: maybe(text) })),
    Entries: many(aclEntry),
  })
  .transform(
    (value): NetworkAcl => ({
      id: value.NetworkAclId,
      vpc: value.VpcId,
      isDefault: value.IsDefault ?? false,
      subnets: value.Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
      entries: value.Entries.flat(),
    }),
  );

export const networkAcls = z.object({ NetworkAcls: many(networkAcl) });
