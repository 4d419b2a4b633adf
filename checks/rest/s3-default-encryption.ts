import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'S3 buckets encrypt what is put into them',
  why: 'Objects that name no encryption of their own get the default of their bucket.',
  decides: ['rest.encryption'],
  stores: ['s3'],
  needs: ['aws.s3.encryption'],
  reasons: {
    encrypted: { status: 'pass', text: 'bucket {name} encrypts new objects by default ({algorithm}, AES-256)' },
    none: {
      status: 'fail',
      text: 'bucket {name} has no default encryption',
      fix: 'aws s3api put-bucket-encryption with AES256 or aws:kms.',
    },
  },
  whenEmpty: 'there is no S3 bucket',
  notShown: [
    'objects written before 5 January 2023, when S3 began to encrypt by default, may still be unencrypted; only an inventory tells',
  ],
  evaluate: ({ 'aws.s3.encryption': buckets }, _, say) =>
    buckets.map((bucket) => {
      const subject = resource('s3-bucket', bucket);
      const { name, encryption } = bucket;
      if (!encryption.ok) return say.unread(subject, encryption.gap);
      if (encryption.value === null) return say.is(subject, 'none', { name });
      return say.is(subject, 'encrypted', { name, algorithm: encryption.value.algorithm });
    }),
});
