import check from '../../../checks/rest/ebs-volumes-encrypted.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { volume } from '../aws-items.ts';

const any = { stores: ['ebs'], algorithm: 'aes-256', key: 'any' } as const;

testCheck('ebs-volumes-encrypted', check, [
  {
    name: 'all encrypted',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.ebs.volumes': slice(volume(), volume({ id: 'vol-2' })) },
    expect: 'pass',
    reasons: ['encrypted', 'encrypted'],
  },
  {
    name: 'one is plain and attached',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.ebs.volumes': slice(volume(), volume({ id: 'vol-2', encrypted: false })) },
    expect: 'fail',
    reasons: ['encrypted', 'plain'],
    says: ['volume vol-2 is not encrypted (attached to i-1)'],
  },
  {
    name: 'one is plain and lies about',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.ebs.volumes': slice(volume({ encrypted: false, attachedTo: [], state: 'available' })) },
    expect: 'fail',
    reasons: ['plain'],
    says: ['(not attached)'],
  },
  {
    name: 'the listing failed',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.ebs.volumes': failedSlice() },
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
    given: { 'aws.ebs.volumes': slice(volume({ encrypted: null })) },
    expect: 'unknown',
    says: ['does not tell whether it is encrypted'],
  },
]);
