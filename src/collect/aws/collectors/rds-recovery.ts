import type { AwsPlace, DatabaseRef, Instant, Recovery, RestorePoint, RestoreWindow } from '../../../domain/aws.ts';
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

const scheduled = new Set(['automated', 'awsbackup']);

/** What instances and clusters tell under words of their own. */
interface Told {
  readonly id: string;
  readonly of: Pick<DatabaseRef, 'kind' | 'name' | 'resourceId'>;
  /** The region of the database, where a copy or a replicated backup names it. */
  readonly source: string | null;
  readonly encrypted: boolean | null;
}

const kept = ({ id, of, source, encrypted }: Told, { account, region }: AwsPlace) => ({
  id,
  account,
  region,
  of: { type: 'database' as const, ...of, account, region: source ?? region },
  encrypted,
});

const instancePoint = (snapshot: RdsSnapshot, place: AwsPlace): readonly RestorePoint[] => {
  const { DBInstanceIdentifier: name, DbiResourceId: resourceId } = snapshot;
  const told: Told = {
    id: rdsArn(snapshot.DBSnapshotArn, 'snapshot', snapshot.DBSnapshotIdentifier, place),
    of: { kind: 'instance', name, resourceId },
    source: snapshot.SourceRegion,
    encrypted: isEncrypted(snapshot.Encrypted, snapshot.StorageEncryptionType),
  };
  const at = snapshot.SnapshotDatabaseTime ?? snapshot.OriginalSnapshotCreateTime ?? snapshot.SnapshotCreateTime;
  return pointOf(snapshot, at, told, place);
};

const clusterPoint = (snapshot: RdsClusterSnapshot, place: AwsPlace): readonly RestorePoint[] => {
  const { DBClusterIdentifier: name, DbClusterResourceId: resourceId } = snapshot;
  const told: Told = {
    id: rdsArn(snapshot.DBClusterSnapshotArn, 'cluster-snapshot', snapshot.DBClusterSnapshotIdentifier, place),
    of: { kind: 'cluster', name, resourceId },
    source: regionOfArn(snapshot.SourceDBClusterSnapshotArn),
    encrypted: isEncrypted(snapshot.StorageEncrypted, snapshot.StorageEncryptionType),
  };
  return pointOf(snapshot, snapshot.SnapshotCreateTime, told, place);
};

const pointOf = (
  { Status, Engine, SnapshotType }: RdsSnapshot | RdsClusterSnapshot,
  at: Instant | null,
  told: Told,
  place: AwsPlace,
): readonly RestorePoint[] => {
  if (at === null || Status !== 'available') return [];
  const automated = scheduled.has(SnapshotType ?? '');
  return [
    { ...kept(told, place), store: storeOfEngine(Engine ?? 'unknown'), by: 'rds', at, automated, retentionDays: null },
  ];
};

const instanceWindow = (backup: RdsInstanceBackup, place: AwsPlace): readonly RestoreWindow[] => {
  const { DBInstanceIdentifier: name, DbiResourceId: resourceId } = backup;
  const told: Told = {
    id: backup.DBInstanceAutomatedBackupsArn ?? backup.DBInstanceArn ?? name,
    of: { kind: 'instance', name, resourceId },
    source: backup.Region,
    encrypted: isEncrypted(backup.Encrypted, backup.StorageEncryptionType),
  };
  return windowOf(backup, told, place);
};

const clusterWindow = (backup: RdsClusterBackup, place: AwsPlace): readonly RestoreWindow[] => {
  const { DBClusterIdentifier: name, DbClusterResourceId: resourceId } = backup;
  const told: Told = {
    id: backup.DBClusterAutomatedBackupsArn ?? backup.DBClusterArn ?? name,
    of: { kind: 'cluster', name, resourceId },
    source: backup.Region,
    encrypted: isEncrypted(backup.StorageEncrypted, backup.StorageEncryptionType),
  };
  return windowOf(backup, told, place);
};

/** A backup that is still `creating` or being deleted holds nothing to restore, and has no window. */
const windowOf = (
  { RestoreWindow, Engine, BackupRetentionPeriod: retentionDays }: RdsInstanceBackup | RdsClusterBackup,
  told: Told,
  place: AwsPlace,
): readonly RestoreWindow[] => {
  const from = RestoreWindow?.EarliestTime ?? null;
  const to = RestoreWindow?.LatestTime ?? null;
  return to === null ? [] : [{ ...kept(told, place), store: storeOfEngine(Engine ?? ''), from, to, retentionDays }];
};
