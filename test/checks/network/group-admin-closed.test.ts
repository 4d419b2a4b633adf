import check from '../../../checks/network/group-admin-closed.ts';
import { known } from '../../../src/domain/gap.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { denied } from '../../derive/net/facts.ts';
import { admitting, groupSubject, hidden, network } from './world.ts';

const subjects = { 'aws.ec2.security-groups': slice(groupSubject('sg-web')) };
const unread = { securityGroups: denied('ec2:DescribeSecurityGroups') };
const unused = { ...admitting(['all', '0.0.0.0/0']), interfaces: known([]) };
const access = {
  kind: 'network.admin-access',
  with: { ports: [{ protocol: 'tcp', from: 22, to: 22 }], from: [] },
} as const;
const office = {
  kind: 'network.admin-access',
  with: { ...access.with, from: [{ type: 'cidr', cidr: '203.0.113.0/24' }] },
} as const;

testCheck('group-admin-closed', check, [
  {
    name: 'SSH for private sources',
    ...access,
    given: { ...subjects, ...network(admitting(['tcp/22', '10.0.0.0/8'])) },
    expect: 'pass',
    reasons: ['closed'],
  },
  {
    name: 'SSH for everybody, on a hidden server',
    ...access,
    given: { ...subjects, ...network({ ...admitting(['tcp/22', '0.0.0.0/0']), ...hidden }) },
    expect: 'fail',
    reasons: ['open'],
    says: ['tcp/22'],
  },
  {
    name: 'SSH for the named office',
    ...office,
    given: { ...subjects, ...network(admitting(['tcp/22', '203.0.113.7/32'])) },
    expect: 'pass',
  },
  {
    name: 'SSH for another office',
    ...office,
    given: { ...subjects, ...network(admitting(['tcp/22', '198.51.100.7/32'])) },
    expect: 'fail',
  },
  {
    name: 'carried by nothing',
    ...access,
    given: { ...subjects, ...network(unused) },
    expect: 'pass',
    reasons: ['unused'],
  },
  {
    name: 'groups unread',
    ...access,
    given: { ...subjects, ...network(unread) },
    expect: 'unknown',
    says: ['ec2:DescribeSecurityGroups'],
  },
  { name: 'no group', ...access, given: { 'aws.ec2.security-groups': slice(), ...network() }, expect: 'notApplicable' },
]);
