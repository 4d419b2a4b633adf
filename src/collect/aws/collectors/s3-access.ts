import type { BucketAccess } from '../../../domain/aws.ts';
import { mapRead } from '../../../domain/gap.ts';
import { nothingBlocked } from '../../../parse/aws/s3.ts';
import { defineAwsCollector } from '../collector.ts';
import { bucketsOf, listBuckets } from './listed-buckets.ts';

/** Who may reach each bucket. Refused reads stay unread: only AWS's own "there is none" means none. */
export default defineAwsCollector({
  key: 'aws.s3.access',
  per: 'account',
  operations: [
    ...listBuckets,
    's3-control:GetPublicAccessBlock',
    's3:GetPublicAccessBlock',
    's3:GetBucketOwnershipControls',
    's3:GetBucketAcl',
    's3:GetBucketPolicy',
    's3:GetBucketPolicyStatus',
  ],
  collect: async (aws) => {
    const { items, gaps } = await bucketsOf(aws);
    if (items.length === 0) return { items: [], gaps };
    const answer = await aws.readOptional('s3-control:GetPublicAccessBlock', { AccountId: aws.account });
    const accountBlock = mapRead(answer, (value) => value?.PublicAccessBlockConfiguration ?? nothingBlocked);
    const read = items.map(async (bucket): Promise<BucketAccess> => {
      const input = { Bucket: bucket.name };
      const [block, ownership, acl, policy, status] = await Promise.all([
        aws.readOptional('s3:GetPublicAccessBlock', input, bucket),
        aws.readOptional('s3:GetBucketOwnershipControls', input, bucket),
        aws.read('s3:GetBucketAcl', input, bucket),
        aws.readOptional('s3:GetBucketPolicy', input, bucket),
        aws.readOptional('s3:GetBucketPolicyStatus', input, bucket),
      ]);
      const { id, account, region, tags, name } = bucket;
      return {
        id,
        account,
        region,
        tags,
        name,
        accountBlock,
        blockPublicAccess: mapRead(block, (value) => value?.PublicAccessBlockConfiguration ?? nothingBlocked),
        aclsEnabled: mapRead(
          ownership,
          (value) => value?.OwnershipControls.Rules[0]?.ObjectOwnership !== 'BucketOwnerEnforced',
        ),
        acl: mapRead(acl, ({ Grants }) => Grants),
        policy: mapRead(policy, (value) => value?.Policy ?? null),
        policyIsPublic: mapRead(status, (value) => value?.PolicyStatus.IsPublic ?? null),
      };
    });
    return { items: await Promise.all(read), gaps };
  },
});
