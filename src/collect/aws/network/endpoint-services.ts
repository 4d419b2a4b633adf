import { mapRead } from '../../../domain/gap.ts';
import type { EndpointService } from '../../../domain/private-doors.ts';
import type { RawEndpointService } from '../../../parse/aws/network/private-doors.ts';
import { defineAwsCollector } from '../collector.ts';
import type { AwsPort } from '../port.ts';
import { whole } from './listing.ts';

const operations = [
  'ec2:DescribeVpcEndpointServiceConfigurations',
  'ec2:DescribeVpcEndpointServicePermissions',
] as const;
type Port = AwsPort<(typeof operations)[number]>;

/** Services that the account offers over PrivateLink. Who may connect is asked for only where nobody has to accept it. */
export default defineAwsCollector({
  key: 'aws.ec2.endpoint-services',
  per: 'region',
  operations,
  collect: async (aws) => {
    const { items, gaps } = await aws.list(
      'ec2:DescribeVpcEndpointServiceConfigurations',
      (page) => page.ServiceConfigurations,
    );
    return { items: await Promise.all(items.map((service) => toService(aws, service))), gaps };
  },
});

const principalsOf = async (aws: Port, { ServiceId, AcceptanceRequired }: RawEndpointService) => {
  if (AcceptanceRequired === true) return null;
  const input = { ServiceId };
  const listed = await aws.list('ec2:DescribeVpcEndpointServicePermissions', (page) => page.AllowedPrincipals, input);
  return mapRead(whole(listed), (list) => list.map(({ Principal }) => Principal));
};

const toService = async (aws: Port, service: RawEndpointService): Promise<EndpointService> => ({
  id: `arn:aws:ec2:${aws.region}:${aws.account}:vpc-endpoint-service/${service.ServiceId}`,
  account: aws.account,
  region: aws.region,
  tags: service.Tags,
  name: service.Tags['Name'] ?? service.ServiceId,
  acceptance: service.AcceptanceRequired,
  principals: await principalsOf(aws, service),
});
