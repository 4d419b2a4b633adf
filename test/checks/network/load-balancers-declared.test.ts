import check from '../../../checks/network/load-balancers-declared.ts';
import type { LoadBalancer } from '../../../src/domain/aws.ts';
import { known } from '../../../src/domain/gap.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { ACCOUNT, balancer, denied, group, REGION, rule } from '../../derive/net/facts.ts';
import { network } from './world.ts';

const subject: LoadBalancer = {
  id: balancer().id,
  account: ACCOUNT,
  region: REGION,
  tags: null,
  name: 'web',
  kind: 'application',
  internetFacing: true,
  dnsName: null,
  zones: ['eu-west-1a'],
};
const declared = { kind: 'network.isolation', with: { edges: ['load-balancer'] } } as const;
const undeclared = { kind: 'network.isolation', with: { edges: ['cdn'] } } as const;
const groups = known([group('sg-lb', [rule('tcp/443', '0.0.0.0/0')])]);
const given = (extra: Parameters<typeof balancer>[0] = {}) => ({
  'aws.elb.load-balancers': slice(subject),
  ...network({ securityGroups: groups, balancers: known([balancer(extra)]) }),
});

testCheck('load-balancers-declared', check, [
  {
    name: 'faces the internet as the claim allows',
    ...declared,
    given: given(),
    expect: 'pass',
    reasons: ['declared'],
    says: ['tcp/443'],
  },
  {
    name: 'faces the internet although the claim does not allow it',
    ...undeclared,
    given: given(),
    expect: 'fail',
    reasons: ['undeclared'],
  },
  { name: 'internal', ...undeclared, given: given({ internetFacing: false }), expect: 'pass', reasons: ['internal'] },
  {
    name: 'listeners unread, allowed anyway',
    ...declared,
    given: given({ listeners: denied('elasticloadbalancing:DescribeListeners') }),
    expect: 'pass',
    reasons: ['declared'],
  },
  {
    name: 'listeners unread, not allowed',
    ...undeclared,
    given: given({ listeners: denied('elasticloadbalancing:DescribeListeners') }),
    expect: 'unknown',
  },
  {
    name: 'balancers unread',
    ...declared,
    given: { 'aws.elb.load-balancers': failedSlice(), ...network() },
    expect: 'unknown',
  },
  { name: 'none', ...declared, given: { 'aws.elb.load-balancers': slice(), ...network() }, expect: 'notApplicable' },
]);
