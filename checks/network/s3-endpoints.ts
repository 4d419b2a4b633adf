import { keeps, s3Ways } from '../../src/derive/net/hygiene.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Every VPC in use has an endpoint for S3',
  why: 'Without one, traffic to the buckets leaves over an internet or NAT gateway, past whatever an endpoint policy would forbid.',
  decides: ['network.hygiene'],
  needs: ['aws.network'],
  reasons: {
    endpoint: { status: 'pass', text: 'VPC {vpc} reaches S3 over {endpoint}' },
    unrouted: {
      status: 'fail',
      text: 'VPC {vpc} has the endpoint {endpoint} for S3, and no route table leads to it',
      fix: 'aws ec2 modify-vpc-endpoint --vpc-endpoint-id ENDPOINT --add-route-table-ids TABLE.',
    },
    none: {
      status: 'fail',
      text: 'VPC {vpc} is in use and has no endpoint for S3',
      fix: 'aws ec2 create-vpc-endpoint --vpc-id VPC --service-name com.amazonaws.REGION.s3 --route-table-ids TABLE.',
    },
  },
  whenEmpty: 'no VPC is in use',
  notShown: ['what the policy of the endpoint allows', 'subnets whose own table does not lead to it'],
  when: keeps('s3-endpoint'),
  evaluate: ({ 'aws.network': regions }, _, say) =>
    regions.flatMap((facts) => {
      const { account, region } = facts;
      const ways = s3Ways(facts);
      if (!ways.ok) return [say.unread({ type: 'region', id: `${account}/${region}`, account, region }, ways.gap)];
      return ways.value.map(({ vpc, endpoint, routed }) => {
        const subject = resource('vpc', { id: vpc, account, region });
        if (endpoint === null) return say.is(subject, 'none', { vpc });
        return say.is(subject, routed ? 'endpoint' : 'unrouted', { vpc, endpoint: endpoint.id });
      });
    }),
});
