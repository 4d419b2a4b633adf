import {
  transitAttachments,
  transitGateways,
  transitRoutes,
  transitTables,
  transitVpcs,
} from '../../../parse/aws/network/transit.ts';
import { defineOperation, nextToken } from '../operation.ts';

const page = nextToken({ MaxResults: 1000 });

/** What transit gateways join, and how they route. */
export const transit = {
  'ec2:DescribeTransitGateways': defineOperation({
    action: 'ec2:DescribeTransitGateways',
    output: transitGateways,
    paging: page,
  }),
  'ec2:DescribeTransitGatewayAttachments': defineOperation({
    action: 'ec2:DescribeTransitGatewayAttachments',
    output: transitAttachments,
    paging: page,
  }),
  'ec2:DescribeTransitGatewayVpcAttachments': defineOperation({
    action: 'ec2:DescribeTransitGatewayVpcAttachments',
    output: transitVpcs,
    paging: page,
  }),
  'ec2:DescribeTransitGatewayRouteTables': defineOperation({
    action: 'ec2:DescribeTransitGatewayRouteTables',
    output: transitTables,
    paging: page,
  }),
  'ec2:SearchTransitGatewayRoutes': defineOperation({
    action: 'ec2:SearchTransitGatewayRoutes',
    output: transitRoutes,
    paging: page,
  }),
};
