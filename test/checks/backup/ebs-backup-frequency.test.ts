import check from '../../../checks/backup/ebs-backup-frequency.ts';
import { denied, failedSlice, slice, testCheck } from '../../check-tester.ts';
import { ago, day, hour, recovery, restorePoint, series, volume } from '../aws-items.ts';

const claim = { everySeconds: 3600, stores: ['ebs'] } as const;
const of = { type: 'volume', id: 'vol-1' } as const;

testCheck('ebs-backup-frequency', check, [
  {
    name: 'hourly recovery points of AWS Backup',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(recovery({ points: series(hour, 8 * day, { of }) })),
      'aws.ebs.recovery': slice(recovery()),
    },
    expect: 'pass',
    reasons: ['kept'],
    says: ['1h at most between recovery points'],
  },
  {
    name: 'six-hourly ones against a claim of one hour',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(recovery({ points: series(6 * hour, 8 * day, { of }) })),
      'aws.ebs.recovery': slice(recovery()),
    },
    expect: 'fail',
    reasons: ['gap'],
    says: ['6h without a recovery point'],
  },
  {
    name: 'the last one is from the day before yesterday',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(recovery({ points: series(hour, 8 * day, { of }, 40 * hour) })),
      'aws.ebs.recovery': slice(recovery()),
    },
    expect: 'fail',
    reasons: ['gap'],
    says: ['40h without'],
  },
  {
    name: 'a short but seamless history',
    kind: 'backup.frequency',
    with: { ...claim, everySeconds: 86_400 },
    given: {
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(recovery({ points: series(day, 5 * day, { of, retentionDays: null }) })),
      'aws.ebs.recovery': slice(recovery()),
    },
    expect: 'pass',
    reasons: ['kept-briefly'],
  },
  {
    name: 'nothing',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(recovery()),
      'aws.ebs.recovery': slice(recovery()),
    },
    expect: 'fail',
    reasons: ['none'],
  },
  {
    name: 'nothing, but the vaults could not be listed',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(recovery({ missing: [denied('backup:ListBackupVaults')] })),
      'aws.ebs.recovery': slice(recovery()),
    },
    expect: 'unknown',
    reasons: ['gap.denied'],
    says: ['backup:ListBackupVaults'],
  },
  {
    name: 'a gap, but the vaults of another region could not be listed',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(
        recovery({ points: series(6 * hour, 8 * day, { of }) }),
        recovery({ id: 'b', region: 'us-west-2', missing: [denied('backup:ListBackupVaults')] }),
      ),
      'aws.ebs.recovery': slice(recovery()),
    },
    expect: 'unknown',
    reasons: ['gap.denied'],
  },
  {
    name: 'kept, though the vaults of another region could not be listed',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(
        recovery({ points: series(hour, 8 * day, { of }) }),
        recovery({ id: 'b', region: 'us-west-2', missing: [denied('backup:ListBackupVaults')] }),
      ),
      'aws.ebs.recovery': slice(recovery()),
    },
    expect: 'pass',
    reasons: ['kept'],
  },
  {
    name: 'too few points to tell',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(recovery({ points: series(hour, 2 * hour, { of, retentionDays: null }) })),
      'aws.ebs.recovery': slice(recovery()),
    },
    expect: 'unknown',
    reasons: ['gap.inconclusive'],
    says: ['too short'],
  },
  {
    name: 'a continuous backup whose end nobody tells',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of, by: 'aws-backup-continuous', at: ago(20 * day) })] }),
      ),
      'aws.ebs.recovery': slice(recovery()),
    },
    expect: 'unknown',
    reasons: ['gap.inconclusive'],
  },
  {
    name: 'the stores could not be listed',
    kind: 'backup.frequency',
    with: claim,
    given: { 'aws.ebs.volumes': failedSlice() },
    expect: 'unknown',
  },
  { name: 'no such store', kind: 'backup.frequency', with: claim, given: {}, expect: 'notApplicable' },
  {
    name: 'made ten minutes ago',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.ebs.volumes': slice(volume({ createdAt: ago(hour / 6) })),
      'aws.backup.recovery': slice(recovery()),
      'aws.ebs.recovery': slice(recovery()),
    },
    expect: 'unknown',
    reasons: ['gap.inconclusive'],
    says: ['nothing was due yet'],
  },
  {
    name: 'snapshots thinned out, or missed',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(recovery()),
      'aws.ebs.recovery': slice(
        recovery({
          points: [
            ...series(hour, day, { by: 'ebs', retentionDays: null }),
            ...series(day, 6 * day, { by: 'ebs', retentionDays: null }, 2 * day),
          ],
        }),
      ),
    },
    expect: 'unknown',
    reasons: ['gap.inconclusive'],
    says: ['thinning out'],
  },
  {
    name: 'snapshots of Data Lifecycle Manager and an EC2 backup that holds the volume',
    kind: 'backup.frequency',
    with: { ...claim, everySeconds: 43_200 },
    given: {
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(recovery({ points: series(day, 9 * day, { of: { type: 'instance', id: 'i-1' } }) })),
      'aws.ebs.recovery': slice(
        recovery({ points: series(day, 9 * day, { by: 'lifecycle-manager', retentionDays: null }, day) }),
      ),
    },
    expect: 'pass',
    reasons: ['kept'],
  },
]);
