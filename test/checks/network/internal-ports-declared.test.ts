import check from '../../../checks/network/internal-ports-declared.ts';
import { known } from '../../../src/domain/gap.ts';
import type { InternalFlow } from '../../../src/domain/parameters.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { cidr, denied } from '../../derive/net/facts.ts';
import { admitting, environments, groupSubject, network } from './world.ts';

const tcp = (port: number) => ({ protocol: 'tcp', from: port, to: port }) as const;
const flow = (from: InternalFlow['from'], ...ports: readonly number[]): InternalFlow => ({
  from,
  to: { type: 'security-group', id: 'sg-web' },
  ports: ports.map(tcp),
});
const claim = (...internal: readonly InternalFlow[]) =>
  ({ kind: 'network.least-ports', with: { public: [tcp(443)], internal } }) as const;
const given = (facts: Parameters<typeof network>[0]) => ({
  'aws.ec2.security-groups': slice(groupSubject('sg-web')),
  ...network(facts),
});
const app = { type: 'security-group', id: 'sg-app' } as const;

testCheck('internal-ports-declared', check, [
  {
    name: 'a declared flow from a group',
    ...claim(flow(app, 8080)),
    given: given(admitting(['tcp/8080', 'sg-app'])),
    expect: 'pass',
    reasons: ['within'],
  },
  {
    name: 'another port of that group',
    ...claim(flow(app, 8080)),
    given: given(admitting(['tcp/8081', 'sg-app'])),
    expect: 'fail',
    reasons: ['beyond'],
    says: ['tcp/8081'],
  },
  {
    name: 'another group',
    ...claim(flow(app, 8080)),
    given: given(admitting(['tcp/8080', 'sg-other'])),
    expect: 'fail',
  },
  {
    name: 'all traffic of a group',
    ...claim(flow(app, 8080)),
    given: given(admitting(['all', 'sg-app'])),
    expect: 'fail',
  },
  {
    name: 'a block inside the declared one',
    ...claim(flow({ type: 'cidr', cidr: '10.0.0.0/16' }, 22)),
    given: given(admitting(['tcp/22', '10.0.3.0/24'])),
    expect: 'pass',
  },
  {
    name: 'a block beyond the declared one',
    ...claim(flow({ type: 'cidr', cidr: '10.0.0.0/16' }, 22)),
    given: given(admitting(['tcp/22', '10.0.0.0/8'])),
    expect: 'fail',
  },
  {
    name: 'a block of a declared VPC',
    ...claim(flow({ type: 'vpc', id: 'vpc-1' }, 22)),
    given: given(admitting(['tcp/22', '10.0.3.0/24'])),
    expect: 'pass',
  },
  {
    name: 'a flow to a group by its name',
    ...claim({ ...flow(app, 8080), to: { type: 'name', name: 'sg-web' } }),
    given: given(admitting(['tcp/8080', 'sg-app'])),
    expect: 'pass',
  },
  {
    name: 'an environment of that name does not hold the group',
    ...claim({ ...flow(app, 8080), to: { type: 'name', name: 'production' } }),
    environments,
    given: given(admitting(['tcp/8080', 'sg-app'])),
    expect: 'fail',
  },
  {
    name: 'the public port needs no flow',
    ...claim(),
    given: given(admitting(['tcp/443', '0.0.0.0/0'])),
    expect: 'pass',
  },
  {
    name: 'the public port from a private block does',
    ...claim(),
    given: given(admitting(['tcp/443', '10.0.0.0/8'])),
    expect: 'fail',
  },
  {
    name: 'ICMP is declared for both of its versions',
    ...claim({ ...flow(app), ports: [{ protocol: 'icmp', from: 0, to: 65_535 }] }),
    given: given(admitting(['icmp', 'sg-app'], ['icmpv6', 'sg-app'])),
    expect: 'pass',
  },
  {
    name: 'an IPv6 block inside the declared one',
    ...claim(flow({ type: 'cidr', cidr: '2001:db8:1::/56' }, 8080)),
    given: given(admitting(['tcp/8080', '2001:db8:1:1::/64'])),
    expect: 'pass',
  },
  {
    name: 'an IPv6 block beyond the declared one',
    ...claim(flow({ type: 'cidr', cidr: '2001:db8:1:1::/64' }, 8080)),
    given: given(admitting(['tcp/8080', '2001:db8:1::/56'])),
    expect: 'fail',
    says: ['tcp/8080', '2001:db8:1::/56'],
  },
  {
    name: 'the public port from the IPv6 block of an own VPC needs a flow',
    ...claim(flow(app, 8080)),
    given: given(admitting(['tcp/443', '2001:db8:1::/56'])),
    expect: 'fail',
  },
  {
    name: 'SG11 a prefix list inside the declared block',
    ...claim(flow({ type: 'cidr', cidr: '10.0.0.0/8' }, 8080)),
    given: given({
      ...admitting(['tcp/8080', 'pl-1']),
      prefixLists: known([{ id: 'pl-1', name: 'x', family: 4, entries: known([cidr('10.9.0.0/16')]) }]),
    }),
    expect: 'pass',
  },
  {
    name: 'SG11 a prefix list that could not be read',
    ...claim(flow({ type: 'cidr', cidr: '10.0.0.0/8' }, 8080)),
    given: given({
      ...admitting(['tcp/8080', 'pl-1']),
      prefixLists: known([{ id: 'pl-1', name: 'x', family: 4, entries: denied('ec2:GetManagedPrefixListEntries') }]),
    }),
    expect: 'unknown',
    says: ['ec2:GetManagedPrefixListEntries'],
  },
  {
    name: 'SG9 a group of an account that was not read may carry the declared name',
    ...claim(flow({ type: 'name', name: 'partner' }, 8080)),
    given: given(admitting(['tcp/8080', 'sg-far'])),
    expect: 'unknown',
    says: ['sg-far'],
  },
  {
    name: 'SG9 a group of another account, declared by its id',
    ...claim(flow({ type: 'security-group', id: 'sg-far' }, 8080)),
    given: given(admitting(['tcp/8080', 'sg-far'])),
    expect: 'pass',
  },
  {
    name: 'SG9 a port that no flow covers is beyond them, whatever the group',
    ...claim(flow({ type: 'name', name: 'partner' }, 8080)),
    given: given(admitting(['tcp/22', 'sg-far'])),
    expect: 'fail',
  },
  {
    name: 'carried by nothing',
    ...claim(),
    given: given({ ...admitting(['all', 'sg-app']), interfaces: known([]) }),
    expect: 'pass',
    reasons: ['unused'],
  },
  {
    name: 'groups unread',
    ...claim(),
    given: given({ securityGroups: denied('ec2:DescribeSecurityGroups') }),
    expect: 'unknown',
  },
  {
    name: 'nothing declared about traffic between systems',
    kind: 'network.least-ports',
    with: { public: [tcp(443)], internal: null },
    given: { 'aws.ec2.security-groups': slice<never>(), ...network() },
    expect: 'notApplicable',
  },
]);
