import check from '../../../checks/network/databases-behind-firewall.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { denied } from '../../derive/net/facts.ts';
import { admitting, database, network } from './world.ts';

const rds = { kind: 'network.firewall', with: { stores: ['rds'] } } as const;
const hidden = slice(database({ publiclyAccessible: false }));

testCheck('databases-behind-firewall', check, [
  {
    name: 'groups and private addresses',
    ...rds,
    given: { 'aws.rds.instances': hidden, ...network(admitting(['tcp/5432', 'sg-app'], ['tcp/5432', '10.0.0.0/8'])) },
    expect: 'pass',
    reasons: ['named'],
  },
  {
    name: 'the world, though not reachable',
    ...rds,
    given: { 'aws.rds.instances': hidden, ...network(admitting(['tcp/5432', '0.0.0.0/0'])) },
    expect: 'fail',
    reasons: ['world'],
  },
  {
    name: 'the world by IPv6',
    ...rds,
    given: { 'aws.rds.instances': hidden, ...network(admitting(['all', '::/0'])) },
    expect: 'fail',
    says: ['::/0'],
  },
  {
    name: 'the IPv6 block of an own VPC is no stranger',
    ...rds,
    given: { 'aws.rds.instances': slice(database()), ...network(admitting(['tcp/5432', '2001:db8:1::/56'])) },
    expect: 'pass',
    reasons: ['named'],
  },
  {
    name: 'an IPv6 block wider than the own VPC',
    ...rds,
    given: { 'aws.rds.instances': slice(database()), ...network(admitting(['tcp/5432', '2001:db8::/32'])) },
    expect: 'fail',
    reasons: ['world'],
  },
  {
    name: 'no group at all',
    ...rds,
    given: { 'aws.rds.instances': slice(database({ securityGroups: [] })), ...network() },
    expect: 'fail',
    reasons: ['none'],
  },
  {
    name: 'groups unread',
    ...rds,
    given: { 'aws.rds.instances': hidden, ...network({ securityGroups: denied('ec2:DescribeSecurityGroups') }) },
    expect: 'unknown',
  },
  { name: 'databases unread', ...rds, given: { 'aws.rds.instances': failedSlice(), ...network() }, expect: 'unknown' },
  { name: 'no database', ...rds, given: { 'aws.rds.instances': slice(), ...network() }, expect: 'notApplicable' },
]);
