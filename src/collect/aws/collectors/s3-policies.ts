import type { BucketPolicy } from '../../../domain/aws.ts';
import { mapRead } from '../../../domain/gap.ts';
import { defineAwsCollector } from '../collector.ts';
import { bucketsOf, listBuckets } from './listed-buckets.ts';

export default defineAwsCollector({
  key: 'aws.s3.policies',
  per: 'account',
  operations: [...listBuckets, 's3:GetBucketPolicy'],
  collect: async (aws) => {
    const { items, gaps } = await bucketsOf(aws);
    const read = items.map(async (bucket): Promise<BucketPolicy> => {
      const answer = await aws.readOptional('s3:GetBucketPolicy', { Bucket: bucket.name }, bucket);
      const { id, account, region, tags, name } = bucket;
      return { id, account, region, tags, name, policy: mapRead(answer, (value) => value?.Policy ?? null) };
    });
    return { items: await Promise.all(read), gaps };
  },
});
