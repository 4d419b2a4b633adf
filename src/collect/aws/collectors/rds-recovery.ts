import type { AwsPlace, DatabaseRef, Origin, Recovery, RestorePoint, RestoreWindow } from '../../../domain/aws.ts';
import type { Gap } from '../../../domain/gap.ts';
import { storeOfEngine } from '../../../parse/aws/engines.ts';
import type { RdsClusterBackup, RdsClusterSnapshot, RdsInstanceBackup, RdsSnapshot } from '../../../parse/aws/rds.ts';
import { isEncrypted, rdsArn, regionOfArn } from '../../../parse/aws/rds.ts';
import { defineAwsCollector } from '../collector.ts';

/** What RDS itself can restore in a region: snapshots, and restore windows including those replicated from elsewhere. */
export default defineAwsCollector({
  key: 'aws.rds.recovery',
  per: 'region',
  operations: [
    'rds:DescribeDBSnapshots',
    'rds:DescribeDBClusterSnapshots',
    'rds:DescribeDBInstanceAutomatedBackups',
    'rds:DescribeDBClusterAutomatedBackups',
  ],
  collect: async (aws) => {
    const [snapshots, clusterSnapshots, backups, clusterBackups] = await Promise.all([
      aws.list('rds:DescribeDBSnapshots', (page) => page.DBSnapshots),
      aws.list('rds:DescribeDBClusterSnapshots', (page) => page.DBClusterSnapshots),
      aws.list('rds:DescribeDBInstanceAutomatedBackups', (page) => page.DBInstanceAutomatedBackups),
      aws.list('rds:DescribeDBClusterAutomatedBackups', (page) => page.DBClusterAutomatedBackups),
    ]);
    const missing: readonly Gap[] = [snapshots, clusterSnapshots, backups, clusterBackups].flatMap(({ gaps }) =>
      gaps.map(({ gap }) => gap),
    );
    const item: Recovery = {
      id: `${aws.account}/${aws.region}`,
      account: aws.account,
      region: aws.region,
      tags: null,
      points: [
        ...snapshots.items.flatMap((snapshot) => instancePoint(snapshot, aws)),
        ...clusterSnapshots.items.flatMap((snapshot) => clusterPoint(snapshot, aws)),
      ],
      windows: [
        ...backups.items.flatMap((backup) => instanceWindow(backup, aws)),
        ...clusterBackups.items.flatMap((backup) => clusterWindow(backup, aws)),
      ],
      missing,
    };
    return { items: [item], gaps: [] };
  },
});

const database = (ref: DatabaseRef): Origin => ({ type: 'database', ...ref });

const scheduled = new Set(['automated', 'awsbackup']);

const instancePoint = (snapshot: RdsSnapshot, { account, region }: AwsPlace): readonly RestorePoint[] => {
  const at = snapshot.SnapshotDatabaseTime ?? snapshot.OriginalSnapshotCreateTime ?? snapshot.SnapshotCreateTime;
  if (at === null || snapshot.Status !== 'available') return [];
  const { DBInstanceIdentifier: name, DbiResourceId: resourceId, SourceRegion: source } = snapshot;
  return [
    {
      id: rdsArn(snapshot.DBSnapshotArn, 'snapshot', snapshot.DBSnapshotIdentifier, { account, region }),
      account,
      region,
      of: database({ kind: 'instance', account, region: source ?? region, name, resourceId }),
      store: storeOfEngine(snapshot.Engine ?? 'unknown'),
      by: 'rds',
      at,
      automated: scheduled.has(snapshot.SnapshotType ?? ''),
      encrypted: isEncrypted(snapshot.Encrypted, snapshot.StorageEncryptionType),
      retentionDays: null,
    },
  ];
};

const clusterPoint = (snapshot: RdsClusterSnapshot, { account, region }: AwsPlace): readonly RestorePoint[] => {
  const at = snapshot.SnapshotCreateTime;
  if (at === null || snapshot.Status !== 'available') return [];
  const { DBClusterIdentifier: name, DbClusterResourceId: resourceId } = snapshot;
  const source = regionOfArn(snapshot.SourceDBClusterSnapshotArn) ?? region;
  return [
    {
      id: rdsArn(snapshot.DBClusterSnapshotArn, 'cluster-snapshot', snapshot.DBClusterSnapshotIdentifier, {
        account,
        region,
      }),
      account,
      region,
      of: database({ kind: 'cluster', account, region: source, name, resourceId }),
      store: storeOfEngine(snapshot.Engine ?? 'unknown'),
      by: 'rds',
      at,
      automated: scheduled.has(snapshot.SnapshotType ?? ''),
      encrypted: isEncrypted(snapshot.StorageEncrypted, snapshot.StorageEncryptionType),
      retentionDays: null,
    },
  ];
};

const encryptedOf = (flag: boolean | null, type: string | null): boolean | null =>
  flag === null && type === null ? null : isEncrypted(flag ?? false, type);

/** A backup that is still `creating` or being deleted holds nothing to restore, and has no window. */
const instanceWindow = (backup: RdsInstanceBackup, { account, region }: AwsPlace): readonly RestoreWindow[] => {
  const to = backup.RestoreWindow?.LatestTime ?? null;
  if (to === null) return [];
  const { DBInstanceIdentifier: name, DbiResourceId: resourceId } = backup;
  const source = backup.Region ?? region;
  return [
    {
      id: backup.DBInstanceAutomatedBackupsArn ?? backup.DBInstanceArn ?? name,
      account,
      region,
      of: database({ kind: 'instance', account, region: source, name, resourceId }),
      store: storeOfEngine(backup.Engine ?? ''),
      from: backup.RestoreWindow?.EarliestTime ?? null,
      to,
      encrypted: encryptedOf(backup.Encrypted, backup.StorageEncryptionType),
      retentionDays: backup.BackupRetentionPeriod,
    },
  ];
};

const clusterWindow = (backup: RdsClusterBackup, { account, region }: AwsPlace): readonly RestoreWindow[] => {
  const to = backup.RestoreWindow?.LatestTime ?? null;
  if (to === null) return [];
  const { DBClusterIdentifier: name, DbClusterResourceId: resourceId } = backup;
  const source = backup.Region ?? region;
  return [
    {
      id: backup.DBClusterAutomatedBackupsArn ?? backup.DBClusterArn ?? name,
      account,
      region,
      of: database({ kind: 'cluster', account, region: source, name, resourceId }),
      store: storeOfEngine(backup.Engine ?? ''),
      from: backup.RestoreWindow?.EarliestTime ?? null,
      to,
      encrypted: encryptedOf(backup.StorageEncrypted, backup.StorageEncryptionType),
      retentionDays: backup.BackupRetentionPeriod,
    },
  ];
};
