import { defineAwsCollector } from '../collector.ts';

/** Endpoints of EC2 Instance Connect. */
export default defineAwsCollector({
  key: 'aws.ec2.connect-endpoints',
  per: 'region',
  operations: ['ec2:DescribeInstanceConnectEndpoints'],
  collect: async (aws) => {
    const { account, region } = aws;
    const { items, gaps } = await aws.list(
      'ec2:DescribeInstanceConnectEndpoints',
      (page) => page.InstanceConnectEndpoints,
    );
    return {
      items: items.map((endpoint) => ({
        id: endpoint.InstanceConnectEndpointArn,
        account,
        region,
        tags: endpoint.Tags,
        name: endpoint.Tags['Name'] ?? endpoint.InstanceConnectEndpointId,
        vpc: endpoint.VpcId,
        subnet: endpoint.SubnetId,
        groups: endpoint.SecurityGroupIds,
        interfaces: endpoint.NetworkInterfaceIds,
        available: endpoint.State === 'create-complete' || endpoint.State === 'update-complete',
        preservesClientIp: endpoint.PreserveClientIp,
      })),
      gaps,
    };
  },
});
