import type { FrontDoor } from '../../../domain/aws.ts';
import type { CloudFrontDistribution } from '../../../parse/aws/elb.ts';
import { defineAwsCollector } from '../collector.ts';
import { listDistributions } from './listed-distributions.ts';

/** Enabled CloudFront distributions. */
export default defineAwsCollector({
  key: 'aws.cloudfront.distributions',
  per: 'account',
  operations: ['cloudfront:ListDistributions'],
  collect: async (aws) => {
    const { items, gaps } = await listDistributions(aws);
    return { items: items.map((item) => toDoor(item, aws.account)), gaps };
  },
});

const toDoor = (distribution: CloudFrontDistribution, account: string): FrontDoor => ({
  id: distribution.ARN,
  account,
  region: 'global',
  tags: null,
  kind: 'distribution',
  name: distribution.Id,
  dnsName: distribution.DomainName,
  protectable: [distribution.ARN],
});
