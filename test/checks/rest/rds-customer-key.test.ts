import check from '../../../checks/rest/rds-customer-key.ts';
import type { DbInstance, KmsKey } from '../../../src/domain/aws.ts';
import type { Slice } from '../../../src/domain/slice.ts';
import type { Given } from '../../check-tester.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { cluster, instance } from '../aws-items.ts';
import { customerKeyRows, keylessRows, ownKey } from './customer-key-rows.ts';

type Needed = 'aws.rds.instances' | 'aws.rds.clusters' | 'aws.kms.keys';

const instances = {
  store: 'rds',
  given: (keys: Slice<KmsKey>, ...items: readonly Partial<DbInstance>[]): Given<Needed> => ({
    'aws.rds.instances': slice(...items.map(instance)),
    'aws.kms.keys': keys,
  }),
} as const;
const row = { kind: 'rest.encryption', with: { stores: ['rds'], algorithm: 'aes-256', key: 'customer' } } as const;

testCheck('rds-customer-key', check, [
  ...customerKeyRows(instances),
  ...keylessRows(instances),
  {
    ...row,
    name: 'a key that AWS owns',
    given: instances.given(ownKey, { kmsKeyId: null, awsOwnedKey: true }),
    expect: 'fail',
    reasons: ['not-customer'],
  },
  {
    ...row,
    name: 'a cluster by itself',
    given: { 'aws.rds.clusters': slice(cluster({ kmsKeyId: null, awsOwnedKey: true })), 'aws.kms.keys': ownKey },
    expect: 'fail',
    reasons: ['not-customer'],
    says: ['cluster ledger'],
  },
  {
    ...row,
    name: 'a member is judged with its cluster',
    given: {
      ...instances.given(ownKey, { cluster: 'ledger', kmsKeyId: null }),
      'aws.rds.clusters': slice(cluster()),
    },
    expect: 'pass',
    reasons: ['customer'],
  },
]);
