import { z } from 'zod';
import type { Cidr, FlowLog, Instance, NetworkInterface, VpcEndpoint } from '../../../domain/network.ts';
import { ec2Tags, many, maybe, text } from '../common.ts';
import { parseCidr } from './address.ts';
import { cidr, ip } from './values.ts';

const association = maybe(z.object({ PublicIp: maybe(ip) }));

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html */
const networkInterface = z.object({
  NetworkInterfaceId: text,
  OwnerId: maybe(text),
  VpcId: maybe(text),
  SubnetId: maybe(text),
  Groups: many(z.object({ GroupId: text })),
  InterfaceType: maybe(text),
  Description: maybe(text),
  RequesterId: maybe(text),
  RequesterManaged: maybe(z.boolean()),
  Status: maybe(text),
  SourceDestCheck: maybe(z.boolean()),
  DenyAllIgwTraffic: maybe(z.boolean()),
  Attachment: maybe(z.object({ InstanceId: maybe(text), DeviceIndex: maybe(z.number()), Status: maybe(text) })),
  PrivateIpAddress: maybe(ip),
  Association: association,
  PrivateIpAddresses: many(z.object({ PrivateIpAddress: ip, Association: association })),
  Ipv6Addresses: many(z.object({ Ipv6Address: ip })),
  Ipv6Prefixes: many(z.object({ Ipv6Prefix: cidr })),
  TagSet: ec2Tags,
});

export const networkInterfaces = z.object({ NetworkInterfaces: many(networkInterface) });
export type Ec2NetworkInterface = z.output<typeof networkInterface>;

const addressesOf = (value: Ec2NetworkInterface): NetworkInterface['addresses'] => {
  const listed = value.PrivateIpAddresses.map((one) => ({
    private: one.PrivateIpAddress,
    public: one.Association?.PublicIp ?? null,
  }));
  const main = value.PrivateIpAddress;
  const own = value.Association?.PublicIp ?? null;
  if (main === null) return listed;
  if (!listed.some((one) => one.private === main)) return [{ private: main, public: own }, ...listed];
  return listed.map((one) => (one.private === main ? { ...one, public: one.public ?? own } : one));
};

const requesterOf = (value: Ec2NetworkInterface): string | null =>
  value.RequesterManaged === true ? (value.RequesterId ?? 'aws') : null;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html: the check of source and destination is on by default. */
export const toInterface = (value: Ec2NetworkInterface, account: string): NetworkInterface => ({
  id: value.NetworkInterfaceId,
  owner: value.OwnerId ?? account,
  vpc: value.VpcId ?? '',
  subnet: value.SubnetId ?? '',
  groups: value.Groups.map(({ GroupId }) => GroupId),
  type: value.InterfaceType ?? 'interface',
  description: value.Description ?? '',
  requester: requesterOf(value),
  inUse: value.Status !== 'available',
  instance: value.Attachment?.InstanceId ?? null,
  primary: value.Attachment?.DeviceIndex === 0,
  sourceDestCheck: value.SourceDestCheck ?? true,
  denyAllIgwTraffic: value.DenyAllIgwTraffic ?? false,
  addresses: addressesOf(value),
  ipv6: [
    ...value.Ipv6Addresses.map(({ Ipv6Address }) => parseCidr(Ipv6Address)).filter(
      (block): block is Cidr => block !== null,
    ),
    ...value.Ipv6Prefixes.map(({ Ipv6Prefix }) => Ipv6Prefix),
  ],
  tags: value.TagSet,
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html */
const instance = z
  .object({
    InstanceId: text,
    State: maybe(z.object({ Name: maybe(text) })),
    VpcId: maybe(text),
    SubnetId: maybe(text),
    PublicIpAddress: maybe(ip),
    KeyName: maybe(text),
    IamInstanceProfile: maybe(z.object({ Arn: maybe(text) })),
    MetadataOptions: maybe(z.object({ HttpTokens: maybe(text), HttpEndpoint: maybe(text) })),
    Tags: ec2Tags,
  })
  .transform(
    (value): Instance => ({
      id: value.InstanceId,
      state: value.State?.Name ?? 'unknown',
      vpc: value.VpcId,
      subnet: value.SubnetId,
      publicIp: value.PublicIpAddress,
      profile: value.IamInstanceProfile?.Arn ?? null,
      keyName: value.KeyName,
      metadata: {
        enabled: value.MetadataOptions === null ? null : value.MetadataOptions.HttpEndpoint !== 'disabled',
        tokenRequired: value.MetadataOptions === null ? null : value.MetadataOptions.HttpTokens === 'required',
      },
      tags: value.Tags,
    }),
  );

export const reservations = z.object({ Reservations: many(z.object({ Instances: many(instance) })) });

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FlowLog.html */
const flowLog = z
  .object({
    FlowLogId: text,
    ResourceId: text,
    FlowLogStatus: maybe(text),
    DeliverLogsStatus: maybe(text),
    TrafficType: maybe(text),
  })
  .transform(
    (value): FlowLog => ({
      id: value.FlowLogId,
      resource: value.ResourceId,
      active: value.FlowLogStatus === 'ACTIVE',
      delivering: value.DeliverLogsStatus !== 'FAILED',
      traffic: value.TrafficType ?? 'ALL',
    }),
  );

export const flowLogs = z.object({ FlowLogs: many(flowLog) });

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html */
const vpcEndpoint = z
  .object({
    VpcEndpointId: text,
    VpcId: maybe(text),
    ServiceName: maybe(text),
    VpcEndpointType: maybe(text),
    State: maybe(text),
  })
  .transform(
    (value): VpcEndpoint => ({
      id: value.VpcEndpointId,
      vpc: value.VpcId ?? '',
      service: value.ServiceName ?? '',
      type: value.VpcEndpointType ?? '',
      available: value.State?.toLowerCase() === 'available',
    }),
  );

export const vpcEndpoints = z.object({ VpcEndpoints: many(vpcEndpoint) });

/** https://docs.aws.amazon.com/efs/latest/ug/API_MountTargetDescription.html */
export const mountTargets = z.object({ MountTargets: many(z.object({ MountTargetId: text })) });
export const mountTargetGroups = z.object({ SecurityGroups: z.array(text) });
