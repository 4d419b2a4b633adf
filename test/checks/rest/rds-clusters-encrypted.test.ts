import check from '../../../checks/rest/rds-clusters-encrypted.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { cluster } from '../aws-items.ts';
import { undecidedRows } from './encryption-rows.ts';

const row = { kind: 'rest.encryption', with: { stores: ['rds'], algorithm: 'aes-256', key: 'any' } } as const;

testCheck('rds-clusters-encrypted', check, [
  {
    ...row,
    name: 'an encrypted Aurora cluster',
    given: { 'aws.rds.clusters': slice(cluster()) },
    expect: 'pass',
    reasons: ['encrypted'],
  },
  {
    ...row,
    name: 'a plain Aurora cluster',
    given: { 'aws.rds.clusters': slice(cluster({ encrypted: false })) },
    expect: 'fail',
    reasons: ['plain'],
    says: ['RDS cluster ledger'],
  },
  {
    ...row,
    name: 'a plain DocumentDB cluster is no RDS',
    given: { 'aws.rds.clusters': slice(cluster({ engine: 'docdb', encrypted: false })) },
    expect: 'notApplicable',
    reasons: ['empty'],
  },
  {
    ...row,
    name: 'a plain DocumentDB cluster, when claimed',
    with: { ...row.with, stores: ['documentdb'] },
    given: { 'aws.rds.clusters': slice(cluster({ engine: 'docdb', encrypted: false })) },
    expect: 'fail',
    reasons: ['plain'],
    says: ['DocumentDB cluster ledger'],
  },
  {
    ...row,
    name: 'a plain Neptune cluster, when claimed',
    with: { ...row.with, stores: ['neptune'] },
    given: { 'aws.rds.clusters': slice(cluster({ engine: 'neptune', encrypted: false }), cluster({ name: 'books' })) },
    expect: 'fail',
    reasons: ['plain'],
    says: ['Neptune cluster ledger'],
  },
  ...undecidedRows({ store: 'rds', item: cluster, given: (listed) => ({ 'aws.rds.clusters': listed }) }),
]);
