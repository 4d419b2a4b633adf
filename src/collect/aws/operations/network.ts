import {
  acceleratorListeners,
  accelerators,
  customAccelerators,
  endpointGroups,
} from '../../../parse/aws/network/accelerators.ts';
import { attributes, targetGroups, targetHealth, vpcOrigin } from '../../../parse/aws/network/balancers.ts';
import {
  groupAssociations,
  prefixListEntries,
  prefixLists,
  securityGroupRules,
  securityGroups,
} from '../../../parse/aws/network/groups.ts';
import {
  flowLogs,
  mountTargetGroups,
  mountTargets,
  networkInterfaces,
  reservations,
  vpcEndpoints,
} from '../../../parse/aws/network/hosts.ts';
import { networkAcls, routeTables } from '../../../parse/aws/network/routing.ts';
import {
  blockExclusions,
  blockOptions,
  internetGateways,
  peerings,
  subnets,
  vpcs,
} from '../../../parse/aws/network/vpc.ts';
import { defineOperation, nextToken } from '../operation.ts';

const page = nextToken({ MaxResults: 1000 });
const smallPage = nextToken({ MaxResults: 100 });
const elbPage = { out: 'NextMarker', in: 'Marker', size: { PageSize: 400 } } as const;

/** Everything that decides who can send packets to whom. */
export const network = {
  'ec2:DescribeVpcs': defineOperation({ action: 'ec2:DescribeVpcs', output: vpcs, paging: page }),
  'ec2:DescribeSubnets': defineOperation({ action: 'ec2:DescribeSubnets', output: subnets, paging: page }),
  'ec2:DescribeRouteTables': defineOperation({
    action: 'ec2:DescribeRouteTables',
    output: routeTables,
    paging: smallPage,
  }),
  'ec2:DescribeInternetGateways': defineOperation({
    action: 'ec2:DescribeInternetGateways',
    output: internetGateways,
    paging: page,
  }),
  'ec2:DescribeNetworkAcls': defineOperation({ action: 'ec2:DescribeNetworkAcls', output: networkAcls, paging: page }),
  'ec2:DescribeSecurityGroups': defineOperation({
    action: 'ec2:DescribeSecurityGroups',
    output: securityGroups,
    paging: page,
  }),
  'ec2:DescribeSecurityGroupRules': defineOperation({
    action: 'ec2:DescribeSecurityGroupRules',
    output: securityGroupRules,
    paging: page,
  }),
  'ec2:DescribeSecurityGroupVpcAssociations': defineOperation({
    action: 'ec2:DescribeSecurityGroupVpcAssociations',
    output: groupAssociations,
    paging: page,
  }),
  'ec2:DescribeManagedPrefixLists': defineOperation({
    action: 'ec2:DescribeManagedPrefixLists',
    output: prefixLists,
    paging: smallPage,
  }),
  'ec2:GetManagedPrefixListEntries': defineOperation({
    action: 'ec2:GetManagedPrefixListEntries',
    output: prefixListEntries,
    paging: smallPage,
  }),
  'ec2:DescribeVpcBlockPublicAccessOptions': defineOperation({
    action: 'ec2:DescribeVpcBlockPublicAccessOptions',
    output: blockOptions,
  }),
  'ec2:DescribeVpcBlockPublicAccessExclusions': defineOperation({
    action: 'ec2:DescribeVpcBlockPublicAccessExclusions',
    output: blockExclusions,
    paging: page,
  }),
  'ec2:DescribeVpcPeeringConnections': defineOperation({
    action: 'ec2:DescribeVpcPeeringConnections',
    output: peerings,
    paging: page,
  }),
  'ec2:DescribeNetworkInterfaces': defineOperation({
    action: 'ec2:DescribeNetworkInterfaces',
    output: networkInterfaces,
    paging: page,
  }),
  'ec2:DescribeInstances': defineOperation({ action: 'ec2:DescribeInstances', output: reservations, paging: page }),
  'ec2:DescribeFlowLogs': defineOperation({ action: 'ec2:DescribeFlowLogs', output: flowLogs, paging: page }),
  'ec2:DescribeVpcEndpoints': defineOperation({
    action: 'ec2:DescribeVpcEndpoints',
    output: vpcEndpoints,
    paging: page,
  }),
  'elastic-load-balancing-v2:DescribeTargetGroups': defineOperation({
    action: 'elasticloadbalancing:DescribeTargetGroups',
    output: targetGroups,
    paging: elbPage,
  }),
  'elastic-load-balancing-v2:DescribeTargetGroupAttributes': defineOperation({
    action: 'elasticloadbalancing:DescribeTargetGroupAttributes',
    output: attributes,
  }),
  'elastic-load-balancing-v2:DescribeTargetHealth': defineOperation({
    action: 'elasticloadbalancing:DescribeTargetHealth',
    output: targetHealth,
  }),
  'elastic-load-balancing-v2:DescribeLoadBalancerAttributes': defineOperation({
    action: 'elasticloadbalancing:DescribeLoadBalancerAttributes',
    output: attributes,
  }),
  'efs:DescribeMountTargets': defineOperation({
    action: 'elasticfilesystem:DescribeMountTargets',
    output: mountTargets,
    paging: { out: 'NextMarker', in: 'Marker', size: { MaxItems: 100 } },
  }),
  'efs:DescribeMountTargetSecurityGroups': defineOperation({
    action: 'elasticfilesystem:DescribeMountTargetSecurityGroups',
    output: mountTargetGroups,
  }),
  'global-accelerator:ListAccelerators': defineOperation({
    action: 'globalaccelerator:ListAccelerators',
    output: accelerators,
    paging: smallPage,
    global: true,
  }),
  'global-accelerator:ListListeners': defineOperation({
    action: 'globalaccelerator:ListListeners',
    output: acceleratorListeners,
    paging: smallPage,
    global: true,
  }),
  'global-accelerator:ListEndpointGroups': defineOperation({
    action: 'globalaccelerator:ListEndpointGroups',
    output: endpointGroups,
    paging: smallPage,
    global: true,
  }),
  'global-accelerator:ListCustomRoutingAccelerators': defineOperation({
    action: 'globalaccelerator:ListCustomRoutingAccelerators',
    output: customAccelerators,
    paging: smallPage,
    global: true,
  }),
  'cloudfront:GetVpcOrigin': defineOperation({ action: 'cloudfront:GetVpcOrigin', output: vpcOrigin, global: true }),
};
