import { z } from 'zod';
import type {
  BlockExclusion,
  BlockOptions,
  InternetGateway,
  Peering,
  PeeringSide,
  Subnet,
  Vpc,
} from '../../../domain/network.ts';
import { ec2Tags, many, maybe, text } from '../common.ts';
import { cidr } from './values.ts';

const mode = z.enum(['off', 'block-bidirectional', 'block-ingress']);
const blockStates = maybe(z.object({ InternetGatewayBlockMode: maybe(mode) }));
const state = maybe(z.object({ State: maybe(text) }));

/** A block counts until it is known to be gone. */
const associated = (value: z.output<typeof state>): boolean => !/^(disassociated|failed)$/.test(value?.State ?? '');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Vpc.html */
const vpc = z
  .object({
    VpcId: text,
    OwnerId: maybe(text),
    CidrBlock: maybe(cidr),
    IsDefault: maybe(z.boolean()),
    CidrBlockAssociationSet: many(z.object({ CidrBlock: maybe(cidr), CidrBlockState: state })),
    Ipv6CidrBlockAssociationSet: many(z.object({ Ipv6CidrBlock: maybe(cidr), Ipv6CidrBlockState: state })),
    BlockPublicAccessStates: blockStates,
    Tags: ec2Tags,
  })
  .transform((value) => ({
    id: value.VpcId,
    owner: value.OwnerId,
    cidrs: [
      ...new Set([
        ...(value.CidrBlock === null ? [] : [value.CidrBlock]),
        ...value.CidrBlockAssociationSet.flatMap(({ CidrBlock, CidrBlockState }) =>
          CidrBlock !== null && associated(CidrBlockState) ? [CidrBlock] : [],
        ),
        ...value.Ipv6CidrBlockAssociationSet.flatMap(({ Ipv6CidrBlock, Ipv6CidrBlockState }) =>
          Ipv6CidrBlock !== null && associated(Ipv6CidrBlockState) ? [Ipv6CidrBlock] : [],
        ),
      ]),
    ],
    isDefault: value.IsDefault ?? false,
    blockMode: value.BlockPublicAccessStates?.InternetGatewayBlockMode ?? null,
    tags: value.Tags,
  }));

/** An owner that the answer leaves out is the account that asked. */
const owned = <T extends { readonly owner: string | null }>(
  value: T,
  account: string,
): T & { readonly owner: string } => ({
  ...value,
  owner: value.owner ?? account,
});

export const vpcs = z.object({ Vpcs: many(vpc) });
export const toVpc = (value: z.output<typeof vpc>, account: string): Vpc => owned(value, account);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subnet.html */
const subnet = z
  .object({
    SubnetId: text,
    VpcId: text,
    OwnerId: maybe(text),
    AvailabilityZone: maybe(text),
    AvailabilityZoneId: maybe(text),
    CidrBlock: maybe(cidr),
    Ipv6CidrBlockAssociationSet: many(z.object({ Ipv6CidrBlock: maybe(cidr) })),
    MapPublicIpOnLaunch: maybe(z.boolean()),
    AssignIpv6AddressOnCreation: maybe(z.boolean()),
    BlockPublicAccessStates: blockStates,
    Tags: ec2Tags,
  })
  .transform((value) => ({
    id: value.SubnetId,
    vpc: value.VpcId,
    owner: value.OwnerId,
    zone: value.AvailabilityZoneId ?? value.AvailabilityZone,
    cidrs: [value.CidrBlock, ...value.Ipv6CidrBlockAssociationSet.map(({ Ipv6CidrBlock }) => Ipv6CidrBlock)].filter(
      (block) => block !== null,
    ),
    publicIpOnLaunch: value.MapPublicIpOnLaunch ?? false,
    ipv6OnLaunch: value.AssignIpv6AddressOnCreation ?? false,
    blockMode: value.BlockPublicAccessStates?.InternetGatewayBlockMode ?? null,
    tags: value.Tags,
  }));

export const subnets = z.object({ Subnets: many(subnet) });
export const toSubnet = (value: z.output<typeof subnet>, account: string): Subnet => owned(value, account);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InternetGateway.html */
const internetGateway = z
  .object({ InternetGatewayId: text, Attachments: many(z.object({ VpcId: maybe(text), State: maybe(text) })) })
  .transform(
    ({ InternetGatewayId, Attachments }): InternetGateway => ({
      id: InternetGatewayId,
      vpcs: Attachments.flatMap(({ VpcId, State }) => (VpcId !== null && State !== 'detached' ? [VpcId] : [])),
    }),
  );

export const internetGateways = z.object({ InternetGateways: many(internetGateway) });

const side = z
  .object({
    VpcId: maybe(text),
    OwnerId: maybe(text),
    Region: maybe(text),
    CidrBlock: maybe(cidr),
    CidrBlockSet: many(z.object({ CidrBlock: maybe(cidr) })),
    Ipv6CidrBlockSet: many(z.object({ Ipv6CidrBlock: maybe(cidr) })),
  })
  .transform(
    (value): PeeringSide => ({
      vpc: value.VpcId ?? '',
      owner: value.OwnerId ?? '',
      region: value.Region,
      cidrs: [
        value.CidrBlock,
        ...value.CidrBlockSet.map(({ CidrBlock }) => CidrBlock),
        ...value.Ipv6CidrBlockSet.map(({ Ipv6CidrBlock }) => Ipv6CidrBlock),
      ].filter((block) => block !== null),
    }),
  );

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcPeeringConnection.html */
const peering = z
  .object({
    VpcPeeringConnectionId: text,
    Status: maybe(z.object({ Code: maybe(text) })),
    RequesterVpcInfo: side,
    AccepterVpcInfo: side,
  })
  .transform(
    (value): Peering => ({
      id: value.VpcPeeringConnectionId,
      active: value.Status?.Code === 'active',
      requester: value.RequesterVpcInfo,
      accepter: value.AccepterVpcInfo,
    }),
  );

export const peerings = z.object({ VpcPeeringConnections: many(peering) });

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessOptions.html */
export const blockOptions = z.object({
  VpcBlockPublicAccessOptions: z
    .object({ InternetGatewayBlockMode: mode, State: maybe(text), ExclusionsAllowed: maybe(text) })
    .transform(
      (value): BlockOptions => ({
        mode: value.InternetGatewayBlockMode,
        settled: value.State !== 'update-in-progress',
        exclusionsAllowed: value.ExclusionsAllowed !== 'not-allowed',
      }),
    ),
});

const exclusionState = (name: string): BlockExclusion['state'] => {
  if (name === 'create-complete' || name === 'update-complete') return 'active';
  return /^(create-failed|delete-complete|disable-complete)$/.test(name) ? 'inactive' : 'changing';
};

const exclusion = z
  .object({
    ExclusionId: text,
    ResourceArn: text,
    InternetGatewayExclusionMode: z.enum(['allow-bidirectional', 'allow-egress']),
    State: text,
  })
  .transform(
    (value): BlockExclusion => ({
      id: value.ExclusionId,
      of: value.ResourceArn.split('/').at(-1) ?? value.ResourceArn,
      mode: value.InternetGatewayExclusionMode,
      state: exclusionState(value.State),
    }),
  );

export const blockExclusions = z.object({ VpcBlockPublicAccessExclusions: many(exclusion) });
