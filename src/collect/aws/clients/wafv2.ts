import { GetRuleGroupCommand, GetWebACLCommand, GetWebACLForResourceCommand, WAFV2Client } from '@aws-sdk/client-wafv2';
import type { Service } from './service.ts';

export const service: Service = {
  Client: WAFV2Client,
  commands: {
    GetRuleGroup: GetRuleGroupCommand,
    GetWebACL: GetWebACLCommand,
    GetWebACLForResource: GetWebACLForResourceCommand,
  },
};
