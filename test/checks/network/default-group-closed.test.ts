import check from '../../../checks/network/default-group-closed.ts';
import { known } from '../../../src/domain/gap.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { denied, group, rule } from '../../derive/net/facts.ts';
import { groupSubject, network } from './world.ts';

const unread = { securityGroups: denied('ec2:DescribeSecurityGroups') };
const ports = { kind: 'network.least-ports', with: { public: [], internal: null } } as const;
const defaults = {
  'aws.ec2.security-groups': slice(groupSubject('sg-web', 'default'), groupSubject('sg-other', 'web')),
};

testCheck('default-group-closed', check, [
  {
    name: 'no rules',
    ...ports,
    given: { ...defaults, ...network({ securityGroups: known([{ ...group('sg-web', []), rules: [] }]) }) },
    expect: 'pass',
    reasons: ['closed'],
  },
  {
    name: 'admits its members',
    ...ports,
    given: { ...defaults, ...network({ securityGroups: known([group('sg-web', [rule('all', 'sg-web')])]) }) },
    expect: 'fail',
    reasons: ['open'],
  },
  {
    name: 'only lets out',
    ...ports,
    given: { ...defaults, ...network({ securityGroups: known([group('sg-web', [])]) }) },
    expect: 'fail',
  },
  { name: 'its rules are unread', ...ports, given: { ...defaults, ...network(unread) }, expect: 'unknown' },
  {
    name: 'groups could not be listed',
    ...ports,
    given: { 'aws.ec2.security-groups': failedSlice(), ...network() },
    expect: 'unknown',
  },
  {
    name: 'no default group',
    ...ports,
    given: { 'aws.ec2.security-groups': slice(groupSubject('sg-x', 'x')), ...network() },
    expect: 'notApplicable',
  },
]);
