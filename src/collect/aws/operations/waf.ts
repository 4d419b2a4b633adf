import { ruleGroup, webAclAnswer, webAclOfResource } from '../../../parse/aws/waf.ts';
import { defineOperation } from '../operation.ts';

export const waf = {
  // AWS also asks for wafv2:GetWebACL, which the other call declares.
  'wafv2:GetWebACLForResource': defineOperation({
    action: 'wafv2:GetWebACLForResource',
    output: webAclOfResource,
  }),
  'wafv2:GetWebACL': defineOperation({ action: 'wafv2:GetWebACL', output: webAclAnswer }),
  'wafv2:GetRuleGroup': defineOperation({ action: 'wafv2:GetRuleGroup', output: ruleGroup }),
};
