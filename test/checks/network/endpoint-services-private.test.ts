import check from '../../../checks/network/endpoint-services-private.ts';
import { known } from '../../../src/domain/gap.ts';
import type { EndpointService } from '../../../src/domain/private-doors.ts';
import { failedSlice, notRead, slice, testCheck } from '../../check-tester.ts';

const claim = { kind: 'network.isolation', with: { edges: [] } } as const;
const given = (extra: Partial<EndpointService>) => ({
  'aws.ec2.endpoint-services': slice<EndpointService>({
    id: 'arn:aws:ec2:eu-west-1:111122223333:vpc-endpoint-service/vpce-svc-1',
    account: '111122223333',
    region: 'eu-west-1',
    tags: {},
    name: 'ledger',
    acceptance: false,
    principals: known([]),
    ...extra,
  }),
});
const partner = 'arn:aws:iam::444455556666:root';

testCheck('endpoint-services-private', check, [
  {
    name: 'everybody',
    ...claim,
    given: given({ principals: known([partner, '*']) }),
    expect: 'fail',
    reasons: ['anybody'],
  },
  {
    name: 'everybody, one by one',
    ...claim,
    given: given({ acceptance: true, principals: null }),
    expect: 'pass',
    reasons: ['accepted'],
  },
  {
    name: 'a partner',
    ...claim,
    given: given({ principals: known([partner]) }),
    expect: 'pass',
    reasons: ['named'],
    says: [partner],
  },
  { name: 'nobody else', ...claim, given: given({}), expect: 'pass', says: ['the own account alone'] },
  {
    name: 'everybody, and perhaps one by one',
    ...claim,
    given: given({ acceptance: null, principals: known(['*']) }),
    expect: 'unknown',
    says: ['one by one'],
  },
  {
    name: 'permissions unread',
    ...claim,
    given: given({ principals: notRead('ec2:DescribeVpcEndpointServicePermissions') }),
    expect: 'unknown',
    says: ['ec2:DescribeVpcEndpointServicePermissions'],
  },
  { name: 'unlisted', ...claim, given: { 'aws.ec2.endpoint-services': failedSlice() }, expect: 'unknown' },
  { name: 'none', ...claim, given: { 'aws.ec2.endpoint-services': slice() }, expect: 'notApplicable' },
]);
