import { z } from 'zod';
import type { Read } from '../../../domain/gap.ts';
import { known, unread } from '../../../domain/gap.ts';
import type { Route, TransitAttachment } from '../../../domain/network.ts';
import { many, maybe, text } from '../common.ts';
import { cidr } from './values.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGateway.html */
const gateway = z.object({
  TransitGatewayId: text,
  Options: maybe(z.object({ SecurityGroupReferencingSupport: maybe(text) })),
});
export type RawGateway = z.output<typeof gateway>;

export const transitGateways = z.object({ TransitGateways: many(gateway) });

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayAttachment.html */
const attachment = z.object({
  TransitGatewayAttachmentId: text,
  TransitGatewayId: text,
  TransitGatewayOwnerId: maybe(text),
  ResourceOwnerId: maybe(text),
  ResourceType: maybe(text),
  ResourceId: maybe(text),
  State: maybe(text),
  Association: maybe(z.object({ TransitGatewayRouteTableId: maybe(text), State: maybe(text) })),
});
export type RawAttachment = z.output<typeof attachment>;

export const transitAttachments = z.object({ TransitGatewayAttachments: many(attachment) });

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayVpcAttachment.html */
const vpcAttachment = z.object({
  TransitGatewayAttachmentId: text,
  TransitGatewayId: text,
  VpcId: text,
  SubnetIds: many(text),
  State: maybe(text),
  Options: maybe(z.object({ SecurityGroupReferencingSupport: maybe(text) })),
});
export type RawVpcAttachment = z.output<typeof vpcAttachment>;

export const transitVpcs = z.object({ TransitGatewayVpcAttachments: many(vpcAttachment) });

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRouteTable.html */
const table = z.object({ TransitGatewayRouteTableId: text, TransitGatewayId: text, State: maybe(text) });

export const transitTables = z.object({ TransitGatewayRouteTables: many(table) });

/** Not yet or no longer a route: it carries nothing. */
const isGone = (state: string | null): boolean => /^(pending|deleting|deleted)$/.test(state ?? '');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRoute.html */
const route = z
  .object({
    DestinationCidrBlock: maybe(cidr),
    PrefixListId: maybe(text),
    TransitGatewayAttachments: many(z.object({ TransitGatewayAttachmentId: maybe(text) })),
    Type: maybe(text),
    State: maybe(text),
  })
  .transform((value): readonly Route[] => {
    const { DestinationCidrBlock: block, PrefixListId: list } = value;
    if (isGone(value.State) || (block === null && list === null)) return [];
    const to: Route['to'] = block === null ? { prefixList: list ?? '' } : { cidr: block };
    const origin = value.Type === 'propagated' ? ('propagated' as const) : ('static' as const);
    if (value.State === 'blackhole')
      return [{ to, target: 'blackhole', targetId: 'blackhole', state: 'active', origin }];
    const told = value.TransitGatewayAttachments.flatMap((one) => one.TransitGatewayAttachmentId ?? []);
    return (told.length > 0 ? told : ['unknown']).map((targetId) => ({
      to,
      target: 'transit-gateway-attachment',
      targetId,
      state: 'active',
      origin,
    }));
  });

export const transitRoutes = z
  .object({ Routes: many(route), AdditionalRoutesAvailable: maybe(z.boolean()), NextToken: maybe(text) })
  .transform(({ Routes, AdditionalRoutesAvailable, NextToken }) => ({
    Routes: Routes.flat(),
    /** More routes than the answer holds, and no way to ask for them. */
    cut: AdditionalRoutesAvailable === true && NextToken === null,
  }));

const NOT_TOLD = 'the answer does not tell whether security groups may be referenced across it';

const referencing = (one: string | null, other: string | null): Read<boolean> => {
  if (one === 'disable' || other === 'disable') return known(false);
  return one === 'enable' && other === 'enable' ? known(true) : unread({ kind: 'malformed', detail: NOT_TOLD });
};

/** Only the owner of a gateway is told its associations, so that nobody else's answer means "none". */
const tableOf = ({ Association, TransitGatewayOwnerId }: RawAttachment, account: string): Read<string | null> => {
  const id = Association?.TransitGatewayRouteTableId ?? null;
  if (id !== null) return known(Association?.State === 'disassociated' ? null : id);
  if (TransitGatewayOwnerId === null || TransitGatewayOwnerId === account) return known(null);
  const detail = `the gateway belongs to account ${TransitGatewayOwnerId}, which tells its associations`;
  return unread({ kind: 'inconclusive', detail });
};

const subnetsOf = ({ ResourceType, ResourceOwnerId }: RawAttachment, own: Read<RawVpcAttachment | null>) => {
  if (ResourceType !== 'vpc') return known([]);
  if (!own.ok) return own;
  if (own.value !== null) return known(own.value.SubnetIds);
  const detail = `the VPC belongs to account ${ResourceOwnerId}, which tells its subnets`;
  return unread({ kind: 'inconclusive', detail });
};

/** An attachment of any kind. `own` and `of` are null where the VPC's side or the gateway was not listed. */
export const toAttachment = (
  raw: RawAttachment,
  own: Read<RawVpcAttachment | null>,
  of: RawGateway | null,
  account: string,
): TransitAttachment => ({
  id: raw.TransitGatewayAttachmentId,
  gateway: raw.TransitGatewayId,
  kind: raw.ResourceType ?? 'unknown',
  resource: raw.ResourceId ?? '',
  subnets: subnetsOf(raw, own),
  available: raw.State === 'available',
  groupReferencing: referencing(
    (own.ok ? own.value : null)?.Options?.SecurityGroupReferencingSupport ?? null,
    of?.Options?.SecurityGroupReferencingSupport ?? null,
  ),
  table: tableOf(raw, account),
});
