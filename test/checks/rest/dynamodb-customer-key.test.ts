import check from '../../../checks/rest/dynamodb-customer-key.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { kmsKey, table } from '../aws-items.ts';

const customer = { stores: ['dynamodb'], algorithm: 'aes-256', key: 'customer' } as const;
const keys = slice(kmsKey());

testCheck('dynamodb-customer-key', check, [
  {
    name: "a customer's key",
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.dynamodb.tables': slice(table()), 'aws.kms.keys': keys },
    expect: 'pass',
    reasons: ['customer'],
  },
  {
    name: 'a key that AWS manages, by alias',
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.dynamodb.tables': slice(table({ kmsKeyId: 'alias/aws/x' })), 'aws.kms.keys': keys },
    expect: 'fail',
    reasons: ['not-customer'],
  },
  {
    name: 'a key that AWS manages, by DescribeKey',
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.dynamodb.tables': slice(table()), 'aws.kms.keys': slice(kmsKey({ custody: 'aws-managed' })) },
    expect: 'fail',
    reasons: ['not-customer'],
  },
  {
    name: 'a key that AWS owns',
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.dynamodb.tables': slice(table({ kmsKeyId: null })), 'aws.kms.keys': keys },
    expect: 'fail',
    reasons: ['not-customer'],
  },
  {
    name: 'a key about to be deleted',
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.dynamodb.tables': slice(table()), 'aws.kms.keys': slice(kmsKey({ state: 'PendingDeletion' })) },
    expect: 'fail',
    reasons: ['unusable'],
    says: ['PendingDeletion'],
  },
  {
    name: 'a key of another account',
    kind: 'rest.encryption',
    with: customer,
    given: {
      'aws.dynamodb.tables': slice(table({ kmsKeyId: 'arn:aws:kms:us-east-1:999999999999:key/theirs' })),
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
    given: { 'aws.dynamodb.tables': slice(table()), 'aws.kms.keys': failedSlice() },
    expect: 'unknown',
  },
  {
    name: 'nothing there',
    kind: 'rest.encryption',
    with: customer,
    given: { 'aws.kms.keys': keys },
    expect: 'notApplicable',
  },
]);
