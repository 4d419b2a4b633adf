import check from '../../../checks/network/managed-stores-behind-firewall.ts';
import { known } from '../../../src/domain/gap.ts';
import type { ManagedEndpoint } from '../../../src/domain/managed-endpoints.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { denied } from '../../derive/net/facts.ts';
import { admitting, endpoint, network, placed } from './world.ts';

const claim = { kind: 'network.firewall', with: { stores: ['redshift', 'opensearch'] } } as const;
const given = (access: ManagedEndpoint['access'], facts: Parameters<typeof network>[0] = {}) => ({
  'aws.redshift.endpoints': slice(endpoint({ type: 'redshift-cluster', name: 'sales', access })),
  'aws.opensearch.endpoints': slice<ManagedEndpoint>(),
  ...network(facts),
});
const inVpc = known(placed({ public: false }));

testCheck('managed-stores-behind-firewall', check, [
  {
    name: 'the group admits the VPC',
    ...claim,
    given: given(inVpc, admitting(['tcp/5439', '10.0.0.0/16'])),
    expect: 'pass',
    reasons: ['named'],
    says: ['redshift-cluster sales: the groups sg-web'],
  },
  {
    name: 'the group admits the internet, public or not',
    ...claim,
    given: given(inVpc, admitting(['tcp/5439', '0.0.0.0/1'])),
    expect: 'fail',
    reasons: ['world'],
    says: ['tcp/5439 0.0.0.0/1'],
  },
  {
    name: 'a public endpoint has no group',
    ...claim,
    given: {
      'aws.redshift.endpoints': slice<ManagedEndpoint>(),
      'aws.opensearch.endpoints': slice(endpoint()),
      ...network(),
    },
    expect: 'fail',
    reasons: ['none'],
    says: ['opensearch-domain logs has no security group (public endpoint)'],
  },
  {
    name: 'a domain is not asked about where the claim is on warehouses',
    kind: 'network.firewall',
    with: { stores: ['redshift'] },
    given: {
      'aws.redshift.endpoints': slice<ManagedEndpoint>(),
      'aws.opensearch.endpoints': slice(endpoint()),
      ...network(),
    },
    expect: 'notApplicable',
  },
  { name: 'groups not told', ...claim, given: given(known(placed({ groups: [] }))), expect: 'unknown' },
  { name: 'not described', ...claim, given: given(denied('es:DescribeDomains')), expect: 'unknown', says: ['es:'] },
  {
    name: 'groups unread',
    ...claim,
    given: given(inVpc, { securityGroups: denied('ec2:DescribeSecurityGroups') }),
    expect: 'unknown',
  },
  {
    name: 'clusters unlisted',
    ...claim,
    given: {
      'aws.redshift.endpoints': failedSlice(),
      'aws.opensearch.endpoints': slice<ManagedEndpoint>(),
      ...network(),
    },
    expect: 'unknown',
  },
  {
    name: 'none',
    ...claim,
    given: {
      'aws.redshift.endpoints': slice<ManagedEndpoint>(),
      'aws.opensearch.endpoints': slice<ManagedEndpoint>(),
      ...network(),
    },
    expect: 'notApplicable',
  },
]);
