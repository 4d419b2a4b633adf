import check from '../../../checks/network/managed-endpoints-isolated.ts';
import { known, unread } from '../../../src/domain/gap.ts';
import type { ManagedEndpoint, SubnetAccess } from '../../../src/domain/managed-endpoints.ts';
import { denied as deniedGap, failedSlice, slice, testCheck } from '../../check-tester.ts';
import { cidr, denied, eni, ip } from '../../derive/net/facts.ts';
import { admitting, endpoint, hidden, network, placed, policy } from './world.ts';

const claim = { kind: 'network.isolation', with: { edges: ['load-balancer', 'cdn', 'api-gateway'] } } as const;

const none = {
  'aws.dms.endpoints': slice<ManagedEndpoint>(),
  'aws.eks.endpoints': slice<ManagedEndpoint>(),
  'aws.mq.endpoints': slice<ManagedEndpoint>(),
  'aws.msk.endpoints': slice<ManagedEndpoint>(),
  'aws.opensearch.endpoints': slice<ManagedEndpoint>(),
  'aws.rds.gateways': slice<ManagedEndpoint>(),
  'aws.redshift.endpoints': slice<ManagedEndpoint>(),
};
const nothingPublic = { ...hidden, ...admitting(['tcp/5439', '0.0.0.0/0']) };

const domain = (access: ManagedEndpoint['access']) => ({
  ...none,
  'aws.opensearch.endpoints': slice(endpoint({ access })),
  ...network(nothingPublic),
});
const warehouse = (access: Partial<SubnetAccess>, facts: Parameters<typeof network>[0] = nothingPublic) => ({
  ...none,
  'aws.redshift.endpoints': slice(
    endpoint({ type: 'redshift-cluster', name: 'sales', ports: [5439], access: known(placed(access)) }),
  ),
  ...network(facts),
});
const kubernetes = (...blocks: readonly string[]) => ({
  ...none,
  'aws.eks.endpoints': slice(
    endpoint({
      type: 'eks-cluster',
      name: 'platform',
      access: known({ at: 'service', setting: 'publicAccessCidrs', sources: blocks.map(cidr), policy: null }),
    }),
  ),
  ...network(nothingPublic),
});
const twoZones = known([
  { subnet: 'subnet-priv', zone: 'eu-west-1a' },
  { subnet: 'subnet-pub', zone: 'eu-west-1b' },
]);
const open = (text: ReturnType<typeof policy>) =>
  known({ at: 'service', setting: 'public endpoint', sources: null, policy: { ...text, decides: false } } as const);

