import check from '../../../checks/rest/ebs-customer-key.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { kmsKey, volume } from '../aws-items.ts';

const customer = { stores: ['ebs'], algorithm: 'aes-256', key: 'customer' } as const;
const keys = slice(kmsKey());

testCheck('ebs-customer-key', check, [
  {
    name: "a customer's key",
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.ebs.volumes': slice(volume()), 'aws.kms.keys': keys },
    expect: 'pass',
    reasons: ['customer'],
  },
  {
    name: 'a key that AWS manages, by alias',
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.ebs.volumes': slice(volume({ kmsKeyId: 'alias/aws/x' })), 'aws.kms.keys': keys },
    expect: 'fail',
    reasons: ['not-customer'],
  },
  {
    name: 'a key that AWS manages, by DescribeKey',
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.ebs.volumes': slice(volume()), 'aws.kms.keys': slice(kmsKey({ custody: 'aws-managed' })) },
    expect: 'fail',
    reasons: ['not-customer'],
  },
  {
    name: 'encrypted, but the answer names no key',
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.ebs.volumes': slice(volume({ kmsKeyId: null })), 'aws.kms.keys': keys },
    expect: 'unknown',
    reasons: ['gap.malformed'],
  },
  {
    name: 'a key about to be deleted',
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.ebs.volumes': slice(volume()), 'aws.kms.keys': slice(kmsKey({ state: 'PendingDeletion' })) },
    expect: 'fail',
    reasons: ['unusable'],
    says: ['PendingDeletion'],
  },
  {
    name: 'a key of another account',
    kind: 'rest.encryption',
    with: customer,
    given: {
      'aws.ebs.volumes': slice(volume({ kmsKeyId: 'arn:aws:kms:us-east-1:999999999999:key/theirs' })),
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
    given: { 'aws.ebs.volumes': slice(volume()), 'aws.kms.keys': failedSlice() },
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
    given: { 'aws.ebs.volumes': slice(volume({ encrypted: false, kmsKeyId: null })), 'aws.kms.keys': keys },
    expect: 'fail',
    reasons: ['not-encrypted'],
  },
]);
