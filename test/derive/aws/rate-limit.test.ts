import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rateLimitOf } from '../../../src/derive/aws/rate-limit.ts';
import type { RateRule } from '../../../src/domain/aws.ts';
import type { Gap } from '../../../src/domain/gap.ts';
import { known } from '../../../src/domain/gap.ts';
import { rateRule } from '../../checks/aws-items.ts';

const gap: Gap = { kind: 'denied', action: 'wafv2:GetRuleGroup', detail: '' };
const strength = { 'no-acl': 0, 'no-rule': 1, counted: 1, unread: 2, partly: 3, limited: 4 } as const;
const of = (rateRules: readonly RateRule[], unreadGroups: readonly Gap[] = []) =>
  rateLimitOf(known({ name: 'edge', rateRules, unreadGroups }));

const rules = fc.array(
  fc
    .record({
      action: fc.constantFrom('block', 'challenge', 'count', 'other'),
      scopedDown: fc.boolean(),
      limit: fc.integer({ min: 10, max: 5000 }),
      name: fc.constantFrom('a', 'b', 'c'),
    })
    .map(rateRule),
  { maxLength: 5 },
);

test('one more rule never weakens, and the order of rules changes nothing that is said', () => {
  fc.assert(
    fc.property(rules, rules, (some, more) => {
      expect(strength[of([...some, ...more]).is]).toBeGreaterThanOrEqual(strength[of(some).is]);
      expect(of(some.toReversed()).is).toBe(of(some).is);
    }),
  );
});

test('a group that was not read never makes a fail and never unmakes a block', () => {
  fc.assert(
    fc.property(rules, (some) => {
      const [whole, blind] = [of(some).is, of(some, [gap]).is];
      expect(blind).toBe(whole === 'limited' || whole === 'partly' ? whole : 'unread');
    }),
  );
});

test('the tightest of several rules is told', () => {
  const found = of([
    rateRule({ name: 'slow', limit: 1000, windowSeconds: 600 }),
    rateRule({ name: 'fast', limit: 500, windowSeconds: 60 }),
  ]);
  expect(found).toMatchObject({ is: 'limited', rule: { name: 'slow' } });
});
