import type { BucketEncryption } from '../../../domain/aws.ts';
import { mapRead } from '../../../domain/gap.ts';
import { defineAwsCollector } from '../collector.ts';
import { bucketsOf, listBuckets } from './listed-buckets.ts';

/** Default encryption of every bucket: what new objects get that name none. */
export default defineAwsCollector({
  key: 'aws.s3.encryption',
  per: 'account',
  operations: [...listBuckets, 's3:GetBucketEncryption'],
  collect: async (aws) => {
    const { items, gaps } = await bucketsOf(aws);
    const read = items.map(async (bucket): Promise<BucketEncryption> => {
      const answer = await aws.readOptional('s3:GetBucketEncryption', { Bucket: bucket.name }, bucket);
      return {
        ...bucket,
        encryption: mapRead(answer, (value) => {
          const rule = value?.ServerSideEncryptionConfiguration.Rules[0]?.ApplyServerSideEncryptionByDefault;
          return rule ? { algorithm: rule.SSEAlgorithm, kmsKeyId: rule.KMSMasterKeyID } : null;
        }),
      };
    });
    return { items: await Promise.all(read), gaps };
  },
});
