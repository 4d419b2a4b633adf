import { describe, expect, test } from 'vitest';
import clusters from '../../../../src/collect/aws/collectors/rds-clusters.ts';
import instances from '../../../../src/collect/aws/collectors/rds-instances.ts';
import parameterGroups from '../../../../src/collect/aws/collectors/rds-parameter-groups.ts';
import recovery from '../../../../src/collect/aws/collectors/rds-recovery.ts';
import snapshots from '../../../../src/collect/aws/collectors/rds-snapshots.ts';
import { asked, collectWith } from './collect-with.ts';

const instance = {
  DBInstanceArn: 'arn:aws:rds:us-east-1:111111111111:db:orders',
  DBInstanceIdentifier: 'orders',
  Engine: 'postgres',
  StorageEncrypted: true,
  PubliclyAccessible: false,
  MultiAZ: false,
  BackupRetentionPeriod: 7,
};
const snapshot = {
  DBSnapshotArn: 'arn:aws:rds:us-east-1:111111111111:snapshot:s',
  DBSnapshotIdentifier: 's',
  DBInstanceIdentifier: 'orders',
  Engine: 'postgres',
  SnapshotType: 'manual',
  Status: 'available',
  Encrypted: false,
  SnapshotCreateTime: '2026-11-20T00:00:00.000Z',
};
const none = { DBSnapshots: [], DBClusterSnapshots: [], DBInstanceAutomatedBackups: [], DBClusterAutomatedBackups: [] };

describe('instances', () => {
  test.each([
    [true, undefined, true, false],
    [false, undefined, false, false],
    [false, 'sse-rds', true, true],
    [true, 'sse-kms', true, false],
    [false, 'none', false, false],
  ])('encrypted %s, type %s', async (StorageEncrypted, type, encrypted, awsOwnedKey) => {
    const answer = {
      DBInstances: [{ ...instance, StorageEncrypted, ...(type ? { StorageEncryptionType: type } : {}) }],
    };
    const { items } = await collectWith(instances, { 'rds:DescribeDBInstances': answer });
    expect(items).toMatchObject([{ encrypted, awsOwnedKey }]);
  });

  test('a promised field that is missing is not told, and the rest of the instance still counts', async () => {
    const { StorageEncrypted: _, DBInstanceArn: __, ...bare } = instance;
    const { items, gaps } = await collectWith(instances, { 'rds:DescribeDBInstances': { DBInstances: [bare] } });
    expect(items).toMatchObject([{ id: 'arn:aws:rds:us-east-1:111111111111:db:orders', encrypted: null }]);
    expect(gaps).toEqual([]);
  });

  test('an element without a name is a gap beside the others', async () => {
    const answer = { DBInstances: [{ Engine: 'mysql' }, instance] };
    const { items, gaps } = await collectWith(instances, { 'rds:DescribeDBInstances': answer });
    expect(items).toHaveLength(1);
    expect(gaps).toMatchObject([
      { gap: { kind: 'malformed', detail: expect.stringContaining('DBInstanceIdentifier') } },
    ]);
  });

  test('a second page that is denied leaves the first, and a gap', async () => {
    const { items, gaps } = await collectWith(instances, {
      'rds:DescribeDBInstances': (request) =>
        request.input['Marker'] === undefined ? { DBInstances: [instance], Marker: 'more' } : new Error('broken'),
    });
    expect(items).toHaveLength(1);
    expect(gaps).toHaveLength(1);
  });

  test('clusters of every engine of the API', async () => {
    const cluster = {
      DBClusterArn: 'arn:c',
      DBClusterIdentifier: 'c',
      Engine: 'neptune',
      StorageEncrypted: true,
      DBClusterMembers: [{ DBInstanceIdentifier: 'c-1' }],
    };
    const { items } = await collectWith(clusters, { 'rds:DescribeDBClusters': { DBClusters: [cluster] } });
    expect(items).toMatchObject([{ engine: 'neptune', members: ['c-1'], backupRetentionDays: null }]);
  });
});

