import check from '../../../checks/backup/rds-backup-regions.ts';
import { denied, failedSlice, slice, testCheck } from '../../check-tester.ts';
import { ago, day, instance, place, recovery, restorePoint, restoreWindow } from '../aws-items.ts';

const claim = { regions: 2, stores: ['rds'] } as const;
const of = { type: 'database', kind: 'instance', ...place, name: 'orders', resourceId: 'db-orders' } as const;

testCheck('rds-backup-regions', check, [
  {
    name: 'here and there',
    kind: 'backup.multi-region',
    with: claim,
    given: {
      'aws.rds.instances': slice(instance({ latestRestorableTime: null })),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of })] }),
        recovery({ id: 'b', region: 'us-west-2', points: [restorePoint({ of, region: 'us-west-2' })] }),
      ),
      'aws.rds.recovery': slice(recovery()),
    },
    expect: 'pass',
    reasons: ['spread'],
    says: ['us-east-1, us-west-2'],
  },
  {
    name: 'here only',
    kind: 'backup.multi-region',
    with: claim,
    given: {
      'aws.rds.instances': slice(instance({ latestRestorableTime: null })),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of })] }),
        recovery({ id: 'b', region: 'us-west-2' }),
      ),
      'aws.rds.recovery': slice(recovery()),
    },
    expect: 'fail',
    reasons: ['too-few'],
    says: ['1 region(s) only: us-east-1'],
  },
  {
    name: 'the copy has not been renewed for long',
    kind: 'backup.multi-region',
    with: claim,
    given: {
      'aws.rds.instances': slice(instance({ latestRestorableTime: null })),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of })] }),
        recovery({
          id: 'b',
          region: 'us-west-2',
          points: [restorePoint({ of, region: 'us-west-2', at: ago(40 * day) })],
        }),
      ),
      'aws.rds.recovery': slice(recovery()),
    },
    expect: 'fail',
    reasons: ['too-few'],
  },
  {
    name: 'nowhere',
    kind: 'backup.multi-region',
    with: claim,
    given: {
      'aws.rds.instances': slice(instance({ latestRestorableTime: null })),
      'aws.backup.recovery': slice(recovery(), recovery({ id: 'b', region: 'us-west-2' })),
      'aws.rds.recovery': slice(recovery()),
    },
    expect: 'fail',
    reasons: ['none'],
  },
  {
    name: 'here only, and there could not be read',
    kind: 'backup.multi-region',
    with: claim,
    given: {
      'aws.rds.instances': slice(instance({ latestRestorableTime: null })),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of })] }),
        recovery({ id: 'b', region: 'us-west-2', missing: [denied('backup:ListBackupVaults')] }),
      ),
      'aws.rds.recovery': slice(recovery()),
    },
    expect: 'unknown',
    reasons: ['gap.denied'],
  },
  {
    name: 'only one region was read',
    kind: 'backup.multi-region',
    with: claim,
    given: {
      'aws.rds.instances': slice(instance({ latestRestorableTime: null })),
      'aws.backup.recovery': slice(recovery({ points: [restorePoint({ of })] })),
      'aws.rds.recovery': slice(recovery()),
    },
    expect: 'unknown',
    reasons: ['gap.inconclusive'],
    says: ['fewer regions than claimed: us-east-1'],
  },
  {
    name: 'three claimed, two found',
    kind: 'backup.multi-region',
    with: { ...claim, regions: 3 },
    given: {
      'aws.rds.instances': slice(instance({ latestRestorableTime: null })),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of })] }),
        recovery({ id: 'b', region: 'us-west-2', points: [restorePoint({ of, region: 'us-west-2' })] }),
        recovery({ id: 'c', region: 'eu-west-1' }),
      ),
      'aws.rds.recovery': slice(recovery()),
    },
    expect: 'fail',
    reasons: ['too-few'],
  },
  {
    name: 'the stores could not be listed',
    kind: 'backup.multi-region',
    with: claim,
    given: { 'aws.rds.instances': failedSlice() },
    expect: 'unknown',
  },
  { name: 'no such store', kind: 'backup.multi-region', with: claim, given: {}, expect: 'notApplicable' },
  {
    name: 'a replicated restore window',
    kind: 'backup.multi-region',
    with: claim,
    given: {
      'aws.rds.instances': slice(instance()),
      'aws.backup.recovery': slice(recovery()),
      'aws.rds.recovery': slice(
        recovery(),
        recovery({ id: 'b', region: 'us-west-2', windows: [restoreWindow({ region: 'us-west-2' })] }),
      ),
    },
    expect: 'pass',
    reasons: ['spread'],
  },
]);
