import type { AwsPlace, DbSnapshot } from '../../../domain/aws.ts';
import type { Read } from '../../../domain/gap.ts';
import { known, mapRead } from '../../../domain/gap.ts';
import type { RdsClusterSnapshot, RdsSnapshot } from '../../../parse/aws/rds.ts';
import { isEncrypted, rdsArn, regionOfArn } from '../../../parse/aws/rds.ts';
import { defineAwsCollector } from '../collector.ts';

type Sharing = DbSnapshot['sharedWith'];

/** Own snapshots of instances and clusters. Who may restore one is asked only where it can be more than the owner. */
export default defineAwsCollector({
  key: 'aws.rds.snapshots',
  per: 'region',
  operations: [
    'rds:DescribeDBSnapshots',
    'rds:DescribeDBSnapshotAttributes',
    'rds:DescribeDBClusterSnapshots',
    'rds:DescribeDBClusterSnapshotAttributes',
  ],
  collect: async (aws) => {
    const [ofInstances, ofClusters] = await Promise.all([
      aws.list('rds:DescribeDBSnapshots', (page) => page.DBSnapshots),
      aws.list('rds:DescribeDBClusterSnapshots', (page) => page.DBClusterSnapshots),
    ]);
    const instances = ofInstances.items.map(async (snapshot): Promise<DbSnapshot> => {
      const item = fromInstance(snapshot, aws);
      const input = { DBSnapshotIdentifier: snapshot.DBSnapshotIdentifier };
      const attributes = async () =>
        mapRead(await aws.read('rds:DescribeDBSnapshotAttributes', input), ({ DBSnapshotAttributesResult: result }) =>
          accountsIn(result.DBSnapshotAttributes),
        );
      return { ...item, sharedWith: await sharing(item, attributes) };
    });
    const clusters = ofClusters.items.map(async (snapshot): Promise<DbSnapshot> => {
      const item = fromCluster(snapshot, aws);
      const input = { DBClusterSnapshotIdentifier: snapshot.DBClusterSnapshotIdentifier };
      const attributes = async () =>
        mapRead(
          await aws.read('rds:DescribeDBClusterSnapshotAttributes', input),
          ({ DBClusterSnapshotAttributesResult: result }) => accountsIn(result.DBClusterSnapshotAttributes),
        );
      return { ...item, sharedWith: await sharing(item, attributes) };
    });
    return { items: await Promise.all([...instances, ...clusters]), gaps: [...ofInstances.gaps, ...ofClusters.gaps] };
  },
});

/** Only manual snapshots can be shared, and encrypted ones never with everybody. */
const sharing = async (item: DbSnapshot, ask: () => Promise<Sharing>): Promise<Sharing> =>
  item.encrypted === true || item.type !== 'manual' ? known([]) : ask();

const accountsIn = (
  attributes: readonly { readonly AttributeName: string; readonly AttributeValues: readonly string[] }[],
) => attributes.find(({ AttributeName }) => AttributeName === 'restore')?.AttributeValues ?? [];

const nobody: Read<readonly string[]> = known([]);

const fromInstance = (snapshot: RdsSnapshot, { account, region }: AwsPlace): DbSnapshot => ({
  id: rdsArn(snapshot.DBSnapshotArn, 'snapshot', snapshot.DBSnapshotIdentifier, { account, region }),
  account,
  region,
  tags: snapshot.TagList,
  name: snapshot.DBSnapshotIdentifier,
  of: {
    kind: 'instance',
    account,
    region: snapshot.SourceRegion ?? region,
    name: snapshot.DBInstanceIdentifier,
    resourceId: snapshot.DbiResourceId,
  },
  type: snapshot.SnapshotType ?? 'unknown',
  status: snapshot.Status ?? 'unknown',
  encrypted: isEncrypted(snapshot.Encrypted, snapshot.StorageEncryptionType),
  kmsKeyId: snapshot.KmsKeyId,
  // The creation time changes when a snapshot is copied; the age of the data does not.
  dataTime: snapshot.SnapshotDatabaseTime ?? snapshot.OriginalSnapshotCreateTime ?? snapshot.SnapshotCreateTime,
  engine: snapshot.Engine ?? 'unknown',
  sharedWith: nobody,
});

const fromCluster = (snapshot: RdsClusterSnapshot, { account, region }: AwsPlace): DbSnapshot => ({
  id: rdsArn(snapshot.DBClusterSnapshotArn, 'cluster-snapshot', snapshot.DBClusterSnapshotIdentifier, {
    account,
    region,
  }),
  account,
  region,
  tags: snapshot.TagList,
  name: snapshot.DBClusterSnapshotIdentifier,
  of: {
    kind: 'cluster',
    account,
    region: regionOfArn(snapshot.SourceDBClusterSnapshotArn) ?? region,
    name: snapshot.DBClusterIdentifier,
    resourceId: snapshot.DbClusterResourceId,
  },
  type: snapshot.SnapshotType ?? 'unknown',
  status: snapshot.Status ?? 'unknown',
  encrypted: isEncrypted(snapshot.StorageEncrypted, snapshot.StorageEncryptionType),
  kmsKeyId: snapshot.KmsKeyId,
  dataTime: snapshot.SnapshotCreateTime,
  engine: snapshot.Engine ?? 'unknown',
  sharedWith: nobody,
});
