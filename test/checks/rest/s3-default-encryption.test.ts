import check from '../../../checks/rest/s3-default-encryption.ts';
import { failedSlice, notRead, read, slice, testCheck } from '../../check-tester.ts';
import { bucketEncryption } from '../aws-items.ts';

const any = { stores: ['s3'], algorithm: 'aes-256', key: 'any' } as const;

testCheck('s3-default-encryption', check, [
  {
    name: 'KMS',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.s3.encryption': slice(bucketEncryption()) },
    expect: 'pass',
    reasons: ['encrypted'],
    says: ['(aws:kms, AES-256)'],
  },
  {
    name: 'SSE-S3',
    kind: 'rest.encryption',
    with: any,
    given: {
      'aws.s3.encryption': slice(bucketEncryption({ encryption: read({ algorithm: 'AES256', kmsKeyId: null }) })),
    },
    expect: 'pass',
    reasons: ['encrypted'],
  },
  {
    name: 'none reported',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.s3.encryption': slice(bucketEncryption({ encryption: read(null) })) },
    expect: 'fail',
    reasons: ['none'],
  },
  {
    name: 'one bucket refused',
    kind: 'rest.encryption',
    with: any,
    given: {
      'aws.s3.encryption': slice(
        bucketEncryption(),
        bucketEncryption({ id: 'arn:aws:s3:::b', name: 'b', encryption: notRead() }),
      ),
    },
    expect: 'unknown',
    reasons: ['encrypted', 'gap.denied'],
  },
  {
    name: 'the listing failed',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.s3.encryption': failedSlice() },
    expect: 'unknown',
  },
  {
    name: 'nothing there',
    kind: 'rest.encryption',
    with: any,
    given: {},
    expect: 'notApplicable',
  },
]);
