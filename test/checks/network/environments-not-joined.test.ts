import check from '../../../checks/network/environments-not-joined.ts';
import { known } from '../../../src/domain/gap.ts';
import type { NetworkFacts } from '../../../src/domain/network.ts';
import { slice, testCheck } from '../../check-tester.ts';
import {
  ACCOUNT,
  ALLOW_ALL,
  acl,
  attachment,
  cidr,
  denied,
  eni,
  group,
  ip,
  route,
  rule,
  subnet,
  table,
  transitTable,
  vpc,
} from '../../derive/net/facts.ts';
import { environments, network, server, vpcSubject } from './world.ts';

const routing = { kind: 'network.separate-vpcs', with: { environments: [], level: 'routing' }, environments } as const;
const effective = { ...routing, with: { environments: [], level: 'effective' } } as const;
const subjects = {
  'aws.ec2.vpcs': slice(vpcSubject('vpc-1', 'production'), vpcSubject('vpc-2', 'staging')),
  'aws.ec2.interfaces': slice(server({ id: 'eni-a', name: 'a' }), server({ id: 'eni-b', name: 'b', vpc: 'vpc-2' })),
};

const HERE = route('10.1.0.0/16', 'local');

/** vpc-1 10.0.0.0/16 with eni-a, vpc-2 10.1.0.0/16 with eni-b, joined as asked. */
const two = (
  there: string | null,
  back: string | null,
  from: string,
  extra: Partial<NetworkFacts> = {},
): Partial<NetworkFacts> => ({
  vpcs: known([vpc('vpc-1', ['10.0.0.0/16']), vpc('vpc-2', ['10.1.0.0/16'])]),
  subnets: known([subnet('subnet-a', ['10.0.1.0/24']), subnet('subnet-b', ['10.1.1.0/24'], { vpc: 'vpc-2' })]),
  routeTables: known([
    table('rtb-a', ['subnet-a'], there === null ? [] : [route('10.1.0.0/16', there)]),
    {
      ...table('rtb-b', ['subnet-b'], []),
      vpc: 'vpc-2',
      routes: [HERE, ...(back === null ? [] : [route('10.0.0.0/16', back)])],
    },
  ]),
  networkAcls: known([acl('acl-a', ['subnet-a', 'subnet-b'], ALLOW_ALL)]),
  securityGroups: known([group('sg-a', [rule('tcp/22', from)]), group('sg-b', [rule('tcp/443', from)])]),
  interfaces: known([
    eni('eni-a', { subnet: 'subnet-a', groups: ['sg-a'], addresses: [{ private: ip('10.0.1.5'), public: null }] }),
    eni('eni-b', {
      vpc: 'vpc-2',
      subnet: 'subnet-b',
      groups: ['sg-b'],
      addresses: [{ private: ip('10.1.1.5'), public: null }],
    }),
  ]),
  peerings: known([
    {
      id: 'pcx-1',
      active: true,
      requester: { vpc: 'vpc-1', owner: ACCOUNT, region: 'eu-west-1', cidrs: [cidr('10.0.0.0/16')] },
      accepter: { vpc: 'vpc-2', owner: ACCOUNT, region: 'eu-west-1', cidrs: [cidr('10.1.0.0/16')] },
    },
  ]),
  ...extra,
});

const CORE = 'arn:aws:networkmanager::111122223333:core-network/core-network-1';

/** Both VPCs on one transit gateway whose table routes both ways. */
const transit: Partial<NetworkFacts> = {
  transitAttachments: known([
    attachment('tgw-attach-a', 'vpc-1', ['subnet-a']),
    attachment('tgw-attach-b', 'vpc-2', ['subnet-b']),
  ]),
  transitTables: known([
    transitTable([
      route('10.0.0.0/16', 'tgw-attach-a'),
      route('10.1.0.0/16', 'tgw-attach-b', { origin: 'propagated' }),
    ]),
  ]),
};

/** The same two VPCs with IPv6, peered for it alone; eni-b admits tcp/443 from a block. */
const sixes = (from: string): Partial<NetworkFacts> => {
  const base = two(null, null, '10.9.0.0/16');
  return {
    ...base,
    vpcs: known([vpc('vpc-1', ['10.0.0.0/16', '2001:db8:1::/56']), vpc('vpc-2', ['10.1.0.0/16', '2001:db8:2::/56'])]),
    subnets: known([
      subnet('subnet-a', ['10.0.1.0/24', '2001:db8:1:1::/64']),
      subnet('subnet-b', ['10.1.1.0/24', '2001:db8:2:1::/64'], { vpc: 'vpc-2' }),
    ]),
    routeTables: known([
      table('rtb-a', ['subnet-a'], [route('2001:db8:2::/56', 'pcx-1')]),
      { ...table('rtb-b', ['subnet-b'], []), vpc: 'vpc-2', routes: [route('2001:db8:1::/56', 'pcx-1')] },
    ]),
    securityGroups: known([group('sg-a', []), group('sg-b', [rule('tcp/443', from)])]),
    interfaces: known([
      eni('eni-a', {
        subnet: 'subnet-a',
        groups: ['sg-a'],
        addresses: [{ private: ip('10.0.1.5'), public: null }],
        ipv6: [cidr('2001:db8:1:1::5/128')],
      }),
      eni('eni-b', {
        vpc: 'vpc-2',
        subnet: 'subnet-b',
        groups: ['sg-b'],
        addresses: [{ private: ip('10.1.1.5'), public: null }],
        ipv6: [cidr('2001:db8:2:1::5/128')],
      }),
    ]),
  };
};

