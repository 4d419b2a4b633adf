import check from '../../../checks/network/public-ports-declared.ts';
import { known } from '../../../src/domain/gap.ts';
import type { ManagedEndpoint } from '../../../src/domain/managed-endpoints.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { balancer, denied, eni, group, ip, rule, targetGroup } from '../../derive/net/facts.ts';
import { admitting, database, endpoint, hidden, network, placed, server } from './world.ts';

const web = {
  kind: 'network.least-ports',
  with: {
    public: [
      { protocol: 'tcp', from: 80, to: 80 },
      { protocol: 'tcp', from: 443, to: 443 },
    ],
    internal: null,
  },
} as const;
const given = (facts: Parameters<typeof network>[0]) => ({
  'aws.ec2.interfaces': slice(server()),
  'aws.elb.load-balancers': slice<never>(),
  'aws.rds.instances': slice<never>(),
  ...network(facts),
});
const nothing = { 'aws.elb.load-balancers': slice<never>(), 'aws.rds.instances': slice<never>(), ...network() };

const managed = (extra: Partial<ManagedEndpoint>) => ({
  ...nothing,
  'aws.redshift.endpoints': slice(endpoint(extra)),
  ...network({ ...hidden, ...admitting(['tcp/5439', '0.0.0.0/0']) }),
});

testCheck('public-ports-declared', check, [
  {
    name: 'the declared ports',
    ...web,
    given: given(admitting(['tcp/443', '0.0.0.0/0'], ['tcp/80', '0.0.0.0/0'])),
    expect: 'pass',
    reasons: ['within'],
  },
  {
    name: 'one port more',
    ...web,
    given: given(admitting(['tcp/443', '0.0.0.0/0'], ['tcp/8080', '0.0.0.0/0'])),
    expect: 'fail',
    reasons: ['beyond'],
    says: ['tcp/8080'],
  },
  {
    name: 'a range around the declared port',
    ...web,
    given: given(admitting(['tcp/400-500', '0.0.0.0/0'])),
    expect: 'fail',
    says: ['tcp/400-442, tcp/444-500'],
  },
  {
    name: 'UDP on a declared TCP port',
    ...web,
    given: given(admitting(['udp/443', '0.0.0.0/0'])),
    expect: 'fail',
    says: ['udp/443'],
  },
  {
    name: 'GRE cannot be declared',
    ...web,
    given: given(admitting(['gre', '0.0.0.0/0'])),
    expect: 'fail',
    says: ['protocol 47'],
  },
  {
    name: 'open rules on a hidden server',
    ...web,
    given: given({ ...admitting(['all', '0.0.0.0/0']), ...hidden }),
    expect: 'pass',
  },
  { name: 'an unreadable prefix list', ...web, given: given(admitting(['tcp/22', 'pl-1'])), expect: 'unknown' },
  {
    name: 'a database',
    ...web,
    given: {
      'aws.ec2.interfaces': slice<never>(),
      'aws.elb.load-balancers': slice<never>(),
      'aws.rds.instances': slice(database()),
      ...network(admitting(['tcp/5432', '0.0.0.0/0'])),
    },
    expect: 'fail',
    says: ['orders', 'tcp/5432'],
  },
  {
    name: 'what is behind a load balancer shows there',
    ...web,
    given: given({
      interfaces: known([
        eni('eni-web', {
          groups: ['sg-app'],
          subnet: 'subnet-priv',
          addresses: [{ private: ip('10.0.2.5'), public: null }],
        }),
      ]),
      securityGroups: known([
        group('sg-app', [rule('tcp/8080', 'sg-lb')]),
        group('sg-lb', [rule('tcp/8443', '0.0.0.0/0')]),
      ]),
      balancers: known([
        balancer({ listeners: known([{ port: 8443, protocols: ['tcp'], forwards: known(['tg-1']) }]) }),
      ]),
      targetGroups: known([targetGroup(['i-web'])]),
    }),
    expect: 'pass',
  },
  {
    name: 'gateways unread and no route known',
    ...web,
    given: given({ subnets: denied('ec2:DescribeSubnets'), ...admitting(['tcp/22', '0.0.0.0/0']) }),
    expect: 'unknown',
    says: ['ec2:DescribeSubnets'],
  },
  { name: 'interfaces unread', ...web, given: { 'aws.ec2.interfaces': failedSlice(), ...nothing }, expect: 'unknown' },
  {
    name: 'a warehouse on its own port',
    ...web,
    given: managed({ type: 'redshift-cluster', name: 'sales', ports: [5439], access: known(placed()) }),
    expect: 'fail',
    says: ['sales: tcp/5439 open'],
  },
  { name: 'a search domain on a declared port', ...web, given: managed({}), expect: 'pass' },
  {
    name: 'a search domain with plain HTTP beside, of which only HTTPS is declared',
    ...web,
    with: { ...web.with, public: [{ protocol: 'tcp', from: 443, to: 443 }] },
    given: managed({ ports: [80, 443] }),
    expect: 'fail',
    says: ['logs: tcp/80 open'],
  },
  {
    name: 'clusters unlisted',
    ...web,
    given: { ...nothing, 'aws.eks.endpoints': failedSlice() },
    expect: 'unknown',
  },
  {
    name: 'nothing there',
    ...web,
    given: { 'aws.ec2.interfaces': slice<never>(), ...nothing },
    expect: 'notApplicable',
  },
]);
