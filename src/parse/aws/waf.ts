import { z } from 'zod';
import type { RateRule } from '../../domain/aws.ts';
import { many, maybe, text } from './common.ts';

/** An object of which only its being there counts. */
const something = maybe(z.looseObject({})).transform((value) => value !== null);

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html */
const rateBased = z.object({
  Limit: z.number(),
  EvaluationWindowSec: maybe(z.number()),
  AggregateKeyType: maybe(text),
  ScopeDownStatement: something,
});

const action = z.object({ Block: something, Count: something, Captcha: something, Challenge: something });
type Action = z.output<typeof action>;

const override = maybe(z.object({ Count: something })).transform((value) => value?.Count ?? false);

const groupReference = z.object({
  ARN: text,
  ExcludedRules: many(z.object({ Name: text })),
  RuleActionOverrides: many(z.object({ Name: text, ActionToUse: action })),
});
type GroupReference = z.output<typeof groupReference>;

const rule = z.object({
  Name: text,
  Statement: z.object({
    RateBasedStatement: maybe(rateBased),
    RuleGroupReferenceStatement: maybe(groupReference),
  }),
  Action: maybe(action),
  OverrideAction: override,
});
type Rule = z.output<typeof rule>;

const managedGroup = z.object({
  FirewallManagerStatement: z.object({ RuleGroupReferenceStatement: maybe(groupReference) }),
  OverrideAction: override,
});

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_WebACL.html */
const webAcl = z.object({
  Name: text,
  Rules: many(rule),
  PreProcessFirewallManagerRuleGroups: many(managedGroup),
  PostProcessFirewallManagerRuleGroups: many(managedGroup),
});
export type WafWebAcl = z.output<typeof webAcl>;

export const webAclAnswer = z.object({ WebACL: webAcl });
/** Nothing is associated where the answer holds none. */
export const webAclOfResource = z.object({ WebACL: maybe(webAcl) });
export const ruleGroup = z.object({ RuleGroup: z.object({ Rules: many(rule) }) });

/** A group in use: what it refers to, and whether all of its rules only count. */
export interface GroupUse {
  readonly reference: GroupReference;
  readonly counts: boolean;
}

/** Every rule group that a web ACL uses, those that Firewall Manager puts before and after its own rules included. */
export const groupsOf = (acl: WafWebAcl): readonly GroupUse[] =>
  [
    ...[...acl.PreProcessFirewallManagerRuleGroups, ...acl.PostProcessFirewallManagerRuleGroups].map((group) => ({
      reference: group.FirewallManagerStatement.RuleGroupReferenceStatement,
      counts: group.OverrideAction,
    })),
    ...acl.Rules.map(({ Statement, OverrideAction }) => ({
      reference: Statement.RuleGroupReferenceStatement,
      counts: OverrideAction,
    })),
  ].flatMap(({ reference, counts }) => (reference === null ? [] : [{ reference, counts }]));

/** The rate rules among rules. A rate-based statement cannot be nested, so the first level holds them all. */
export const rateRulesOf = (rules: readonly Rule[], use: GroupUse | null = null): readonly RateRule[] =>
  rules.flatMap(({ Name, Statement: { RateBasedStatement: rate }, Action: own }) =>
    rate === null
      ? []
      : [
          {
            name: Name,
            limit: rate.Limit,
            windowSeconds: rate.EvaluationWindowSec ?? defaultWindow,
            per: aggregates[rate.AggregateKeyType ?? ''] ?? 'custom key',
            action: actionInUse(Name, own, use),
            scopedDown: rate.ScopeDownStatement,
          },
        ],
  );

/** Seconds, where a rule says nothing. */
const defaultWindow = 300;

const aggregates: Readonly<Record<string, string>> = {
  IP: 'address',
  FORWARDED_IP: 'forwarded address',
  CONSTANT: 'all requests',
};

const actionInUse = (name: string, own: Action | null, use: GroupUse | null): RateRule['action'] => {
  if (use?.counts || use?.reference.ExcludedRules.some(({ Name }) => Name === name)) return 'count';
  const overridden = use?.reference.RuleActionOverrides.find(({ Name }) => Name === name)?.ActionToUse;
  const taken = overridden ?? own;
  if (taken?.Block) return 'block';
  if (taken?.Challenge || taken?.Captcha) return 'challenge';
  return taken?.Count ? 'count' : 'other';
};
