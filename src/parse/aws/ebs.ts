import { z } from 'zod';
import { ec2Tags, instant, many, maybe, promised, text } from './common.ts';

const flag = z.boolean();

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Volume.html */
const volume = z.object({
  VolumeId: text,
  Encrypted: promised(flag),
  KmsKeyId: maybe(text),
  State: maybe(text),
  CreateTime: maybe(instant),
  Attachments: many(z.object({ InstanceId: maybe(text) })),
  Tags: ec2Tags,
});

export const volumes = z.object({ Volumes: z.array(volume) });
export type Ec2Volume = z.output<typeof volume>;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Snapshot.html */
const snapshot = z.object({
  SnapshotId: text,
  OwnerId: text,
  VolumeId: maybe(text),
  Encrypted: promised(flag),
  KmsKeyId: maybe(text),
  State: maybe(text),
  StartTime: maybe(instant),
  Description: maybe(text),
  Tags: ec2Tags,
});

export const snapshots = z.object({ Snapshots: z.array(snapshot) });
export type Ec2Snapshot = z.output<typeof snapshot>;

export const snapshotAttribute = z.object({
  SnapshotId: text,
  CreateVolumePermissions: many(z.object({ Group: maybe(text), UserId: maybe(text) })),
});

export const snapshotBlock = z.object({ State: z.enum(['block-all-sharing', 'block-new-sharing', 'unblocked']) });

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Address.html */
const address = z.object({
  AllocationId: maybe(text),
  AssociationId: maybe(text),
  PublicIp: maybe(text),
  InstanceId: maybe(text),
  NetworkInterfaceId: maybe(text),
  Tags: ec2Tags,
});

export const addresses = z.object({ Addresses: z.array(address) });
export type Ec2Address = z.output<typeof address>;

export const natGateways = z.object({
  NatGateways: z.array(z.object({ NatGatewayAddresses: z.array(z.object({ AllocationId: maybe(text) })) })),
});
