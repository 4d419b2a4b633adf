import check from '../../../checks/rest/dynamodb-customer-key.ts';
import type { KmsKey, Table } from '../../../src/domain/aws.ts';
import type { Slice } from '../../../src/domain/slice.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { table } from '../aws-items.ts';
import { customerKeyRows, ownKey } from './customer-key-rows.ts';

const tables = {
  store: 'dynamodb',
  given: (keys: Slice<KmsKey>, ...items: readonly Partial<Table>[]) => ({
    'aws.dynamodb.tables': slice(...items.map(table)),
    'aws.kms.keys': keys,
  }),
} as const;

testCheck('dynamodb-customer-key', check, [
  ...customerKeyRows(tables),
  {
    name: 'a key that AWS owns',
    kind: 'rest.encryption',
    with: { stores: ['dynamodb'], algorithm: 'aes-256', key: 'customer' },
    given: tables.given(ownKey, { kmsKeyId: null }),
    expect: 'fail',
    reasons: ['not-customer'],
  },
]);
