import {
  clientVpnNetworks,
  clientVpnRules,
  clientVpns,
  connectEndpoints,
  endpointServices,
  servicePermissions,
} from '../../../parse/aws/network/private-doors.ts';
import { defineOperation, nextToken } from '../operation.ts';

const paging = nextToken({ MaxResults: 100 });

/** Doors into VPCs that do not lead over the internet, or for those alone who prove who they are. */
export const privateDoors = {
  'ec2:DescribeVpcEndpointServiceConfigurations': defineOperation({
    action: 'ec2:DescribeVpcEndpointServiceConfigurations',
    output: endpointServices,
    paging,
  }),
  'ec2:DescribeVpcEndpointServicePermissions': defineOperation({
    action: 'ec2:DescribeVpcEndpointServicePermissions',
    output: servicePermissions,
    paging,
  }),
  'ec2:DescribeInstanceConnectEndpoints': defineOperation({
    action: 'ec2:DescribeInstanceConnectEndpoints',
    output: connectEndpoints,
    paging: nextToken({ MaxResults: 50 }),
  }),
  'ec2:DescribeClientVpnEndpoints': defineOperation({
    action: 'ec2:DescribeClientVpnEndpoints',
    output: clientVpns,
    paging,
  }),
  'ec2:DescribeClientVpnTargetNetworks': defineOperation({
    action: 'ec2:DescribeClientVpnTargetNetworks',
    output: clientVpnNetworks,
    paging,
  }),
  'ec2:DescribeClientVpnAuthorizationRules': defineOperation({
    action: 'ec2:DescribeClientVpnAuthorizationRules',
    output: clientVpnRules,
    paging,
  }),
};