describe('snapshots', () => {
  const shared = {
    DBSnapshotAttributesResult: { DBSnapshotAttributes: [{ AttributeName: 'restore', AttributeValues: ['all'] }] },
  };

  test('sharing is asked for manual plain ones only', async () => {
    const { items, calls } = await collectWith(snapshots, {
      'rds:DescribeDBSnapshots': {
        DBSnapshots: [
          snapshot,
          { ...snapshot, DBSnapshotIdentifier: 'encrypted', Encrypted: true },
          { ...snapshot, DBSnapshotIdentifier: 'automated', SnapshotType: 'automated' },
        ],
      },
      'rds:DescribeDBClusterSnapshots': none,
      'rds:DescribeDBSnapshotAttributes': shared,
    });
    expect(items.map(({ sharedWith }) => sharedWith)).toEqual([
      { ok: true, value: ['all'] },
      { ok: true, value: [] },
      { ok: true, value: [] },
    ]);
    expect(calls.filter((call) => call.includes('Attributes'))).toEqual([
      'rds:DescribeDBSnapshotAttributes us-east-1 {"DBSnapshotIdentifier":"s"}',
    ]);
  });

  test('a refused attribute is unread, and the age is that of the data', async () => {
    const { items } = await collectWith(snapshots, {
      'rds:DescribeDBSnapshots': {
        DBSnapshots: [{ ...snapshot, SnapshotDatabaseTime: '2026-11-01T00:00:00.000Z', SourceRegion: 'eu-west-1' }],
      },
      'rds:DescribeDBClusterSnapshots': none,
    });
    expect(items).toMatchObject([
      {
        sharedWith: { ok: false, gap: { kind: 'denied', action: 'rds:DescribeDBSnapshotAttributes' } },
        dataTime: Date.UTC(2026, 10, 1),
        of: { region: 'eu-west-1' },
      },
    ]);
  });
});

describe('recovery', () => {
  const backup = {
    DBInstanceIdentifier: 'orders',
    DbiResourceId: 'db-1',
    Region: 'us-west-2',
    Encrypted: true,
    BackupRetentionPeriod: 7,
    RestoreWindow: { EarliestTime: '2026-11-15T00:00:00.000Z', LatestTime: '2026-11-22T11:55:00.000Z' },
  };

  test('windows say where they lie and where their database runs; unusable snapshots are left out', async () => {
    const { items } = await collectWith(recovery, {
      'rds:DescribeDBSnapshots': { DBSnapshots: [snapshot, { ...snapshot, Status: 'creating' }] },
      'rds:DescribeDBClusterSnapshots': none,
      'rds:DescribeDBInstanceAutomatedBackups': {
        DBInstanceAutomatedBackups: [backup, { DBInstanceIdentifier: 'new', Status: 'creating' }],
      },
      'rds:DescribeDBClusterAutomatedBackups': none,
    });
    expect(items).toMatchObject([
      {
        points: [{ by: 'rds', automated: false, encrypted: false, store: 'rds' }],
        windows: [
          { region: 'us-east-1', of: { region: 'us-west-2', resourceId: 'db-1' }, retentionDays: 7, encrypted: true },
        ],
        missing: [],
      },
    ]);
  });

  test('a listing that failed is told with the item, never as an empty list', async () => {
    const { items, gaps } = await collectWith(recovery, {
      'rds:DescribeDBSnapshots': none,
      'rds:DescribeDBClusterSnapshots': none,
    });
    expect(gaps).toEqual([]);
    expect(items).toMatchObject([
      {
        missing: [
          { action: 'rds:DescribeDBInstanceAutomatedBackups' },
          { action: 'rds:DescribeDBClusterAutomatedBackups' },
        ],
      },
    ]);
  });
});

test('parameters are read once per distinct group, and not for members of clusters', async () => {
  const inGroup = (name: string, cluster?: string) => ({
    ...instance,
    DBInstanceIdentifier: name,
    DBParameterGroups: [{ DBParameterGroupName: 'shared', ParameterApplyStatus: 'in-sync' }],
    ...(cluster ? { DBClusterIdentifier: cluster, DBParameterGroups: [{ DBParameterGroupName: 'members' }] } : {}),
  });
  const { items, calls } = await collectWith(parameterGroups, {
    'rds:DescribeDBInstances': { DBInstances: [inGroup('a'), inGroup('b'), inGroup('c', 'ledger')] },
    'rds:DescribeDBClusters': { DBClusters: [] },
    'rds:DescribeDBParameters': (request) => ({
      Parameters: [
        {
          ParameterName: 'rds.force_ssl',
          ParameterValue: asked(request, 'DBParameterGroupName') === 'shared' ? '1' : '0',
        },
        { ParameterName: 'work_mem' },
      ],
    }),
  });
  expect(items).toMatchObject([
    { name: 'shared', kind: 'instance', parameters: { ok: true, value: { 'rds.force_ssl': '1' } } },
  ]);
  expect(calls.filter((call) => call.includes('Parameters'))).toHaveLength(1);
});
