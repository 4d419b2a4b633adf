import check from '../../../checks/storage/ebs-snapshots-private.ts';
import { failedSlice, notRead, read, slice, testCheck } from '../../check-tester.ts';
import { place } from '../aws-items.ts';

const kind = 'storage.private';
const claim = { stores: ['ebs'] } as const;
const snapshot = (isPublic: ReturnType<typeof read<boolean>> | ReturnType<typeof notRead>, id = 'snap-1') => ({
  id,
  ...place,
  tags: null,
  encrypted: false,
  public: isPublic,
});

testCheck('ebs-snapshots-private', check, [
  {
    name: 'private',
    kind,
    with: claim,
    given: { 'aws.ebs.snapshot-sharing': slice(snapshot(read(false))) },
    expect: 'pass',
  },
  {
    name: 'one of two is public',
    kind,
    with: claim,
    given: { 'aws.ebs.snapshot-sharing': slice(snapshot(read(false)), snapshot(read(true), 'snap-2')) },
    expect: 'fail',
    reasons: ['private', 'public'],
    says: ['snapshot snap-2 can be restored by everybody'],
  },
  {
    name: 'not told',
    kind,
    with: claim,
    given: { 'aws.ebs.snapshot-sharing': slice(snapshot(notRead())) },
    expect: 'unknown',
  },
  {
    name: 'the listing failed',
    kind,
    with: claim,
    given: { 'aws.ebs.snapshot-sharing': failedSlice() },
    expect: 'unknown',
  },
  { name: 'no snapshot', kind, with: claim, given: {}, expect: 'notApplicable' },
]);
