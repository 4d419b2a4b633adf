import check from '../../../checks/hosting/aws-dynamodb-datastore.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { table } from '../aws-items.ts';

const kind = 'hosting.datastore';
const claim = { engine: 'dynamodb' } as const;

testCheck('aws-dynamodb-datastore', check, [
  {
    name: 'a table',
    kind,
    with: claim,
    given: { 'aws.dynamodb.tables': slice(table()) },
    expect: 'pass',
    says: ['table sessions'],
  },
  { name: 'the listing failed', kind, with: claim, given: { 'aws.dynamodb.tables': failedSlice() }, expect: 'unknown' },
  { name: 'none', kind, with: claim, given: {}, expect: 'notApplicable' },
]);
