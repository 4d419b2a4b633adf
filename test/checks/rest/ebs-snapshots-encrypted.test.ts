import check from '../../../checks/rest/ebs-snapshots-encrypted.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { ebsSnapshot } from '../aws-items.ts';

const any = { stores: ['ebs'], algorithm: 'aes-256', key: 'any' } as const;

testCheck('ebs-snapshots-encrypted', check, [
  {
    name: 'all encrypted',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.ebs.snapshots': slice(ebsSnapshot(), ebsSnapshot({ id: 'snap-2' })) },
    expect: 'pass',
    reasons: ['encrypted', 'encrypted'],
  },
  {
    name: 'one is plain',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.ebs.snapshots': slice(ebsSnapshot(), ebsSnapshot({ id: 'snap-2', encrypted: false })) },
    expect: 'fail',
    reasons: ['encrypted', 'plain'],
  },
  {
    name: 'the listing failed',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.ebs.snapshots': failedSlice() },
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
    given: { 'aws.ebs.snapshots': slice(ebsSnapshot({ encrypted: null })) },
    expect: 'unknown',
    says: ['does not tell whether it is encrypted'],
  },
]);
