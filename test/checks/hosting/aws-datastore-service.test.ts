import check from '../../../checks/hosting/aws-datastore-service.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { cluster, instance } from '../aws-items.ts';

const kind = 'hosting.datastore';
const rds = { engine: 'rds' } as const;

testCheck('aws-datastore-service', check, [
  {
    name: 'RDS and Aurora',
    kind,
    with: rds,
    given: { 'aws.rds.instances': slice(instance()), 'aws.rds.clusters': slice(cluster()) },
    expect: 'pass',
    reasons: ['claimed', 'claimed'],
  },
  {
    name: 'a DocumentDB cluster beside',
    kind,
    with: rds,
    given: { 'aws.rds.instances': slice(instance()), 'aws.rds.clusters': slice(cluster({ engine: 'docdb' })) },
    expect: 'fail',
    says: ['documentdb instead of rds'],
  },
  {
    name: 'DocumentDB claimed and found',
    kind,
    with: { engine: 'documentdb' },
    given: { 'aws.rds.clusters': slice(cluster({ engine: 'docdb' })) },
    expect: 'pass',
  },
  { name: 'the listing failed', kind, with: rds, given: { 'aws.rds.clusters': failedSlice() }, expect: 'unknown' },
  { name: 'none', kind, with: rds, given: {}, expect: 'notApplicable' },
]);
