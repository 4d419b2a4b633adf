import check from '../../../checks/backup/rds-backup-frequency.ts';
import { denied, slice, testCheck } from '../../check-tester.ts';
import { ago, cluster, hour, instance, recovery, restoreWindow } from '../aws-items.ts';
import { frequencyRows, justMadeFrequency, ownFrequencyRows } from './frequency-rows.ts';
import { databases } from './stores.ts';

const claim = { everySeconds: 3600, stores: ['rds'] } as const;

testCheck('rds-backup-frequency', check, [
  ...frequencyRows(databases),
  justMadeFrequency(databases),
  ...ownFrequencyRows(databases),
  {
    name: 'a restore window up to five minutes ago',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.rds.instances': slice(instance()),
      'aws.backup.recovery': slice(recovery()),
      'aws.rds.recovery': slice(recovery({ windows: [restoreWindow()] })),
    },
    expect: 'pass',
    reasons: ['kept'],
    says: ['5m at most'],
  },
  {
    name: 'a restore window that ended 26 hours ago',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.rds.instances': slice(instance({ latestRestorableTime: ago(26 * hour) })),
      'aws.backup.recovery': slice(recovery()),
      'aws.rds.recovery': slice(recovery({ windows: [restoreWindow({ to: ago(26 * hour) })] })),
    },
    expect: 'fail',
    reasons: ['gap'],
    says: ['26h without'],
  },
  {
    name: 'a cluster tells its own window',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.rds.clusters': slice(cluster()),
      'aws.rds.recovery': slice(recovery()),
      'aws.backup.recovery': slice(recovery()),
    },
    expect: 'pass',
    reasons: ['kept'],
  },
  {
    name: 'automated backups are off, whatever the latest restorable time says',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.rds.instances': slice(instance({ backupRetentionDays: 0 })),
      'aws.backup.recovery': slice(recovery()),
      'aws.rds.recovery': slice(recovery()),
    },
    expect: 'fail',
    reasons: ['none'],
  },
  {
    name: 'automated backups could not be listed',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.rds.instances': slice(instance()),
      'aws.backup.recovery': slice(recovery()),
      'aws.rds.recovery': slice(recovery({ missing: [denied('rds:DescribeDBInstanceAutomatedBackups')] })),
    },
    expect: 'unknown',
  },
]);
