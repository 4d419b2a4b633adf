import check from '../../../checks/rest/rds-snapshots-encrypted.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { snapshot } from '../aws-items.ts';

const any = { stores: ['rds'], algorithm: 'aes-256', key: 'any' } as const;

testCheck('rds-snapshots-encrypted', check, [
  {
    name: 'all encrypted',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.rds.snapshots': slice(snapshot(), snapshot({ name: 'orders-2', type: 'automated' })) },
    expect: 'pass',
    reasons: ['encrypted', 'encrypted'],
  },
  {
    name: 'an old manual snapshot is plain',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.rds.snapshots': slice(snapshot(), snapshot({ name: 'before-encryption', encrypted: false })) },
    expect: 'fail',
    reasons: ['encrypted', 'plain'],
    says: ['snapshot before-encryption of orders is not encrypted'],
  },
  {
    name: 'a plain snapshot of another store',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.rds.snapshots': slice(snapshot({ engine: 'neptune', encrypted: false })) },
    expect: 'notApplicable',
  },
  {
    name: 'the listing failed',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.rds.snapshots': failedSlice() },
    expect: 'unknown',
  },
  {
    name: 'nothing there',
    kind: 'rest.encryption',
    with: any,
    given: {},
    expect: 'notApplicable',
  },
  {
    name: 'the answer does not tell',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.rds.snapshots': slice(snapshot({ encrypted: null })) },
    expect: 'unknown',
    says: ['does not tell whether it is encrypted'],
  },
]);
