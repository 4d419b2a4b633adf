import check from '../../../checks/rest/efs-encrypted.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { fileSystem } from '../aws-items.ts';
import { undecidedRows } from './encryption-rows.ts';

const row = { kind: 'rest.encryption', with: { stores: ['efs'], algorithm: 'aes-256', key: 'any' } } as const;

testCheck('efs-encrypted', check, [
  {
    ...row,
    name: 'encrypted',
    given: { 'aws.efs.file-systems': slice(fileSystem()) },
    expect: 'pass',
    reasons: ['encrypted'],
  },
  {
    ...row,
    name: 'plain, without a name',
    given: { 'aws.efs.file-systems': slice(fileSystem({ name: null, encrypted: false })) },
    expect: 'fail',
    reasons: ['plain'],
    says: ['file-system/fs-1'],
  },
  ...undecidedRows({ store: 'efs', item: fileSystem, given: (listed) => ({ 'aws.efs.file-systems': listed }) }),
]);
