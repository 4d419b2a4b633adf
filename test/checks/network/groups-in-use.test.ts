import check from '../../../checks/network/groups-in-use.ts';
import { known } from '../../../src/domain/gap.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { denied } from '../../derive/net/facts.ts';
import { database, groupSubject, network } from './world.ts';

const claim = { kind: 'network.hygiene', with: { rules: ['unused-groups'] } } as const;
const group = slice(groupSubject('sg-web', 'web'));

testCheck('groups-in-use', check, [
  {
    name: 'carried by an interface',
    ...claim,
    given: { 'aws.ec2.security-groups': group, ...network() },
    expect: 'pass',
    reasons: ['carried'],
  },
  {
    name: 'carried by a database alone',
    ...claim,
    given: {
      'aws.ec2.security-groups': group,
      'aws.rds.instances': slice(database()),
      ...network({ interfaces: known([]) }),
    },
    expect: 'pass',
    reasons: ['carried'],
  },
  {
    name: 'carried by nothing: told, and no fault',
    ...claim,
    given: { 'aws.ec2.security-groups': group, ...network({ interfaces: known([]) }) },
    expect: 'pass',
    reasons: ['unused'],
  },
  {
    name: 'interfaces unread',
    ...claim,
    given: {
      'aws.ec2.security-groups': group,
      ...network({ interfaces: denied('ec2:DescribeNetworkInterfaces') }),
    },
    expect: 'unknown',
    says: ['ec2:DescribeNetworkInterfaces'],
  },
  {
    name: 'default groups cannot be deleted',
    ...claim,
    given: { 'aws.ec2.security-groups': slice(groupSubject('sg-0', 'default')), ...network() },
    expect: 'notApplicable',
  },
  { name: 'groups unread', ...claim, given: { 'aws.ec2.security-groups': failedSlice() }, expect: 'unknown' },
]);
