import check from '../../../checks/backup/s3-backup-automated.ts';
import { denied, failedSlice, slice, testCheck } from '../../check-tester.ts';
import { ago, day, place, recovery, restorePoint } from '../aws-items.ts';

const claim = { stores: ['s3'] } as const;
const of = { type: 'arn', arn: 'arn:aws:s3:::uploads' } as const;
const bucket = { id: 'arn:aws:s3:::uploads', ...place, tags: null, name: 'uploads', createdAt: null };

testCheck('s3-backup-automated', check, [
  {
    name: 'points of a plan',
    kind: 'backup.automated',
    with: claim,
    given: {
      'aws.s3.buckets': slice(bucket),
      'aws.backup.recovery': slice(recovery({ points: [restorePoint({ of })] })),
    },
    expect: 'pass',
    reasons: ['automated'],
    says: ['backed up by AWS Backup'],
  },
  {
    name: 'the plan stopped long ago',
    kind: 'backup.automated',
    with: claim,
    given: {
      'aws.s3.buckets': slice(bucket),
      'aws.backup.recovery': slice(recovery({ points: [restorePoint({ of, at: ago(40 * day) })] })),
    },
    expect: 'fail',
    reasons: ['stopped'],
  },
  {
    name: 'points made by hand only',
    kind: 'backup.automated',
    with: claim,
    given: {
      'aws.s3.buckets': slice(bucket),
      'aws.backup.recovery': slice(recovery({ points: [restorePoint({ of, automated: false })] })),
    },
    expect: 'fail',
    reasons: ['by-hand'],
  },
  {
    name: 'nothing',
    kind: 'backup.automated',
    with: claim,
    given: { 'aws.s3.buckets': slice(bucket), 'aws.backup.recovery': slice(recovery()) },
    expect: 'fail',
    reasons: ['none'],
  },
  {
    name: 'nothing, but the vaults could not be listed',
    kind: 'backup.automated',
    with: claim,
    given: {
      'aws.s3.buckets': slice(bucket),
      'aws.backup.recovery': slice(recovery({ missing: [denied('backup:ListBackupVaults')] })),
    },
    expect: 'unknown',
    reasons: ['gap.denied'],
  },
  {
    name: 'an old point, but the vaults of another region could not be listed',
    kind: 'backup.automated',
    with: claim,
    given: {
      'aws.s3.buckets': slice(bucket),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of, at: ago(40 * day) })] }),
        recovery({ id: 'b', region: 'us-west-2', missing: [denied('backup:ListBackupVaults')] }),
      ),
    },
    expect: 'unknown',
  },
  {
    name: 'a continuous backup goes on from its one point',
    kind: 'backup.automated',
    with: claim,
    given: {
      'aws.s3.buckets': slice(bucket),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of, by: 'aws-backup-continuous', at: ago(90 * day), id: 'c' })] }),
      ),
    },
    expect: 'pass',
    reasons: ['automated'],
  },
  {
    name: 'the stores could not be listed',
    kind: 'backup.automated',
    with: claim,
    given: { 'aws.s3.buckets': failedSlice() },
    expect: 'unknown',
  },
  { name: 'no such store', kind: 'backup.automated', with: claim, given: {}, expect: 'notApplicable' },
]);
