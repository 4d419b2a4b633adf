import check from '../../../checks/rest/rds-clusters-encrypted.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { cluster } from '../aws-items.ts';

const any = { stores: ['rds'], algorithm: 'aes-256', key: 'any' } as const;

testCheck('rds-clusters-encrypted', check, [
  {
    name: 'an encrypted Aurora cluster',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.rds.clusters': slice(cluster()) },
    expect: 'pass',
    reasons: ['encrypted'],
  },
  {
    name: 'a plain Aurora cluster',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.rds.clusters': slice(cluster({ encrypted: false })) },
    expect: 'fail',
    reasons: ['plain'],
    says: ['RDS cluster ledger'],
  },
  {
    name: 'a plain DocumentDB cluster is no RDS',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.rds.clusters': slice(cluster({ engine: 'docdb', encrypted: false })) },
    expect: 'notApplicable',
    reasons: ['empty'],
  },
  {
    name: 'a plain DocumentDB cluster, when claimed',
    kind: 'rest.encryption',
    with: { ...any, stores: ['documentdb'] },
    given: { 'aws.rds.clusters': slice(cluster({ engine: 'docdb', encrypted: false })) },
    expect: 'fail',
    reasons: ['plain'],
    says: ['DocumentDB cluster ledger'],
  },
  {
    name: 'a plain Neptune cluster, when claimed',
    kind: 'rest.encryption',
    with: { ...any, stores: ['neptune'] },
    given: { 'aws.rds.clusters': slice(cluster({ engine: 'neptune', encrypted: false }), cluster({ name: 'books' })) },
    expect: 'fail',
    reasons: ['plain'],
    says: ['Neptune cluster ledger'],
  },
  {
    name: 'the listing failed',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.rds.clusters': failedSlice() },
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
    given: { 'aws.rds.clusters': slice(cluster({ encrypted: null })) },
    expect: 'unknown',
    says: ['does not tell whether it is encrypted'],
  },
]);
