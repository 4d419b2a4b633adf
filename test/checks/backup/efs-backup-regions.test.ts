import check from '../../../checks/backup/efs-backup-regions.ts';
import { denied, failedSlice, slice, testCheck } from '../../check-tester.ts';
import { ago, day, fileSystem, recovery, restorePoint } from '../aws-items.ts';

const claim = { regions: 2, stores: ['efs'] } as const;
const of = { type: 'arn', arn: 'arn:aws:elasticfilesystem:us-east-1:111111111111:file-system/fs-1' } as const;

testCheck('efs-backup-regions', check, [
  {
    name: 'here and there',
    kind: 'backup.multi-region',
    with: claim,
    given: {
      'aws.efs.file-systems': slice(fileSystem()),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of })] }),
        recovery({ id: 'b', region: 'us-west-2', points: [restorePoint({ of, region: 'us-west-2' })] }),
      ),
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
      'aws.efs.file-systems': slice(fileSystem()),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of })] }),
        recovery({ id: 'b', region: 'us-west-2' }),
      ),
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
      'aws.efs.file-systems': slice(fileSystem()),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of })] }),
        recovery({
          id: 'b',
          region: 'us-west-2',
          points: [restorePoint({ of, region: 'us-west-2', at: ago(40 * day) })],
        }),
      ),
    },
    expect: 'fail',
    reasons: ['too-few'],
  },
  {
    name: 'nowhere',
    kind: 'backup.multi-region',
    with: claim,
    given: {
      'aws.efs.file-systems': slice(fileSystem()),
      'aws.backup.recovery': slice(recovery(), recovery({ id: 'b', region: 'us-west-2' })),
    },
    expect: 'fail',
    reasons: ['none'],
  },
  {
    name: 'here only, and there could not be read',
    kind: 'backup.multi-region',
    with: claim,
    given: {
      'aws.efs.file-systems': slice(fileSystem()),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of })] }),
        recovery({ id: 'b', region: 'us-west-2', missing: [denied('backup:ListBackupVaults')] }),
      ),
    },
    expect: 'unknown',
    reasons: ['gap.denied'],
  },
  {
    name: 'only one region was read',
    kind: 'backup.multi-region',
    with: claim,
    given: {
      'aws.efs.file-systems': slice(fileSystem()),
      'aws.backup.recovery': slice(recovery({ points: [restorePoint({ of })] })),
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
      'aws.efs.file-systems': slice(fileSystem()),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of })] }),
        recovery({ id: 'b', region: 'us-west-2', points: [restorePoint({ of, region: 'us-west-2' })] }),
        recovery({ id: 'c', region: 'eu-west-1' }),
      ),
    },
    expect: 'fail',
    reasons: ['too-few'],
  },
  {
    name: 'the stores could not be listed',
    kind: 'backup.multi-region',
    with: claim,
    given: { 'aws.efs.file-systems': failedSlice() },
    expect: 'unknown',
  },
  { name: 'no such store', kind: 'backup.multi-region', with: claim, given: {}, expect: 'notApplicable' },
]);
