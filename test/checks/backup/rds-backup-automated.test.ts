import check from '../../../checks/backup/rds-backup-automated.ts';
import { denied, failedSlice, slice, testCheck } from '../../check-tester.ts';
import { ago, day, hour, instance, place, recovery, restorePoint } from '../aws-items.ts';

const claim = { stores: ['rds'] } as const;
const of = { type: 'database', kind: 'instance', ...place, name: 'orders', resourceId: 'db-orders' } as const;

testCheck('rds-backup-automated', check, [
  {
    name: 'points of a plan',
    kind: 'backup.automated',
    with: claim,
    given: {
      'aws.rds.instances': slice(instance({ latestRestorableTime: null })),
      'aws.backup.recovery': slice(recovery({ points: [restorePoint({ of })] })),
      'aws.rds.recovery': slice(recovery()),
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
      'aws.rds.instances': slice(instance({ latestRestorableTime: null })),
      'aws.backup.recovery': slice(recovery({ points: [restorePoint({ of, at: ago(40 * day) })] })),
      'aws.rds.recovery': slice(recovery()),
    },
    expect: 'fail',
    reasons: ['stopped'],
  },
  {
    name: 'points made by hand only',
    kind: 'backup.automated',
    with: claim,
    given: {
      'aws.rds.instances': slice(instance({ latestRestorableTime: null })),
      'aws.backup.recovery': slice(recovery({ points: [restorePoint({ of, automated: false })] })),
      'aws.rds.recovery': slice(recovery()),
    },
    expect: 'fail',
    reasons: ['by-hand'],
  },
  {
    name: 'nothing',
    kind: 'backup.automated',
    with: claim,
    given: {
      'aws.rds.instances': slice(instance({ latestRestorableTime: null })),
      'aws.backup.recovery': slice(recovery()),
      'aws.rds.recovery': slice(recovery()),
    },
    expect: 'fail',
    reasons: ['none'],
  },
  {
    name: 'nothing, but the vaults could not be listed',
    kind: 'backup.automated',
    with: claim,
    given: {
      'aws.rds.instances': slice(instance({ latestRestorableTime: null })),
      'aws.backup.recovery': slice(recovery({ missing: [denied('backup:ListBackupVaults')] })),
      'aws.rds.recovery': slice(recovery()),
    },
    expect: 'unknown',
    reasons: ['gap.denied'],
  },
  {
    name: 'an old point, but the vaults of another region could not be listed',
    kind: 'backup.automated',
    with: claim,
    given: {
      'aws.rds.instances': slice(instance({ latestRestorableTime: null })),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of, at: ago(40 * day) })] }),
        recovery({ id: 'b', region: 'us-west-2', missing: [denied('backup:ListBackupVaults')] }),
      ),
      'aws.rds.recovery': slice(recovery()),
    },
    expect: 'unknown',
  },
  {
    name: 'a continuous backup goes on from its one point',
    kind: 'backup.automated',
    with: claim,
    given: {
      'aws.rds.instances': slice(instance({ latestRestorableTime: null })),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of, by: 'aws-backup-continuous', at: ago(40 * day) })] }),
      ),
      'aws.rds.recovery': slice(recovery()),
    },
    expect: 'pass',
    reasons: ['automated'],
  },
  {
    name: 'the stores could not be listed',
    kind: 'backup.automated',
    with: claim,
    given: { 'aws.rds.instances': failedSlice() },
    expect: 'unknown',
  },
  { name: 'no such store', kind: 'backup.automated', with: claim, given: {}, expect: 'notApplicable' },
  {
    name: 'made ten minutes ago',
    kind: 'backup.automated',
    with: claim,
    given: {
      'aws.rds.instances': slice(instance({ createdAt: ago(hour / 6), latestRestorableTime: null })),
      'aws.backup.recovery': slice(recovery()),
      'aws.rds.recovery': slice(recovery()),
    },
    expect: 'unknown',
    reasons: ['gap.inconclusive'],
  },
  {
    name: 'point-in-time recovery',
    kind: 'backup.automated',
    with: claim,
    given: {
      'aws.rds.instances': slice(instance()),
      'aws.backup.recovery': slice(recovery()),
      'aws.rds.recovery': slice(recovery()),
    },
    expect: 'pass',
    reasons: ['automated'],
    says: ['point-in-time recovery'],
  },
]);
