import type { ScopedGap } from '../../../domain/slice.ts';
import type { CloudFrontDistribution } from '../../../parse/aws/cloudfront.ts';
import type { AwsPort, Listed } from '../port.ts';

const pageLimit = 1_000;

/** Enabled CloudFront distributions. The token of the next page lies inside the list. */
export const listDistributions = async (
  aws: AwsPort<'cloudfront:ListDistributions'>,
): Promise<Listed<CloudFrontDistribution>> => {
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
  return { items: found.filter(({ Enabled }) => Enabled), gaps };
};
