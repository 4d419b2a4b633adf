import { z } from 'zod';
import { ec2Tags, many, maybe, promised, text } from '../common.ts';
import { cidr } from './values.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ServiceConfiguration.html */
const service = z.object({
  ServiceId: text,
  ServiceName: maybe(text),
  AcceptanceRequired: promised(z.boolean()),
  Tags: ec2Tags,
});
export const endpointServices = z.object({ ServiceConfigurations: many(service) });
export type RawEndpointService = z.output<typeof service>;

export const servicePermissions = z.object({ AllowedPrincipals: many(z.object({ Principal: text })) });

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Ec2InstanceConnectEndpoint.html */
const connectEndpoint = z.object({
  InstanceConnectEndpointId: text,
  InstanceConnectEndpointArn: text,
  State: maybe(text),
  VpcId: text,
  SubnetId: text,
  PreserveClientIp: promised(z.boolean()),
  SecurityGroupIds: many(text),
  NetworkInterfaceIds: many(text),
  Tags: ec2Tags,
});
export const connectEndpoints = z.object({ InstanceConnectEndpoints: many(connectEndpoint) });
export type RawConnectEndpoint = z.output<typeof connectEndpoint>;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ClientVpnEndpoint.html */
const clientVpn = z.object({
  ClientVpnEndpointId: text,
  Description: maybe(text),
  VpcId: maybe(text),
  SecurityGroupIds: many(text),
  TransportProtocol: maybe(z.enum(['tcp', 'udp'])),
  VpnPort: maybe(z.number().int().min(1).max(65_535)),
  ClientCidrBlock: maybe(cidr),
  AuthenticationOptions: many(z.object({ Type: text })),
  Tags: ec2Tags,
});
export const clientVpns = z.object({ ClientVpnEndpoints: many(clientVpn) });
export type RawClientVpn = z.output<typeof clientVpn>;

export const clientVpnNetworks = z.object({
  ClientVpnTargetNetworks: many(z.object({ TargetNetworkId: text })),
});
export const clientVpnRules = z.object({
  AuthorizationRules: many(z.object({ DestinationCidr: cidr, GroupId: maybe(text), AccessAll: maybe(z.boolean()) })),
});
