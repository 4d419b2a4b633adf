import { mapRead } from '../../../domain/gap.ts';
import type { NetworkFacts } from '../../../domain/network.ts';
import { toInterface } from '../../../parse/aws/network/hosts.ts';
import { toSubnet, toVpc } from '../../../parse/aws/network/vpc.ts';
import { defineAwsCollector } from '../collector.ts';
import { balancerOperations, readBalancers } from './balancing.ts';
import { groupOperations, readGroups, readPrefixLists } from './filtering.ts';
import { whole } from './listing.ts';
import { readTransit, transitOperations } from './transit.ts';

/**
 * The network of a region as one fact sheet. Each part says for itself whether it was read: only the engine can tell
 * whether a part that is missing matters to a question, so the slice itself has no gaps.
 */
export default defineAwsCollector({
  key: 'aws.network',
  per: 'region',
  operations: [
    'ec2:DescribeVpcs',
    'ec2:DescribeSubnets',
    'ec2:DescribeRouteTables',
    'ec2:DescribeInternetGateways',
    'ec2:DescribeNetworkAcls',
    'ec2:DescribeVpcBlockPublicAccessOptions',
    'ec2:DescribeVpcBlockPublicAccessExclusions',
    'ec2:DescribeVpcPeeringConnections',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeInstances',
    'ec2:DescribeFlowLogs',
    'ec2:DescribeVpcEndpoints',
    ...groupOperations,
    ...balancerOperations,
    ...transitOperations,
  ],
  collect: async (aws) => {
    const { account, region } = aws;
    const [vpcs, subnets, routeTables, internetGateways, networkAcls, options, exclusions, peerings, transit] =
      await Promise.all([
        aws.list('ec2:DescribeVpcs', (page) => page.Vpcs).then(whole),
        aws.list('ec2:DescribeSubnets', (page) => page.Subnets).then(whole),
        aws.list('ec2:DescribeRouteTables', (page) => page.RouteTables).then(whole),
        aws.list('ec2:DescribeInternetGateways', (page) => page.InternetGateways).then(whole),
        aws.list('ec2:DescribeNetworkAcls', (page) => page.NetworkAcls).then(whole),
        aws.read('ec2:DescribeVpcBlockPublicAccessOptions'),
        aws
          .list('ec2:DescribeVpcBlockPublicAccessExclusions', (page) => page.VpcBlockPublicAccessExclusions)
          .then(whole),
        aws.list('ec2:DescribeVpcPeeringConnections', (page) => page.VpcPeeringConnections).then(whole),
        readTransit(aws),
      ]);
    const [interfaces, instances, flowLogs, vpcEndpoints, groups, balancing] = await Promise.all([
      aws.list('ec2:DescribeNetworkInterfaces', (page) => page.NetworkInterfaces).then(whole),
      aws.list('ec2:DescribeInstances', (page) => page.Reservations.flatMap(({ Instances }) => Instances)).then(whole),
      aws.list('ec2:DescribeFlowLogs', (page) => page.FlowLogs).then(whole),
      aws.list('ec2:DescribeVpcEndpoints', (page) => page.VpcEndpoints).then(whole),
      readGroups(aws),
      readBalancers(aws),
    ]);
    const prefixLists = await readPrefixLists(aws, groups.securityGroups, routeTables);
    const facts: NetworkFacts = {
      account,
      region,
      vpcs: mapRead(vpcs, (list) => list.map((vpc) => toVpc(vpc, account))),
      subnets: mapRead(subnets, (list) => list.map((subnet) => toSubnet(subnet, account))),
      routeTables,
      internetGateways,
      networkAcls,
      ...groups,
      prefixLists,
      blockOptions: mapRead(options, (answer) => answer.VpcBlockPublicAccessOptions),
      blockExclusions: exclusions,
      peerings,
      ...transit,
      interfaces: mapRead(interfaces, (list) => list.map((eni) => toInterface(eni, account))),
      instances,
      ...balancing,
      flowLogs,
      vpcEndpoints,
    };
    return { items: [facts], gaps: [] };
  },
});
