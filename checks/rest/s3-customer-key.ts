import { customerKeyReasons, sayCustody } from '../../src/derive/aws/customer-key.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'S3 buckets encrypt with keys of the customer',
  why: 'Whoever controls the key decides who can read the data, and can take that right away.',
  decides: ['rest.encryption'],
  stores: ['s3'],
  needs: ['aws.s3.encryption', 'aws.kms.keys'],
  reasons: customerKeyReasons,
  whenEmpty: 'there is no S3 bucket',
  notShown: ['which principals may decrypt with the key'],
  when: ({ key }) => key === 'customer',
  evaluate: ({ 'aws.s3.encryption': buckets, 'aws.kms.keys': keys }, _, say) =>
    buckets.map((bucket) => {
      const subject = resource('s3-bucket', bucket);
      const { encryption, name } = bucket;
      if (!encryption.ok) return say.unread(subject, encryption.gap);
      const algorithm = encryption.value?.algorithm ?? '';
      // SSE-KMS without a key id is the key that AWS manages for S3.
      const kmsKeyId = algorithm.startsWith('aws:kms') ? (encryption.value?.kmsKeyId ?? 'alias/aws/s3') : null;
      const item = { ...bucket, kmsKeyId, encrypted: encryption.value !== null, awsOwnedKey: true };
      return sayCustody(subject, `bucket ${name}`, item, keys, say);
    }),
});
