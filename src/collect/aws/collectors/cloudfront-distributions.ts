import type { FrontDoor } from '../../../domain/aws.ts';
import type { ScopedGap } from '../../../domain/slice.ts';
import type { CloudFrontDistribution } from '../../../parse/aws/elb.ts';
import { defineAwsCollector } from '../collector.ts';

const pageLimit = 1_000;

/** Enabled CloudFront distributions. The token of the next page lies inside the list. */
export default defineAwsCollector({
  key: 'aws.cloudfront.distributions',
  per: 'account',
  operations: ['cloudfront:ListDistributions'],
  collect: async (aws) => {
    const found: CloudFrontDistribution[] = [];
    const gaps: ScopedGap[] = [];
    let input: { readonly Marker?: string } = {};
    for (let page = 0; page < pageLimit; page += 1) {
      const answer = await aws.read('cloudfront:ListDistributions', { ...input });
      if (!answer.ok) {
        gaps.push(aws.gap('cloudfront:ListDistributions', answer.gap));
        break;
      }
      const { Items, NextMarker } = answer.value.DistributionList;
      found.push(...Items);
      if (NextMarker === null || NextMarker === '') break;
      input = { Marker: NextMarker };
    }
    return { items: found.filter(({ Enabled }) => Enabled).map((item) => toDoor(item, aws.account)), gaps };
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
