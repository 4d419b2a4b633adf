import check from '../../../checks/backup/ebs-backup-regions.ts';
import { denied, failedSlice, slice, testCheck } from '../../check-tester.ts';
import { ago, day, recovery, restorePoint, volume } from '../aws-items.ts';

const claim = { regions: 2, stores: ['ebs'] } as const;
const of = { type: 'volume', id: 'vol-1' } as const;

testCheck('ebs-backup-regions', check, [
  {
    name: 'here and there',
    kind: 'backup.multi-region',
    with: claim,
    given: {
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of })] }),
        recovery({ id: 'b', region: 'us-west-2', points: [restorePoint({ of, region: 'us-west-2' })] }),
      ),
      'aws.ebs.recovery': slice(recovery()),
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
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of })] }),
        recovery({ id: 'b', region: 'us-west-2' }),
      ),
      'aws.ebs.recovery': slice(recovery()),
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
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of })] }),
        recovery({
          id: 'b',
          region: 'us-west-2',
          points: [restorePoint({ of, region: 'us-west-2', at: ago(40 * day) })],
        }),
      ),
      'aws.ebs.recovery': slice(recovery()),
    },
    expect: 'fail',
    reasons: ['too-few'],
  },
  {
    name: 'nowhere',
    kind: 'backup.multi-region',
    with: claim,
    given: {
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(recovery(), recovery({ id: 'b', region: 'us-west-2' })),
      'aws.ebs.recovery': slice(recovery()),
    },
    expect: 'fail',
    reasons: ['none'],
  },
  {
    name: 'here only, and there could not be read',
    kind: 'backup.multi-region',
    with: claim,
    given: {
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of })] }),
        recovery({ id: 'b', region: 'us-west-2', missing: [denied('backup:ListBackupVaults')] }),
      ),
      'aws.ebs.recovery': slice(recovery()),
    },
    expect: 'unknown',
    reasons: ['gap.denied'],
  },
  {
    name: 'only one region was read',
    kind: 'backup.multi-region',
    with: claim,
    given: {
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(recovery({ points: [restorePoint({ of })] })),
      'aws.ebs.recovery': slice(recovery()),
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
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of })] }),
        recovery({ id: 'b', region: 'us-west-2', points: [restorePoint({ of, region: 'us-west-2' })] }),
        recovery({ id: 'c', region: 'eu-west-1' }),
      ),
      'aws.ebs.recovery': slice(recovery()),
    },
    expect: 'fail',
    reasons: ['too-few'],
  },
  {
    name: 'the stores could not be listed',
    kind: 'backup.multi-region',
    with: claim,
    given: { 'aws.ebs.volumes': failedSlice() },
    expect: 'unknown',
  },
  { name: 'no such store', kind: 'backup.multi-region', with: claim, given: {}, expect: 'notApplicable' },
]);
