import check from '../../../checks/rest/ebs-volumes-encrypted.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { volume } from '../aws-items.ts';
import { undecidedRows } from './encryption-rows.ts';

const row = { kind: 'rest.encryption', with: { stores: ['ebs'], algorithm: 'aes-256', key: 'any' } } as const;

testCheck('ebs-volumes-encrypted', check, [
  {
    ...row,
    name: 'all encrypted',
    given: { 'aws.ebs.volumes': slice(volume(), volume({ id: 'vol-2' })) },
    expect: 'pass',
    reasons: ['encrypted', 'encrypted'],
  },
  {
    ...row,
    name: 'one is plain and attached',
    given: { 'aws.ebs.volumes': slice(volume(), volume({ id: 'vol-2', encrypted: false })) },
    expect: 'fail',
    reasons: ['encrypted', 'plain'],
    says: ['volume vol-2 is not encrypted (attached to i-1)'],
  },
  {
    ...row,
    name: 'one is plain and lies about',
    given: { 'aws.ebs.volumes': slice(volume({ encrypted: false, attachedTo: [], state: 'available' })) },
    expect: 'fail',
    reasons: ['plain'],
    says: ['(not attached)'],
  },
  ...undecidedRows({ store: 'ebs', item: volume, given: (listed) => ({ 'aws.ebs.volumes': listed }) }),
]);
