import type { WebAcl } from '../../../domain/aws.ts';
import type { Read } from '../../../domain/gap.ts';
import { known, unread } from '../../../domain/gap.ts';
import { defineAwsCollector } from '../collector.ts';
import type { AwsPort } from '../port.ts';
import { listDistributions } from './listed-distributions.ts';
import { withRateRules } from './rate-rules.ts';

const operations = ['cloudfront:ListDistributions', 'wafv2:GetWebACL', 'wafv2:GetRuleGroup'] as const;
type Port = AwsPort<(typeof operations)[number]>;

/** The web ACLs of enabled distributions, which name theirs themselves. */
export default defineAwsCollector({
  key: 'aws.wafv2.distributions',
  per: 'account',
  operations,
  collect: async (aws) => {
    const { items, gaps } = await listDistributions(aws);
    const doors = items.map(async ({ ARN, Id, WebACLId }) => ({
      id: ARN,
      account: aws.account,
      region: 'global',
      tags: null,
      kind: 'distribution' as const,
      name: Id,
      webAcl: await readAcl(aws, Id, WebACLId),
    }));
    return { items: await Promise.all(doors), gaps };
  },
});

/** Web ACLs of distributions live in one region, which their ARN names. Those of the first WAF have ids without ARN. */
const globalAcl = /^arn:[^:]+:wafv2:([a-z0-9-]+):\d*:global\/webacl\/([^/]+)\/([^/]+)$/;

const readAcl = async (aws: Port, distribution: string, id: string | null): Promise<Read<WebAcl | null>> => {
  if (id === null)
    return unread({ kind: 'malformed', detail: `distribution ${distribution} is listed without WebACLId` });
  if (id === '') return known(null);
  const [, region, Name, Id] = globalAcl.exec(id) ?? [];
  if (region === undefined || Name === undefined || Id === undefined)
    return unread({
      kind: 'inconclusive',
      detail: `web ACL ${id.slice(0, 200)} is none of AWS WAF v2 and is not read`,
    });
  const answer = await aws.read('wafv2:GetWebACL', { Name, Id, Scope: 'CLOUDFRONT' }, { region });
  return answer.ok ? known(await withRateRules(aws, answer.value.WebACL, region)) : answer;
};
