import check from '../../../checks/rest/rds-customer-key.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { cluster, instance, kmsKey } from '../aws-items.ts';

const customer = { stores: ['rds'], algorithm: 'aes-256', key: 'customer' } as const;
const keys = slice(kmsKey());

testCheck('rds-customer-key', check, [
  {
    name: "a customer's key",
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.rds.instances': slice(instance()), 'aws.kms.keys': keys },
    expect: 'pass',
    reasons: ['customer'],
  },
  {
    name: 'a key that AWS manages, by alias',
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.rds.instances': slice(instance({ kmsKeyId: 'alias/aws/x' })), 'aws.kms.keys': keys },
    expect: 'fail',
    reasons: ['not-customer'],
  },
  {
    name: 'a key that AWS manages, by DescribeKey',
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.rds.instances': slice(instance()), 'aws.kms.keys': slice(kmsKey({ custody: 'aws-managed' })) },
    expect: 'fail',
    reasons: ['not-customer'],
  },
  {
    name: 'a key that AWS owns',
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.rds.instances': slice(instance({ kmsKeyId: null, awsOwnedKey: true })), 'aws.kms.keys': keys },
    expect: 'fail',
    reasons: ['not-customer'],
  },
  {
    name: 'encrypted, but the answer names no key',
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.rds.instances': slice(instance({ kmsKeyId: null })), 'aws.kms.keys': keys },
    expect: 'unknown',
    reasons: ['gap.malformed'],
  },
  {
    name: 'a key about to be deleted',
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.rds.instances': slice(instance()), 'aws.kms.keys': slice(kmsKey({ state: 'PendingDeletion' })) },
    expect: 'fail',
    reasons: ['unusable'],
    says: ['PendingDeletion'],
  },
  {
    name: 'a key of another account',
    kind: 'rest.encryption',
    with: customer,
    given: {
      'aws.rds.instances': slice(instance({ kmsKeyId: 'arn:aws:kms:us-east-1:999999999999:key/theirs' })),
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
    given: { 'aws.rds.instances': slice(instance()), 'aws.kms.keys': failedSlice() },
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
    given: { 'aws.rds.instances': slice(instance({ encrypted: false, kmsKeyId: null })), 'aws.kms.keys': keys },
    expect: 'fail',
    reasons: ['not-encrypted'],
  },
  {
    name: 'a cluster by itself',
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.rds.clusters': slice(cluster({ kmsKeyId: null, awsOwnedKey: true })), 'aws.kms.keys': keys },
    expect: 'fail',
    reasons: ['not-customer'],
    says: ['cluster ledger'],
  },
  {
    name: 'a member is judged with its cluster',
    kind: 'rest.encryption',
    with: customer,
    given: {
      'aws.rds.instances': slice(instance({ cluster: 'ledger', kmsKeyId: null })),
      'aws.rds.clusters': slice(cluster()),
      'aws.kms.keys': keys,
    },
    expect: 'pass',
    reasons: ['customer'],
  },
]);
