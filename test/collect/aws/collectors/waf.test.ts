import { describe, expect, test } from 'vitest';
import distributions from '../../../../src/collect/aws/collectors/wafv2-distributions.ts';
import balancers from '../../../../src/collect/aws/collectors/wafv2-load-balancers.ts';
import type { JsonObject } from '../../../../src/collect/json.ts';
import { asked, collectWith, deniedCall, failure } from './collect-with.ts';

const balancer = (name: string, more: JsonObject = {}): JsonObject => ({
  LoadBalancerArn: `arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/${name}/1`,
  LoadBalancerName: name,
  Scheme: 'internet-facing',
  Type: 'application',
  ...more,
});
const listed = { 'elastic-load-balancing-v2:DescribeLoadBalancers': { LoadBalancers: [balancer('front')] } };

const rate = (Name: string, Action: JsonObject | null, more: JsonObject = {}): JsonObject => ({
  Name,
  Priority: 1,
  Statement: { RateBasedStatement: { Limit: 1000, AggregateKeyType: 'IP', ...more } },
  ...(Action === null ? {} : { Action }),
});
const block = { Block: {} };
const groupArn = 'arn:aws:wafv2:us-east-1:111111111111:regional/rulegroup/shared/1';
const group = (more: JsonObject = {}, rule: JsonObject = {}): JsonObject => ({
  Name: 'shared',
  Priority: 2,
  Statement: { RuleGroupReferenceStatement: { ARN: groupArn, ...more } },
  OverrideAction: { None: {} },
  ...rule,
});
const acl = (Rules: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  WebACL: { Name: 'edge', Id: '1', ARN: 'arn:acl', Rules: [...Rules], ...more },
});
const inGroup = { 'wafv2:GetRuleGroup': { RuleGroup: { Rules: [rate('flood', block)] } } };

