import check from '../../../checks/rest/rds-snapshots-encrypted.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { snapshot } from '../aws-items.ts';
import { undecidedRows } from './encryption-rows.ts';

const row = { kind: 'rest.encryption', with: { stores: ['rds'], algorithm: 'aes-256', key: 'any' } } as const;

testCheck('rds-snapshots-encrypted', check, [
  {
    ...row,
    name: 'all encrypted',
    given: { 'aws.rds.snapshots': slice(snapshot(), snapshot({ name: 'orders-2', type: 'automated' })) },
    expect: 'pass',
    reasons: ['encrypted', 'encrypted'],
  },
  {
    ...row,
    name: 'an old manual snapshot is plain',
    given: { 'aws.rds.snapshots': slice(snapshot(), snapshot({ name: 'before-encryption', encrypted: false })) },
    expect: 'fail',
    reasons: ['encrypted', 'plain'],
    says: ['snapshot before-encryption of orders is not encrypted'],
  },
  {
    ...row,
    name: 'a plain snapshot of another store',
    given: { 'aws.rds.snapshots': slice(snapshot({ engine: 'neptune', encrypted: false })) },
    expect: 'notApplicable',
  },
  ...undecidedRows({ store: 'rds', item: snapshot, given: (listed) => ({ 'aws.rds.snapshots': listed }) }),
]);
