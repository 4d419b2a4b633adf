import { rateLimitOf } from '../../src/derive/aws/rate-limit.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

const fix =
  'Add a rate-based rule with action Block to its web ACL (aws wafv2 update-web-acl), and associate the web ACL with it.';

export default defineCheck({
  title: 'Every public front door limits the rate of requests',
  why: 'Without a limit one client can use up what all others need, and guess passwords as fast as the servers answer.',
  decides: ['ddos.rate-limit'],
  needs: ['aws.front-doors', 'aws.wafv2.load-balancers', 'aws.wafv2.distributions'],
  reasons: {
    limited: {
      status: 'pass',
      text: '{kind} {name}: rule {rule} of web ACL {acl} blocks beyond {limit} requests in {seconds} s per {per}',
    },
    partly: {
      status: 'pass',
      text: '{kind} {name}: rule {rule} of web ACL {acl} blocks beyond {limit} requests in {seconds} s per {per}, of those requests only that its scope-down statement matches',
    },
    counted: {
      status: 'fail',
      text: '{kind} {name}: rate rule {rule} of web ACL {acl} only counts and lets every request through',
      fix: 'Set the action of the rule, and the override of the rule group it is in, to Block.',
    },
    'no-rule': { status: 'fail', text: '{kind} {name}: web ACL {acl} has no rate-based rule', fix },
    'no-acl': { status: 'fail', text: '{kind} {name} has no web ACL, so nothing limits the rate of requests', fix },
  },
  whenEmpty: 'there is no public front door',
  notShown: [
    'requests that an earlier rule allows, which no later rule sees',
    'limits that the application, API Gateway or a managed rule group sets',
    'whether the limit is low enough',
  ],
  evaluate: (given, _, say) => [
    ...[...given['aws.wafv2.load-balancers'], ...given['aws.wafv2.distributions']].map((door) => {
      const subject = resource(door.kind, door);
      const slots = { kind: door.kind.replaceAll('-', ' '), name: door.name };
      const found = rateLimitOf(door.webAcl);
      switch (found.is) {
        case 'unread':
          return say.unread(subject, found.gap);
        case 'no-acl':
          return say.is(subject, 'no-acl', slots);
        case 'no-rule':
          return say.is(subject, 'no-rule', { ...slots, acl: found.acl });
        case 'counted':
          return say.is(subject, 'counted', { ...slots, acl: found.acl, rule: found.rule.name });
        default: {
          const { acl, rule } = found;
          const { limit, windowSeconds: seconds, per } = rule;
          const detail = { measured: { limit, seconds }, badness: limit / seconds };
          return say.is(subject, found.is, { ...slots, acl, rule: rule.name, limit, seconds, per }, detail);
        }
      }
    }),
    ...given['aws.front-doors']
      .filter(({ kind }) => kind !== 'application-load-balancer' && kind !== 'distribution')
      .map((door) => {
        const what = `${door.kind.replaceAll('-', ' ')} ${door.name}`;
        const detail = `${what} cannot carry a web ACL: only what stands behind it can limit requests`;
        return say.unread(resource(door.kind, door), { kind: 'inconclusive', detail });
      }),
  ],
});
