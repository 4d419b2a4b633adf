import check from '../../../checks/rest/s3-customer-key.ts';
import { failedSlice, notRead, read, slice, testCheck } from '../../check-tester.ts';
import { bucketEncryption, kmsKey } from '../aws-items.ts';

const customer = { stores: ['s3'], algorithm: 'aes-256', key: 'customer' } as const;
const keys = slice(kmsKey());

testCheck('s3-customer-key', check, [
  {
    name: "a customer's key",
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.s3.encryption': slice(bucketEncryption()), 'aws.kms.keys': keys },
    expect: 'pass',
    reasons: ['customer'],
  },
  {
    name: 'a key that AWS manages, by alias',
    kind: 'rest.encryption',
    with: customer,
    given: {
      'aws.s3.encryption': slice(
        bucketEncryption({ encryption: read({ algorithm: 'aws:kms', kmsKeyId: 'alias/aws/s3' }) }),
      ),
      'aws.kms.keys': keys,
    },
    expect: 'fail',
    reasons: ['not-customer'],
  },
  {
    name: 'a key that AWS manages, by DescribeKey',
    kind: 'rest.encryption',
    with: customer,
    given: {
      'aws.s3.encryption': slice(bucketEncryption()),
      'aws.kms.keys': slice(kmsKey({ custody: 'aws-managed' })),
    },
    expect: 'fail',
    reasons: ['not-customer'],
  },
  {
    name: 'a key that AWS owns',
    kind: 'rest.encryption',
    with: customer,
    given: {
      'aws.s3.encryption': slice(bucketEncryption({ encryption: read({ algorithm: 'AES256', kmsKeyId: null }) })),
      'aws.kms.keys': keys,
    },
    expect: 'fail',
    reasons: ['not-customer'],
  },
  {
    name: 'a key about to be deleted',
    kind: 'rest.encryption',
    with: customer,
    given: {
      'aws.s3.encryption': slice(bucketEncryption()),
      'aws.kms.keys': slice(kmsKey({ state: 'PendingDeletion' })),
    },
    expect: 'fail',
    reasons: ['unusable'],
    says: ['PendingDeletion'],
  },
  {
    name: 'a key of another account',
    kind: 'rest.encryption',
    with: customer,
    given: {
      'aws.s3.encryption': slice(
        bucketEncryption({
          encryption: read({ algorithm: 'aws:kms', kmsKeyId: 'arn:aws:kms:us-east-1:999999999999:key/theirs' }),
        }),
      ),
      'aws.kms.keys': keys,
    },
    expect: 'unknown',
    reasons: ['gap.inconclusive'],
    says: ['key/theirs'],
  },
  {
    name: 'keys could not be listed',
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.s3.encryption': slice(bucketEncryption()), 'aws.kms.keys': failedSlice() },
    expect: 'unknown',
  },
  {
    name: 'nothing there',
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.kms.keys': keys },
    expect: 'notApplicable',
  },
  {
    name: 'not encrypted at all',
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.s3.encryption': slice(bucketEncryption({ encryption: read(null) })), 'aws.kms.keys': keys },
    expect: 'fail',
    reasons: ['not-encrypted'],
  },
  {
    name: 'KMS without a key id is the key that AWS manages for S3',
    kind: 'rest.encryption',
    with: customer,
    given: {
      'aws.s3.encryption': slice(bucketEncryption({ encryption: read({ algorithm: 'aws:kms', kmsKeyId: null }) })),
      'aws.kms.keys': keys,
    },
    expect: 'fail',
    reasons: ['not-customer'],
  },
  {
    name: 'a bucket refused',
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.s3.encryption': slice(bucketEncryption({ encryption: notRead() })), 'aws.kms.keys': keys },
    expect: 'unknown',
    reasons: ['gap.denied'],
  },
]);