describe('web ACLs of load balancers', () => {
  test('only of public application load balancers; none is an answer', async () => {
    const { items, calls } = await collectWith(balancers, {
      'elastic-load-balancing-v2:DescribeLoadBalancers': {
        LoadBalancers: [
          balancer('front'),
          balancer('inside', { Scheme: 'internal' }),
          balancer('stream', { Type: 'network' }),
        ],
      },
      'wafv2:GetWebACLForResource': {},
    });
    expect(items.map(({ name, webAcl }) => [name, webAcl])).toEqual([['front', { ok: true, value: null }]]);
    expect(calls).toHaveLength(2);
  });

  test.each<[string, readonly JsonObject[], JsonObject, readonly (readonly [string, string, boolean])[]]>([
    ['a rule of its own', [rate('flood', block)], {}, [['flood', 'block', false]]],
    ['no rate rule', [{ Name: 'geo', Statement: { GeoMatchStatement: {} }, Action: block }], {}, []],
    ['a rule that counts', [rate('flood', { Count: {} })], {}, [['flood', 'count', false]]],
    ['a CAPTCHA', [rate('flood', { Captcha: {} })], {}, [['flood', 'challenge', false]]],
    ['an action that is new', [rate('flood', { Monetize: {} })], {}, [['flood', 'other', false]]],
    [
      'a scope-down statement',
      [rate('login', block, { ScopeDownStatement: { ByteMatchStatement: {} } })],
      {},
      [['login', 'block', true]],
    ],
    ['a rule group', [group()], {}, [['flood', 'block', false]]],
    ['a group that only counts', [group({}, { OverrideAction: { Count: {} } })], {}, [['flood', 'count', false]]],
    [
      'a rule excluded from its group',
      [group({ ExcludedRules: [{ Name: 'flood' }] })],
      {},
      [['flood', 'count', false]],
    ],
    [
      'a rule overridden in its group',
      [group({ RuleActionOverrides: [{ Name: 'flood', ActionToUse: { Count: {} } }] })],
      {},
      [['flood', 'count', false]],
    ],
    [
      'a group of Firewall Manager',
      [],
      {
        PreProcessFirewallManagerRuleGroups: [
          {
            Name: 'fms',
            FirewallManagerStatement: { RuleGroupReferenceStatement: { ARN: groupArn } },
            OverrideAction: { None: {} },
          },
        ],
      },
      [['flood', 'block', false]],
    ],
    [
      'one that only counts',
      [],
      {
        PostProcessFirewallManagerRuleGroups: [
          {
            Name: 'fms',
            FirewallManagerStatement: { RuleGroupReferenceStatement: { ARN: groupArn } },
            OverrideAction: { Count: {} },
          },
        ],
      },
      [['flood', 'count', false]],
    ],
    [
      'a managed group of a vendor is none of ours to read',
      [{ Name: 'aws', Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS' } }, OverrideAction: { None: {} } }],
      {},
      [],
    ],
  ])('%s', async (_, rules, more, expected) => {
    const { items } = await collectWith(balancers, {
      ...listed,
      ...inGroup,
      'wafv2:GetWebACLForResource': acl(rules, more),
    });
    const read = items[0]?.webAcl;
    const found = read?.ok ? read.value?.rateRules : expect.unreachable();
    expect(found?.map(({ name, action, scopedDown }) => [name, action, scopedDown])).toEqual(expected);
  });

  test('a window of five minutes goes without saying', async () => {
    const { items } = await collectWith(balancers, {
      ...listed,
      'wafv2:GetWebACLForResource': acl([
        rate('a', block),
        rate('b', block, { EvaluationWindowSec: 60, AggregateKeyType: 'CUSTOM_KEYS' }),
      ]),
    });
    expect(items[0]?.webAcl).toMatchObject({
      value: {
        rateRules: [
          { windowSeconds: 300, per: 'address' },
          { windowSeconds: 60, per: 'custom key' },
        ],
      },
    });
  });

  test('a rule group that is refused is told, what else there is stays', async () => {
    const { items } = await collectWith(balancers, {
      ...listed,
      'wafv2:GetWebACLForResource': acl([rate('own', block), group()]),
    });
    expect(items[0]?.webAcl).toMatchObject({
      value: { rateRules: [{ name: 'own' }], unreadGroups: [{ kind: 'denied', action: 'wafv2:GetRuleGroup' }] },
    });
  });

  test.each([
    ['refused', deniedCall, 'denied'],
    ['not a web ACL', { WebACL: { Name: 7 } }, 'malformed'],
    ['without the limit', acl([rate('flood', block, { Limit: 'many' })]), 'malformed'],
  ])('a web ACL that is %s is unread, not absent', async (_, answer, kind) => {
    const { items } = await collectWith(balancers, { ...listed, 'wafv2:GetWebACLForResource': answer });
    expect(items).toMatchObject([{ webAcl: { ok: false, gap: { kind } } }]);
  });
});

describe('web ACLs of distributions', () => {
  const distribution = (more: JsonObject): JsonObject => ({
    DistributionList: {
      Items: [{ Id: 'E1', ARN: 'arn:E1', DomainName: 'e1.cloudfront.net', Enabled: true, ...more }],
      NextMarker: '',
    },
  });
  const arn = 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/edge/a1b2';

  test('are read where their ARN says', async () => {
    const { items, calls } = await collectWith(distributions, {
      'cloudfront:ListDistributions': distribution({ WebACLId: arn }),
      'wafv2:GetWebACL': (request) =>
        asked(request, 'Id') === 'a1b2' ? acl([rate('flood', block)]) : failure('WAFNonexistentItemException'),
    });
    expect(items).toMatchObject([{ kind: 'distribution', webAcl: { value: { rateRules: [{ name: 'flood' }] } } }]);
    expect(calls[1]).toBe('wafv2:GetWebACL us-east-1 {"Name":"edge","Id":"a1b2","Scope":"CLOUDFRONT"}');
  });

  test.each([
    ['has none', { WebACLId: '' }, { ok: true, value: null }],
    ['does not say', {}, { ok: false, gap: { kind: 'malformed' } }],
    ['has one of the first WAF', { WebACLId: '473e64fd-f30b-4765' }, { ok: false, gap: { kind: 'inconclusive' } }],
    ['has one that is refused', { WebACLId: arn }, { ok: false, gap: { kind: 'denied', action: 'wafv2:GetWebACL' } }],
  ])('a distribution that %s', async (_, more, expected) => {
    const { items } = await collectWith(distributions, { 'cloudfront:ListDistributions': distribution(more) });
    expect(items).toMatchObject([{ webAcl: expected }]);
  });

  test('distributions that cannot be listed are a gap', async () => {
    const { items, gaps } = await collectWith(distributions, {});
    expect([items, gaps.map(({ gap }) => gap.kind)]).toEqual([[], ['denied']]);
  });
});
