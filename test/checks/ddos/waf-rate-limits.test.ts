import check from '../../../checks/ddos/waf-rate-limits.ts';
import { denied, failedSlice, notRead, read, slice, testCheck } from '../../check-tester.ts';
import { door, webAclDoor } from '../aws-items.ts';

const row = { kind: 'ddos.rate-limit', with: {} } as const;
const balancers = (...doors: readonly ReturnType<typeof webAclDoor>[]) => ({
  'aws.wafv2.load-balancers': slice(...doors),
});
const cdn = { id: 'arn:aws:cloudfront::111111111111:distribution/E1', kind: 'distribution', name: 'E1' } as const;
const group = denied('wafv2:GetRuleGroup');
const acl = { name: 'edge', rateRules: [], unreadGroups: [group] };

testCheck('waf-rate-limits', check, [
  {
    name: 'a load balancer and a distribution that block',
    ...row,
    given: {
      ...balancers(webAclDoor([{}])),
      'aws.wafv2.distributions': slice(webAclDoor([{ limit: 100, windowSeconds: 60 }], cdn)),
    },
    expect: 'pass',
    reasons: ['limited', 'limited'],
    says: [
      'application load balancer front: rule flood of web ACL edge blocks beyond 1000 requests in 300 s per address',
      'distribution E1: rule flood of web ACL edge blocks beyond 100 requests in 60 s per address',
    ],
  },
  {
    name: 'the distribution has no web ACL',
    ...row,
    given: {
      ...balancers(webAclDoor([{}])),
      'aws.wafv2.distributions': slice(webAclDoor([], { ...cdn, webAcl: read(null) })),
    },
    expect: 'fail',
    reasons: ['limited', 'no-acl'],
  },
  {
    name: 'a web ACL without a rate rule',
    ...row,
    given: balancers(webAclDoor([])),
    expect: 'fail',
    reasons: ['no-rule'],
  },
  {
    name: 'a rule that only counts',
    ...row,
    given: balancers(webAclDoor([{ action: 'count' }])),
    expect: 'fail',
    reasons: ['counted'],
    says: ['rate rule flood of web ACL edge only counts'],
  },
  {
    name: 'a rule for a part of the requests says so',
    ...row,
    given: balancers(webAclDoor([{ scopedDown: true }])),
    expect: 'pass',
    reasons: ['partly'],
    says: ['scope-down statement'],
  },
  {
    name: 'which one for all requests makes up for',
    ...row,
    given: balancers(webAclDoor([{ scopedDown: true, limit: 10 }, { name: 'all' }])),
    expect: 'pass',
    reasons: ['limited'],
  },
  {
    name: 'a challenge is weaker than a block',
    ...row,
    given: balancers(webAclDoor([{ action: 'challenge' }])),
    expect: 'unknown',
    reasons: ['gap.inconclusive'],
  },
  {
    name: 'a rule group was not read',
    ...row,
    given: balancers(webAclDoor([], { webAcl: read(acl) })),
    expect: 'unknown',
    says: ['wafv2:GetRuleGroup'],
  },
  {
    name: 'the web ACL was not read',
    ...row,
    given: balancers(webAclDoor([], { webAcl: notRead('wafv2:GetWebACLForResource') })),
    expect: 'unknown',
  },
  {
    name: 'a network load balancer cannot carry one',
    ...row,
    given: {
      ...balancers(webAclDoor([{}])),
      'aws.front-doors': slice(door(), door({ name: 'stream', kind: 'network-load-balancer', id: 'arn:nlb' })),
    },
    expect: 'unknown',
    reasons: ['limited', 'gap.inconclusive'],
    says: ['network load balancer stream cannot carry a web ACL'],
  },
  {
    name: 'nor a classic one',
    ...row,
    given: { 'aws.front-doors': slice(door({ name: 'old', kind: 'classic-load-balancer' })) },
    expect: 'unknown',
  },
  {
    name: 'distributions could not be listed',
    ...row,
    given: { ...balancers(webAclDoor([{}])), 'aws.wafv2.distributions': failedSlice() },
    expect: 'unknown',
  },
  {
    name: 'a fail stands beside a door that was not read',
    ...row,
    given: balancers(webAclDoor([]), webAclDoor([], { id: 'arn:other', webAcl: notRead() })),
    expect: 'fail',
  },
  { name: 'no public door', ...row, given: {}, expect: 'notApplicable' },
]);
