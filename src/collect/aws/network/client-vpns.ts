import { mapRead } from '../../../domain/gap.ts';
import type { ClientVpn } from '../../../domain/private-doors.ts';
import type { RawClientVpn } from '../../../parse/aws/network/private-doors.ts';
import { defineAwsCollector } from '../collector.ts';
import type { AwsPort } from '../port.ts';
import { whole } from './listing.ts';

const operations = [
  'ec2:DescribeClientVpnEndpoints',
  'ec2:DescribeClientVpnTargetNetworks',
  'ec2:DescribeClientVpnAuthorizationRules',
] as const;
type Port = AwsPort<(typeof operations)[number]>;

/** Client VPN endpoints with the subnets they lead into and whom they let go where. */
export default defineAwsCollector({
  key: 'aws.ec2.client-vpns',
  per: 'region',
  operations,
  collect: async (aws) => {
    const { items, gaps } = await aws.list('ec2:DescribeClientVpnEndpoints', (page) => page.ClientVpnEndpoints);
    return { items: await Promise.all(items.map((vpn) => toVpn(aws, vpn))), gaps };
  },
});

const toVpn = async (aws: Port, vpn: RawClientVpn): Promise<ClientVpn> => {
  const { ClientVpnEndpointId } = vpn;
  const input = { ClientVpnEndpointId };
  const [networks, rules] = await Promise.all([
    aws.list('ec2:DescribeClientVpnTargetNetworks', (page) => page.ClientVpnTargetNetworks, input).then(whole),
    aws.list('ec2:DescribeClientVpnAuthorizationRules', (page) => page.AuthorizationRules, input).then(whole),
  ]);
  return {
    id: `arn:aws:ec2:${aws.region}:${aws.account}:client-vpn-endpoint/${ClientVpnEndpointId}`,
    account: aws.account,
    region: aws.region,
    tags: vpn.Tags,
    name: vpn.Tags['Name'] ?? vpn.Description ?? ClientVpnEndpointId,
    vpc: vpn.VpcId,
    groups: vpn.SecurityGroupIds,
    protocol: vpn.TransportProtocol ?? 'udp',
    port: vpn.VpnPort,
    clients: vpn.ClientCidrBlock,
    authentication: vpn.AuthenticationOptions.map(({ Type }) => Type).toSorted(),
    subnets: mapRead(networks, (list) => list.map(({ TargetNetworkId }) => TargetNetworkId).toSorted()),
    rules: mapRead(rules, (list) =>
      list.map(({ DestinationCidr, GroupId, AccessAll }) => ({
        to: DestinationCidr,
        group: AccessAll === true || GroupId === '' ? null : GroupId,
      })),
    ),
  };
};