testCheck('managed-endpoints-isolated', check, [
  {
    name: 'a search domain with a public endpoint, whoever may sign in',
    ...claim,
    given: domain(open(policy([{ Action: 'es:*', Principal: { AWS: 'arn:aws:iam::111122223333:root' } }]))),
    expect: 'fail',
    reasons: ['reachable'],
    says: ['opensearch-domain logs can be reached on tcp/443', 'its policy admits named callers only'],
  },
  {
    name: 'a search domain that anybody may use',
    ...claim,
    given: domain(open(policy([{ Action: 'execute-api:*' }]))),
    expect: 'fail',
    says: ['its policy admits anybody'],
  },
  {
    name: 'an access policy that was not read changes nothing: the endpoint is public',
    ...claim,
    given: domain(open(policy([], { text: unread(deniedGap('es:DescribeDomains')) }))),
    expect: 'fail',
    says: ['its policy was not read'],
  },
  {
    name: 'a search domain in the VPC',
    ...claim,
    given: domain(known(placed({ public: false, in: 'all' }))),
    expect: 'pass',
    reasons: ['isolated'],
    says: ['not publicly accessible'],
  },
  {
    name: 'offered to nobody of the internet',
    ...claim,
    given: domain(known({ at: 'nowhere', code: 'NO_PUBLIC_ENDPOINT' })),
    expect: 'pass',
    says: ['it has no public endpoint'],
  },
  {
    name: 'not described',
    ...claim,
    given: domain(unread(deniedGap('eks:DescribeCluster'))),
    expect: 'unknown',
    says: ['eks:DescribeCluster'],
  },
  { name: 'an API server for the whole internet', ...claim, given: kubernetes('0.0.0.0/0'), expect: 'fail' },
  {
    name: 'an API server for the IPv6 internet alone',
    ...claim,
    given: kubernetes('10.0.0.0/8', '::/0'),
    expect: 'fail',
    says: ['internet 2001:db8::9'],
  },
  {
    name: 'an API server for one office is reached from there',
    ...claim,
    given: kubernetes('198.51.100.0/24'),
    expect: 'fail',
    says: ['internet 198.51.100.0 -> '],
  },
  {
    name: 'an API server for private addresses',
    ...claim,
    given: kubernetes('10.0.0.0/8'),
    expect: 'pass',
    says: ['it answers to no public address'],
  },
  {
    name: 'a warehouse with a public address, a route and an open group',
    ...claim,
    given: warehouse({}),
    expect: 'fail',
    says: ['redshift-cluster sales can be reached on tcp/5439', 'igw-1'],
  },
  { name: 'its flag is off', ...claim, given: warehouse({ public: false }), expect: 'pass', says: ['not publicly'] },
  {
    name: 'its group opens another port',
    ...claim,
    given: warehouse({}, admitting(['tcp/443', '0.0.0.0/0'])),
    expect: 'pass',
    says: ['no rule admits'],
  },
  {
    name: 'the flag in a private subnet, no other to move to',
    ...claim,
    given: warehouse({ subnets: known([{ subnet: 'subnet-priv', zone: 'eu-west-1a' }]) }),
    expect: 'pass',
    says: ['no route'],
  },
  {
    name: 'the flag in a private subnet, a public one after a failover',
    ...claim,
    given: warehouse({ subnets: twoZones }),
    expect: 'unknown',
    says: ['failover'],
  },
  {
    name: 'brokers stand in every subnet at once',
    ...claim,
    given: warehouse({ subnets: twoZones, in: 'all' }),
    expect: 'fail',
  },
  {
    name: 'its own interface decides: it has no public address',
    ...claim,
    given: warehouse(
      { addresses: [ip('10.0.1.7')] },
      {
        ...nothingPublic,
        interfaces: known([eni('eni-node', { addresses: [{ private: ip('10.0.1.7'), public: null }] })]),
      },
    ),
    expect: 'pass',
    says: ['no public address answers'],
  },
  {
    name: 'its own interface decides: it has one',
    ...claim,
    given: warehouse(
      { addresses: [ip('10.0.1.7')] },
      {
        ...nothingPublic,
        interfaces: known([eni('eni-node', { addresses: [{ private: ip('10.0.1.7'), public: ip('198.51.100.7') }] })]),
      },
    ),
    expect: 'fail',
    says: ['eni-node'],
  },
  { name: 'the flag is not told', ...claim, given: warehouse({ public: null }), expect: 'unknown' },
  {
    name: 'its subnets are not told',
    ...claim,
    given: warehouse({ subnets: known([]) }),
    expect: 'unknown',
    says: ['its subnets'],
  },
  {
    name: 'its subnets are unread',
    ...claim,
    given: warehouse({ subnets: denied('redshift:DescribeClusterSubnetGroups') }),
    expect: 'unknown',
    says: ['redshift:DescribeClusterSubnetGroups'],
  },
  { name: 'its groups are not told', ...claim, given: warehouse({ groups: [] }), expect: 'unknown' },
  {
    name: 'routes unread',
    ...claim,
    given: warehouse({}, { ...nothingPublic, routeTables: denied('ec2:DescribeRouteTables') }),
    expect: 'unknown',
    says: ['ec2:DescribeRouteTables'],
  },
  {
    name: 'one service unlisted',
    ...claim,
    given: { ...none, 'aws.mq.endpoints': failedSlice(), ...network() },
    expect: 'unknown',
  },
  { name: 'none', ...claim, given: { ...none, ...network() }, expect: 'notApplicable' },
]);
