import check from '../../../checks/rest/rds-instances-encrypted.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { instance } from '../aws-items.ts';

const any = { stores: ['rds'], algorithm: 'aes-256', key: 'any' } as const;

testCheck('rds-instances-encrypted', check, [
  {
    name: 'all encrypted',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.rds.instances': slice(instance(), instance({ name: 'reports' })) },
    expect: 'pass',
    reasons: ['encrypted', 'encrypted'],
  },
  {
    name: 'one of two is plain',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.rds.instances': slice(instance(), instance({ name: 'reports', encrypted: false })) },
    expect: 'fail',
    reasons: ['encrypted', 'plain'],
    says: ['database reports (postgres) is not encrypted'],
  },
  {
    name: 'a member of a cluster is judged with its cluster',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.rds.instances': slice(instance({ cluster: 'ledger', encrypted: false })) },
    expect: 'notApplicable',
    reasons: ['empty'],
  },
  {
    name: 'a plain read replica counts',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.rds.instances': slice(instance({ replicaOf: 'orders', name: 'replica', encrypted: false })) },
    expect: 'fail',
    reasons: ['plain'],
  },
  {
    name: 'the listing failed',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.rds.instances': failedSlice() },
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
    given: { 'aws.rds.instances': slice(instance({ encrypted: null })) },
    expect: 'unknown',
    says: ['does not tell whether it is encrypted'],
  },
]);
