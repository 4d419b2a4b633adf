import check from '../../../checks/rest/rds-instances-encrypted.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { instance } from '../aws-items.ts';
import { undecidedRows } from './encryption-rows.ts';

const row = { kind: 'rest.encryption', with: { stores: ['rds'], algorithm: 'aes-256', key: 'any' } } as const;

testCheck('rds-instances-encrypted', check, [
  {
    ...row,
    name: 'all encrypted',
    given: { 'aws.rds.instances': slice(instance(), instance({ name: 'reports' })) },
    expect: 'pass',
    reasons: ['encrypted', 'encrypted'],
  },
  {
    ...row,
    name: 'one of two is plain',
    given: { 'aws.rds.instances': slice(instance(), instance({ name: 'reports', encrypted: false })) },
    expect: 'fail',
    reasons: ['encrypted', 'plain'],
    says: ['database reports (postgres) is not encrypted'],
  },
  {
    ...row,
    name: 'a member of a cluster is judged with its cluster',
    given: { 'aws.rds.instances': slice(instance({ cluster: 'ledger', encrypted: false })) },
    expect: 'notApplicable',
    reasons: ['empty'],
  },
  {
    ...row,
    name: 'a plain read replica counts',
    given: { 'aws.rds.instances': slice(instance({ replicaOf: 'orders', name: 'replica', encrypted: false })) },
    expect: 'fail',
    reasons: ['plain'],
  },
  ...undecidedRows({ store: 'rds', item: instance, given: (listed) => ({ 'aws.rds.instances': listed }) }),
]);
