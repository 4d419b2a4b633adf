import type {
  AwsPlace,
  AwsResource,
  Bucket,
  DatabaseRef,
  DbCluster,
  DbInstance,
  FileSystem,
  Instant,
  RestoreWindow,
  Table,
  Volume,
} from '../../domain/aws.ts';
import type { Subject } from '../../domain/finding.ts';
import { resource } from '../../domain/finding.ts';
import type { Store } from '../../domain/kinds.ts';
import { storeOfEngine } from '../aws/engines.ts';

/** A store of data as backups know it. */
export interface BackedUp extends AwsPlace {
  readonly subject: Subject;
  readonly id: string;
  /** For sentences: `database orders`. */
  readonly name: string;
  readonly createdAt: Instant | null;
  /** It takes no writes now, so its last recovery point does not age. */
  readonly stopped: boolean;
  readonly database: DatabaseRef | null;
  /** EC2 instances whose backups hold it too. */
  readonly heldBy: readonly string[];
  /** Restore windows that the resource states of itself. */
  readonly windows: readonly RestoreWindow[];
}

const base = (type: string, item: AwsResource, name: string, createdAt: Instant | null): BackedUp => ({
  subject: resource(type, item),
  id: item.id,
  account: item.account,
  region: item.region,
  name,
  createdAt,
  stopped: false,
  database: null,
  heldBy: [],
  windows: [],
});

export const volumeBackedUp = (volume: Volume): BackedUp => ({
  ...base('ebs-volume', volume, `volume ${volume.id}`, volume.createdAt),
  heldBy: volume.attachedTo,
});

export const tableBackedUp = (table: Table): BackedUp =>
  base('dynamodb-table', table, `table ${table.name}`, table.createdAt);

export const fileSystemBackedUp = (system: FileSystem): BackedUp =>
  base('efs-file-system', system, `file system ${system.name ?? system.id}`, system.createdAt);

/** The creation date of a bucket moves when its policy is edited: it says nothing of its age. */
export const bucketBackedUp = (bucket: Bucket): BackedUp => base('s3-bucket', bucket, `bucket ${bucket.name}`, null);

/**
 * Databases of the claimed stores, each once: members of a cluster with their cluster, and read replicas with their
 * source, where the source was read too.
 */
export const databasesBackedUp = (
  instances: readonly DbInstance[],
  clusters: readonly DbCluster[],
  stores: readonly Store[],
): readonly BackedUp[] => {
  const isRead = (source: string, at: AwsPlace): boolean =>
    [...instances, ...clusters].some(
      (item) =>
        item.id === source || (item.name === source && item.account === at.account && item.region === at.region),
    );
  const isOwn = (item: DbInstance | DbCluster): boolean =>
    stores.includes(storeOfEngine(item.engine)) && (item.replicaOf === null || !isRead(item.replicaOf, item));
  return [
    ...instances
      .filter((item) => item.cluster === null && isOwn(item))
      .map((item) => instanceBackedUp(item, ownId(item, instances))),
    ...clusters.filter(isOwn).map((item) => clusterBackedUp(item, ownId(item, clusters))),
  ];
};

/** A resource id that two databases share (AWS gives none twice, an emulator may) tells nothing: the name has to do. */
const ownId = (item: DbInstance | DbCluster, all: readonly (DbInstance | DbCluster)[]): string | null =>
  all.some((other) => other.id !== item.id && other.resourceId === item.resourceId) ? null : item.resourceId;

const instanceBackedUp = (item: DbInstance, resourceId: string | null): BackedUp => {
  const { account, region, name } = item;
  const ref: DatabaseRef = { kind: 'instance', account, region, name, resourceId };
  return {
    ...base('rds-instance', item, `database ${name}`, item.createdAt),
    stopped: item.status === 'stopped',
    database: ref,
    windows: ownWindows(item, ref, null),
  };
};

const clusterBackedUp = (item: DbCluster, resourceId: string | null): BackedUp => {
  const { account, region, name } = item;
  const ref: DatabaseRef = { kind: 'cluster', account, region, name, resourceId };
  return {
    ...base('rds-cluster', item, `cluster ${name}`, item.createdAt),
    stopped: item.status === 'stopped',
    database: ref,
    windows: ownWindows(item, ref, item.earliestRestorableTime),
  };
};

const ownWindows = (item: DbInstance | DbCluster, ref: DatabaseRef, from: Instant | null): readonly RestoreWindow[] => {
  const { id, account, region, latestRestorableTime: to, encrypted, backupRetentionDays: retentionDays } = item;
  if (retentionDays === 0 || to === null) return [];
  const of = { type: 'database', ...ref } as const;
  return [{ id, account, region, of, store: storeOfEngine(item.engine), from, to, encrypted, retentionDays }];
};
