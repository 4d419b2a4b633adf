import type { Read } from '../../../domain/gap.ts';
import { known, mapRead, unread } from '../../../domain/gap.ts';
import type { NetworkFacts, Route, TransitTable } from '../../../domain/network.ts';
import { toAttachment } from '../../../parse/aws/network/transit.ts';
import type { AwsPort } from '../port.ts';
import { whole } from './listing.ts';

export const transitOperations = [
  'ec2:DescribeTransitGateways',
  'ec2:DescribeTransitGatewayAttachments',
  'ec2:DescribeTransitGatewayVpcAttachments',
  'ec2:DescribeTransitGatewayRouteTables',
  'ec2:SearchTransitGatewayRoutes',
] as const;
type Port = AwsPort<(typeof transitOperations)[number]>;

/** The call needs a filter; these are all the states in which a route counts. */
const IN_FORCE = [{ Name: 'state', Values: ['active', 'blackhole'] }];

const readRoutes = async (aws: Port, table: string): Promise<Read<readonly Route[]>> => {
  const input = { TransitGatewayRouteTableId: table, Filters: IN_FORCE };
  let cut = false;
  const routes = await aws
    .list(
      'ec2:SearchTransitGatewayRoutes',
      (page) => {
        cut ||= page.cut;
        return page.Routes;
      },
      input,
    )
    .then(whole);
  if (!routes.ok || !cut) return routes;
  return unread({ kind: 'inconclusive', detail: `${table} has more routes than its answer holds` });
};

const readTables = async (aws: Port): Promise<NetworkFacts['transitTables']> => {
  const tables = await aws
    .list('ec2:DescribeTransitGatewayRouteTables', (page) => page.TransitGatewayRouteTables)
    .then(whole);
  if (!tables.ok) return tables;
  const read = tables.value.map(
    async ({ TransitGatewayRouteTableId: id, TransitGatewayId: gateway }): Promise<TransitTable> => ({
      id,
      gateway,
      routes: await readRoutes(aws, id),
    }),
  );
  return known(await Promise.all(read));
};

/** Transit gateways as far as this account sees them. Where nothing is attached, there is nothing more to ask. */
export const readTransit = async (aws: Port): Promise<Pick<NetworkFacts, 'transitAttachments' | 'transitTables'>> => {
  const attachments = await aws
    .list('ec2:DescribeTransitGatewayAttachments', (page) => page.TransitGatewayAttachments)
    .then(whole);
  if (attachments.ok && attachments.value.length === 0)
    return { transitAttachments: known([]), transitTables: known([]) };
  const [vpcs, gateways, transitTables] = await Promise.all([
    aws.list('ec2:DescribeTransitGatewayVpcAttachments', (page) => page.TransitGatewayVpcAttachments).then(whole),
    aws.list('ec2:DescribeTransitGateways', (page) => page.TransitGateways).then(whole),
    readTables(aws),
  ]);
  const sides = mapRead(vpcs, (list) => new Map(list.map((one) => [one.TransitGatewayAttachmentId, one])));
  const byId = new Map((gateways.ok ? gateways.value : []).map((one) => [one.TransitGatewayId, one]));
  return {
    transitAttachments: mapRead(attachments, (list) =>
      list.map((one) =>
        toAttachment(
          one,
          mapRead(sides, (side) => side.get(one.TransitGatewayAttachmentId) ?? null),
          byId.get(one.TransitGatewayId) ?? null,
          aws.account,
        ),
      ),
    ),
    transitTables,
  };
};