testCheck('environments-not-joined', check, [
  {
    name: 'no route',
    ...routing,
    given: { ...subjects, ...network(two(null, null, '10.0.0.0/8')) },
    expect: 'pass',
    reasons: ['apart'],
  },
  {
    name: 'PE1 a route on one side only',
    ...routing,
    given: { ...subjects, ...network(two('pcx-1', null, '10.0.0.0/8')) },
    expect: 'unknown',
    says: ['one side only'],
  },
  {
    name: 'PE1 peered with routes both ways',
    ...routing,
    given: { ...subjects, ...network(two('pcx-1', 'pcx-1', '10.0.0.0/8')) },
    expect: 'fail',
    reasons: ['joined'],
    says: ['pcx-1'],
  },
  {
    name: 'PE1 the peering is not active',
    ...routing,
    given: { ...subjects, ...network(two('pcx-1', 'pcx-1', '10.0.0.0/8', { peerings: known([]) })) },
    expect: 'pass',
  },
  {
    name: 'TG1 both sides route into a transit gateway that carries neither',
    ...routing,
    given: { ...subjects, ...network(two('tgw-1', 'tgw-1', '10.0.0.0/8')) },
    expect: 'pass',
    reasons: ['apart'],
  },
  {
    name: 'TG1 a transit gateway routes both ways',
    ...routing,
    given: { ...subjects, ...network(two('tgw-1', 'tgw-1', '10.9.0.0/16', transit)) },
    expect: 'fail',
    reasons: ['joined'],
    says: ['tgw-1', 'tgw-rtb-1', 'effective holds'],
  },
  {
    name: 'TG1 the routes of a transit gateway unread',
    ...routing,
    given: {
      ...subjects,
      ...network(
        two('tgw-1', 'tgw-1', '10.0.0.0/8', {
          ...transit,
          transitTables: denied('ec2:DescribeTransitGatewayRouteTables'),
        }),
      ),
    },
    expect: 'unknown',
    says: ['ec2:DescribeTransitGatewayRouteTables'],
  },
  {
    name: 'TG2 both sides route into Cloud WAN',
    ...routing,
    given: { ...subjects, ...network(two(CORE, CORE, '10.0.0.0/8')) },
    expect: 'unknown',
    says: ['core-network-1'],
  },
  {
    name: 'SG11 a route to an unreadable prefix list over the peering',
    ...routing,
    given: {
      ...subjects,
      ...network(
        two(null, 'pcx-1', '10.0.0.0/8', {
          routeTables: known([
            table('rtb-a', ['subnet-a'], [route('pl-1', 'pcx-1')]),
            { ...table('rtb-b', ['subnet-b'], []), vpc: 'vpc-2', routes: [HERE, route('10.0.0.0/16', 'pcx-1')] },
          ]),
          prefixLists: denied('ec2:GetManagedPrefixListEntries'),
        }),
      ),
    },
    expect: 'unknown',
    says: ['ec2:GetManagedPrefixListEntries'],
  },
  {
    name: 'IPv6 alone joins them',
    ...routing,
    given: { ...subjects, ...network(sixes('2001:db8:1::/56')) },
    expect: 'fail',
    reasons: ['joined'],
  },
  {
    name: 'IPv6: a group admits the other side',
    ...effective,
    given: { ...subjects, ...network(sixes('2001:db8:1::/56')) },
    expect: 'fail',
    reasons: ['crossing'],
    says: ['tcp/443', '2001:db8:1::/56'],
  },
  {
    name: 'IPv6: no group admits the other side',
    ...effective,
    given: { ...subjects, ...network(sixes('2001:db8:9::/56')) },
    expect: 'pass',
    reasons: ['closed'],
  },
  {
    name: 'peerings unread',
    ...routing,
    given: {
      ...subjects,
      ...network(two('pcx-1', 'pcx-1', '10.0.0.0/8', { peerings: denied('ec2:DescribeVpcPeeringConnections') })),
    },
    expect: 'unknown',
    says: ['ec2:DescribeVpcPeeringConnections'],
  },
  {
    name: 'joined, and a group admits the other side',
    ...effective,
    given: { ...subjects, ...network(two('pcx-1', 'pcx-1', '10.1.0.0/16')) },
    expect: 'fail',
    reasons: ['crossing'],
    says: ['tcp/22'],
  },
  {
    name: 'joined, and no group admits the other side',
    ...effective,
    given: { ...subjects, ...network(two('pcx-1', 'pcx-1', '10.9.0.0/16')) },
    expect: 'pass',
    reasons: ['closed'],
  },
  {
    name: 'a transit gateway, and a group admits the other side',
    ...effective,
    given: { ...subjects, ...network(two('tgw-1', 'tgw-1', '10.1.0.0/16', transit)) },
    expect: 'fail',
    reasons: ['crossing'],
    says: ['tgw-1', 'tcp/22'],
  },
  {
    name: 'a transit gateway, and no group admits the other side',
    ...effective,
    given: { ...subjects, ...network(two('tgw-1', 'tgw-1', '10.9.0.0/16', transit)) },
    expect: 'pass',
    reasons: ['closed'],
  },
  {
    name: 'Cloud WAN, and a group admits the other side',
    ...effective,
    given: { ...subjects, ...network(two(CORE, CORE, '10.1.0.0/16')) },
    expect: 'unknown',
  },
  {
    name: 'one environment only',
    ...routing,
    given: { 'aws.ec2.vpcs': slice(vpcSubject('vpc-1', 'production')), 'aws.ec2.interfaces': slice(), ...network() },
    expect: 'notApplicable',
  },
]);
