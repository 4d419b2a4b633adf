import check from '../../../checks/rest/ebs-snapshots-encrypted.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { ebsSnapshot } from '../aws-items.ts';
import { undecidedRows } from './encryption-rows.ts';

const row = { kind: 'rest.encryption', with: { stores: ['ebs'], algorithm: 'aes-256', key: 'any' } } as const;

testCheck('ebs-snapshots-encrypted', check, [
  {
    ...row,
    name: 'all encrypted',
    given: { 'aws.ebs.snapshots': slice(ebsSnapshot(), ebsSnapshot({ id: 'snap-2' })) },
    expect: 'pass',
    reasons: ['encrypted', 'encrypted'],
  },
  {
    ...row,
    name: 'one is plain',
    given: { 'aws.ebs.snapshots': slice(ebsSnapshot(), ebsSnapshot({ id: 'snap-2', encrypted: false })) },
    expect: 'fail',
    reasons: ['encrypted', 'plain'],
  },
  ...undecidedRows({ store: 'ebs', item: ebsSnapshot, given: (listed) => ({ 'aws.ebs.snapshots': listed }) }),
]);
