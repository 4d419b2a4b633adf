import check from '../../../checks/rest/dynamodb-encrypted.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { table } from '../aws-items.ts';

const any = { stores: ['dynamodb'], algorithm: 'aes-256', key: 'any' } as const;

testCheck('dynamodb-encrypted', check, [
  {
    name: 'under a key of the account',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.dynamodb.tables': slice(table()) },
    expect: 'pass',
    reasons: ['own-key'],
  },
  {
    name: 'under the key that AWS owns',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.dynamodb.tables': slice(table({ kmsKeyId: null })) },
    expect: 'pass',
    reasons: ['aws-owned'],
  },
  {
    name: 'the listing failed',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.dynamodb.tables': failedSlice() },
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
