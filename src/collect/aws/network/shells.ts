import { mapRead } from '../../../domain/gap.ts';
import { defineAwsCollector } from '../collector.ts';
import { whole } from './listing.ts';

/** Shells that IAM opens. Each list says for itself whether it was read, as none of them decides a verdict. */
export default defineAwsCollector({
  key: 'aws.ec2.shells',
  per: 'region',
  operations: [
    'ssm:DescribeInstanceInformation',
    'ec2:DescribeInstanceConnectEndpoints',
    'ec2:GetSerialConsoleAccessStatus',
  ],
  collect: async (aws) => {
    const { account, region } = aws;
    const [managed, connectEndpoints, serialConsole] = await Promise.all([
      aws.list('ssm:DescribeInstanceInformation', (page) => page.InstanceInformationList).then(whole),
      aws.list('ec2:DescribeInstanceConnectEndpoints', (page) => page.InstanceConnectEndpoints).then(whole),
      aws.read('ec2:GetSerialConsoleAccessStatus'),
    ]);
    const item = {
      account,
      region,
      managed: mapRead(managed, (list) =>
        list.filter(({ PingStatus }) => PingStatus === 'Online').map(({ InstanceId }) => InstanceId),
      ),
      connectEndpoints: mapRead(connectEndpoints, (list) =>
        list
          .filter(({ State }) => State === 'create-complete' || State === 'update-complete')
          .map((endpoint) => ({
            id: endpoint.InstanceConnectEndpointId,
            vpc: endpoint.VpcId,
            subnet: endpoint.SubnetId,
            groups: endpoint.SecurityGroupIds,
            preservesClientIp: endpoint.PreserveClientIp ?? true,
          })),
      ),
      serialConsole: mapRead(serialConsole, ({ SerialConsoleAccessEnabled }) => SerialConsoleAccessEnabled),
    };
    return { items: [item], gaps: [] };
  },
});
