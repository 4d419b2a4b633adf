import check from '../../../checks/rest/s3-customer-key.ts';
import type { BucketEncryption } from '../../../src/domain/aws.ts';
import { notRead, read, slice, testCheck } from '../../check-tester.ts';
import { bucketEncryption } from '../aws-items.ts';
import type { KeyedStore } from './customer-key-rows.ts';
import { customerKeyRows, ownKey } from './customer-key-rows.ts';

const buckets: KeyedStore<'aws.s3.encryption' | 'aws.kms.keys'> = {
  store: 's3',
  given: (keys, ...items) => ({
    'aws.s3.encryption': slice(
      ...items.map(({ kmsKeyId }) =>
        bucketEncryption(kmsKeyId === undefined ? {} : { encryption: read({ algorithm: 'aws:kms', kmsKeyId }) }),
      ),
    ),
    'aws.kms.keys': keys,
  }),
};
const row = { kind: 'rest.encryption', with: { stores: ['s3'], algorithm: 'aes-256', key: 'customer' } } as const;
const given = (encryption: BucketEncryption['encryption']) => ({
  'aws.s3.encryption': slice(bucketEncryption({ encryption })),
  'aws.kms.keys': ownKey,
});

testCheck('s3-customer-key', check, [
  ...customerKeyRows(buckets),
  {
    ...row,
    name: 'a key that AWS owns',
    given: given(read({ algorithm: 'AES256', kmsKeyId: null })),
    expect: 'fail',
    reasons: ['not-customer'],
  },
  {
    ...row,
    name: 'not encrypted at all',
    given: given(read(null)),
    expect: 'fail',
    reasons: ['not-encrypted'],
  },
  {
    ...row,
    name: 'KMS without a key id is the key that AWS manages for S3',
    given: given(read({ algorithm: 'aws:kms', kmsKeyId: null })),
    expect: 'fail',
    reasons: ['not-customer'],
  },
  { ...row, name: 'a bucket refused', given: given(notRead()), expect: 'unknown', reasons: ['gap.denied'] },
]);
