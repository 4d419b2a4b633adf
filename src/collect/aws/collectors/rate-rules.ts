import type { WebAcl } from '../../../domain/aws.ts';
import type { WafWebAcl } from '../../../parse/aws/waf.ts';
import { groupsOf, rateRulesOf } from '../../../parse/aws/waf.ts';
import type { AwsPort } from '../port.ts';

/** The rate rules of a web ACL, with those of the rule groups that it uses. A group that cannot be read is told. */
export const withRateRules = async (
  aws: AwsPort<'wafv2:GetRuleGroup'>,
  acl: WafWebAcl,
  region: string,
): Promise<WebAcl> => {
  const groups = await Promise.all(
    groupsOf(acl).map(async (use) => {
      const answer = await aws.read('wafv2:GetRuleGroup', { ARN: use.reference.ARN }, { region });
      return answer.ok
        ? { rules: rateRulesOf(answer.value.RuleGroup.Rules, use), gaps: [] }
        : { rules: [], gaps: [answer.gap] };
    }),
  );
  return {
    name: acl.Name,
    rateRules: [...rateRulesOf(acl.Rules), ...groups.flatMap(({ rules }) => rules)],
    unreadGroups: groups.flatMap(({ gaps }) => gaps),
  };
};
