import check from '../../../checks/storage/rds-snapshots-private.ts';
import { failedSlice, notRead, read, slice, testCheck } from '../../check-tester.ts';
import { snapshot } from '../aws-items.ts';

const kind = 'storage.private';
const claim = { stores: ['rds'] } as const;
const given = (change: Parameters<typeof snapshot>[0]) => ({ 'aws.rds.snapshots': slice(snapshot(change)) });

testCheck('rds-snapshots-private', check, [
  { name: 'shared with nobody', kind, with: claim, given: given({}), expect: 'pass' },
  {
    name: 'shared with one account',
    kind,
    with: claim,
    given: given({ sharedWith: read(['222222222222']) }),
    expect: 'pass',
  },
  {
    name: 'shared with everybody',
    kind,
    with: claim,
    given: given({ sharedWith: read(['222222222222', 'all']) }),
    expect: 'fail',
    reasons: ['public'],
  },
  {
    name: 'a public one of another store',
    kind,
    with: claim,
    given: given({ engine: 'docdb', sharedWith: read(['all']) }),
    expect: 'notApplicable',
  },
  { name: 'not told', kind, with: claim, given: given({ sharedWith: notRead() }), expect: 'unknown' },
  { name: 'the listing failed', kind, with: claim, given: { 'aws.rds.snapshots': failedSlice() }, expect: 'unknown' },
  { name: 'no snapshot', kind, with: claim, given: {}, expect: 'notApplicable' },
]);
