import type { ArtifactKey } from '../../../src/domain/artifacts.ts';
import type { Bucket, Instant, Origin, Recovery, RecoveryMechanism } from '../../../src/domain/aws.ts';
import type { Store } from '../../../src/domain/kinds.ts';
import type { Given } from '../../check-tester.ts';
import { denied, failedSlice, slice } from '../../check-tester.ts';
import { ago, day, fileSystem, instance, place, recovery, table, volume } from '../aws-items.ts';

/** A store as the rows that hold for every store see it. */
export interface BackedUpStore<N extends ArtifactKey> {
  readonly store: Store;
  /** How recovery points of AWS Backup name its one item. */
  readonly of: Origin;
  /** One item that the store itself keeps no backup of, and what AWS Backup keeps of it, region by region. */
  readonly given: (backups: readonly Recovery[], createdAt?: Instant) => Given<N>;
  /** The items could not be listed. */
  readonly unlisted: Given<N>;
}

/** A store that keeps backups of its own beside those of AWS Backup. */
export interface SelfKeptStore<N extends ArtifactKey> extends BackedUpStore<N> {
  readonly by: RecoveryMechanism;
  /** One item, what the store itself keeps of it, region by region, and nothing in AWS Backup. */
  readonly givenOwn: (...own: readonly Recovery[]) => Given<N>;
}

export const databases: SelfKeptStore<
  'aws.rds.instances' | 'aws.rds.clusters' | 'aws.rds.recovery' | 'aws.backup.recovery'
> = {
  store: 'rds',
  of: { type: 'database', kind: 'instance', ...place, name: 'orders', resourceId: 'db-orders' },
  given: (backups, createdAt = ago(60 * day)) => ({
    'aws.rds.instances': slice(instance({ createdAt, latestRestorableTime: null })),
    'aws.rds.recovery': slice(recovery()),
    'aws.backup.recovery': slice(...backups),
  }),
  by: 'rds',
  givenOwn: (...own) => ({
    'aws.rds.instances': slice(instance({ latestRestorableTime: null })),
    'aws.rds.recovery': slice(...own),
    'aws.backup.recovery': slice(recovery()),
  }),
  unlisted: { 'aws.rds.instances': failedSlice() },
};

export const tables: SelfKeptStore<'aws.dynamodb.tables' | 'aws.dynamodb.recovery' | 'aws.backup.recovery'> = {
  store: 'dynamodb',
  of: { type: 'arn', arn: 'arn:aws:dynamodb:us-east-1:111111111111:table/sessions' },
  given: (backups, createdAt = ago(60 * day)) => ({
    'aws.dynamodb.tables': slice(table({ createdAt })),
    'aws.dynamodb.recovery': slice(recovery()),
    'aws.backup.recovery': slice(...backups),
  }),
  by: 'dynamodb',
  givenOwn: (...own) => ({
    'aws.dynamodb.tables': slice(table()),
    'aws.dynamodb.recovery': slice(...own),
    'aws.backup.recovery': slice(recovery()),
  }),
  unlisted: { 'aws.dynamodb.tables': failedSlice() },
};

export const volumes: SelfKeptStore<'aws.ebs.volumes' | 'aws.ebs.recovery' | 'aws.backup.recovery'> = {
  store: 'ebs',
  of: { type: 'volume', id: 'vol-1' },
  given: (backups, createdAt = ago(60 * day)) => ({
    'aws.ebs.volumes': slice(volume({ createdAt })),
    'aws.ebs.recovery': slice(recovery()),
    'aws.backup.recovery': slice(...backups),
  }),
  by: 'lifecycle-manager',
  givenOwn: (...own) => ({
    'aws.ebs.volumes': slice(volume()),
    'aws.ebs.recovery': slice(...own),
    'aws.backup.recovery': slice(recovery()),
  }),
  unlisted: { 'aws.ebs.volumes': failedSlice() },
};

export const fileSystems: BackedUpStore<'aws.efs.file-systems' | 'aws.backup.recovery'> = {
  store: 'efs',
  of: { type: 'arn', arn: 'arn:aws:elasticfilesystem:us-east-1:111111111111:file-system/fs-1' },
  given: (backups, createdAt = ago(60 * day)) => ({
    'aws.efs.file-systems': slice(fileSystem({ createdAt })),
    'aws.backup.recovery': slice(...backups),
  }),
  unlisted: { 'aws.efs.file-systems': failedSlice() },
};

const bucket: Bucket = { id: 'arn:aws:s3:::uploads', ...place, tags: null, name: 'uploads', createdAt: null };

export const buckets: BackedUpStore<'aws.s3.buckets' | 'aws.backup.recovery'> = {
  store: 's3',
  of: { type: 'arn', arn: 'arn:aws:s3:::uploads' },
  given: (backups, createdAt) => ({
    'aws.s3.buckets': slice({ ...bucket, createdAt: createdAt ?? null }),
    'aws.backup.recovery': slice(...backups),
  }),
  unlisted: { 'aws.s3.buckets': failedSlice() },
};

/** The vaults of a region could not be listed. */
export const vaultsDenied = (region: Partial<Recovery> = {}): Recovery =>
  recovery({ ...region, missing: [denied('backup:ListBackupVaults')] });

/** What AWS Backup keeps in a region that is not the items' own. */
export const west = (change: Partial<Recovery> = {}): Recovery => recovery({ id: 'b', region: 'us-west-2', ...change });
