import check from '../../../checks/rest/efs-encrypted.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { fileSystem } from '../aws-items.ts';

const any = { stores: ['efs'], algorithm: 'aes-256', key: 'any' } as const;

testCheck('efs-encrypted', check, [
  {
    name: 'encrypted',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.efs.file-systems': slice(fileSystem()) },
    expect: 'pass',
    reasons: ['encrypted'],
  },
  {
    name: 'plain, without a name',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.efs.file-systems': slice(fileSystem({ name: null, encrypted: false })) },
    expect: 'fail',
    reasons: ['plain'],
    says: ['file-system/fs-1'],
  },
  {
    name: 'the listing failed',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.efs.file-systems': failedSlice() },
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
    given: { 'aws.efs.file-systems': slice(fileSystem({ encrypted: null })) },
    expect: 'unknown',
    says: ['does not tell whether it is encrypted'],
  },
]);
