import check from '../../../checks/network/s3-endpoints.ts';
import { known } from '../../../src/domain/gap.ts';
import type { NetworkFacts, VpcEndpoint } from '../../../src/domain/network.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { denied, eni, facts, route, table } from '../../derive/net/facts.ts';

const claim = { kind: 'network.hygiene', with: { rules: ['s3-endpoint'] } } as const;
const given = (extra: Partial<NetworkFacts>) => ({ 'aws.network': slice(facts(extra)) });
const endpoint = (extra: Partial<VpcEndpoint> = {}): VpcEndpoint => ({
  id: 'vpce-s3',
  vpc: 'vpc-1',
  service: 'com.amazonaws.eu-west-1.s3',
  type: 'Gateway',
  available: true,
  ...extra,
});
const routed = known([table('rtb-1', [], [route('pl-s3', 'vpce-s3')], { main: true })]);

testCheck('s3-endpoints', check, [
  {
    name: 'a gateway endpoint that a table leads to',
    ...claim,
    given: given({ vpcEndpoints: known([endpoint()]), routeTables: routed }),
    expect: 'pass',
    reasons: ['endpoint'],
  },
  {
    name: 'a gateway endpoint that no table leads to',
    ...claim,
    given: given({ vpcEndpoints: known([endpoint()]) }),
    expect: 'fail',
    reasons: ['unrouted'],
  },
  {
    name: 'an interface endpoint works by name',
    ...claim,
    given: given({ vpcEndpoints: known([endpoint({ type: 'Interface' })]) }),
    expect: 'pass',
  },
  {
    name: 'an endpoint for another service',
    ...claim,
    given: given({
      vpcEndpoints: known([endpoint({ service: 'com.amazonaws.eu-west-1.s3tables' })]),
      routeTables: routed,
    }),
    expect: 'fail',
    reasons: ['none'],
  },
  {
    name: 'an endpoint that is being deleted',
    ...claim,
    given: given({ vpcEndpoints: known([endpoint({ available: false })]), routeTables: routed }),
    expect: 'fail',
    reasons: ['none'],
  },
  {
    name: "another VPC's endpoint",
    ...claim,
    given: given({ vpcEndpoints: known([endpoint({ vpc: 'vpc-2' })]), routeTables: routed }),
    expect: 'fail',
  },
  {
    name: 'a VPC that nothing uses',
    ...claim,
    given: given({ interfaces: known([eni('eni-web', { inUse: false })]) }),
    expect: 'notApplicable',
  },
  {
    name: 'endpoints unread',
    ...claim,
    given: given({ vpcEndpoints: denied('ec2:DescribeVpcEndpoints') }),
    expect: 'unknown',
    says: ['ec2:DescribeVpcEndpoints'],
  },
]);
