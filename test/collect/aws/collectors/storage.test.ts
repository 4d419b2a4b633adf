import { describe, expect, test } from 'vitest';
import backup from '../../../../src/collect/aws/collectors/backup-recovery.ts';
import tableRecovery from '../../../../src/collect/aws/collectors/dynamodb-recovery.ts';
import tables from '../../../../src/collect/aws/collectors/dynamodb-tables.ts';
import ebsRecovery from '../../../../src/collect/aws/collectors/ebs-recovery.ts';
import sharing from '../../../../src/collect/aws/collectors/ebs-snapshot-sharing.ts';
import volumes from '../../../../src/collect/aws/collectors/ebs-volumes.ts';
import keys from '../../../../src/collect/aws/collectors/kms-keys.ts';
import { account, asked, collectWith, deniedCall } from './collect-with.ts';

const at = '2026-11-22T00:00:00.000Z';
const snapshot = (SnapshotId: string, more: object = {}) => ({
  SnapshotId,
  OwnerId: account,
  VolumeId: 'vol-1',
  Encrypted: false,
  State: 'completed',
  StartTime: at,
  ...more,
});

describe('EBS', () => {
  test('volumes on their way out do not count', async () => {
    const volume = { VolumeId: 'vol-1', Encrypted: true, State: 'in-use', Attachments: [{ InstanceId: 'i-1' }] };
    const { items } = await collectWith(volumes, {
      'ec2:DescribeVolumes': { Volumes: [volume, { ...volume, State: 'deleting' }] },
    });
    expect(items).toMatchObject([{ id: 'vol-1', attachedTo: ['i-1'], tags: {} }]);
  });

  test('snapshots of strangers are left out though the answer holds them', async () => {
    const list = { Snapshots: [snapshot('snap-1'), snapshot('snap-2', { OwnerId: '999999999999' })] };
    const { items, calls } = await collectWith(ebsRecovery, { 'ec2:DescribeSnapshots': list });
    expect(items[0]?.points.map(({ id }) => id)).toEqual(['snap-1']);
    expect(calls).toEqual(['ec2:DescribeSnapshots us-east-1 {"OwnerIds":["self"]}']);
  });

  test('who made a snapshot, and what a copy is of', async () => {
    const list = {
      Snapshots: [
        snapshot('snap-1'),
        snapshot('snap-2', { Tags: [{ Key: 'aws:dlm:lifecycle-policy-id', Value: 'policy-1' }] }),
        snapshot('snap-3', { Description: 'This snapshot is created by the AWS Backup service.' }),
        snapshot('snap-4', { VolumeId: 'vol-ffffffff', Description: '[Copied snap-1 from us-west-2] nightly' }),
        snapshot('snap-5', { State: 'pending' }),
      ],
    };
    const { items } = await collectWith(ebsRecovery, { 'ec2:DescribeSnapshots': list });
    expect(items[0]?.points.map(({ by, of, automated }) => [by, of.type, automated])).toEqual([
      ['ebs', 'volume', false],
      ['lifecycle-manager', 'volume', true],
      ['aws-backup', 'volume', true],
      ['ebs', 'snapshot', false],
    ]);
  });
});

describe('sharing of EBS snapshots', () => {
  const isPublic = { SnapshotId: 'snap-1', CreateVolumePermissions: [{ Group: 'all' }] };
  const list = (open: readonly object[]) => (request: Parameters<typeof asked>[0]) =>
    request.input['RestorableByUserIds'] === undefined
      ? { Snapshots: [snapshot('snap-1'), snapshot('snap-2')] }
      : { Snapshots: [...open] as never };

  test('encrypted ones cannot be public and cost no call', async () => {
    const { items, calls } = await collectWith(sharing, {
      'ec2:DescribeSnapshots': { Snapshots: [snapshot('snap-1', { Encrypted: true })] },
    });
    expect(items).toMatchObject([{ public: { ok: true, value: false } }]);
    expect(calls).toHaveLength(1);
  });

  test('candidates are confirmed by their attribute', async () => {
    const { items, calls } = await collectWith(sharing, {
      'ec2:DescribeSnapshots': list([snapshot('snap-1')]),
      'ec2:DescribeSnapshotAttribute': isPublic,
      'ec2:GetSnapshotBlockPublicAccessState': { State: 'unblocked' },
    });
    expect(items.map(({ public: read }) => read)).toEqual([
      { ok: true, value: true },
      { ok: true, value: false },
    ]);
    expect(calls.filter((call) => call.includes('Attribute'))).toHaveLength(1);
  });

  test('where the account blocks all sharing, a public attribute opens nothing', async () => {
    const { items } = await collectWith(sharing, {
      'ec2:DescribeSnapshots': list([snapshot('snap-1')]),
      'ec2:DescribeSnapshotAttribute': isPublic,
      'ec2:GetSnapshotBlockPublicAccessState': { State: 'block-all-sharing' },
    });
    expect(items[0]?.public).toEqual({ ok: true, value: false });
  });

  test('when the block cannot be read, public cannot be told', async () => {
    const { items } = await collectWith(sharing, {
      'ec2:DescribeSnapshots': list([snapshot('snap-1')]),
      'ec2:DescribeSnapshotAttribute': isPublic,
    });
    expect(items[0]?.public).toMatchObject({ ok: false });
  });

  test('without the list of candidates every plain snapshot is asked for', async () => {
    const { items } = await collectWith(sharing, {
      'ec2:DescribeSnapshots': (request) =>
        request.input['RestorableByUserIds'] === undefined ? { Snapshots: [snapshot('snap-1')] } : deniedCall,
      'ec2:DescribeSnapshotAttribute': { SnapshotId: 'snap-1', CreateVolumePermissions: [{ UserId: '222222222222' }] },
    });
    expect(items[0]?.public).toEqual({ ok: true, value: false });
  });
});

describe('DynamoDB', () => {
  const described = (request: Parameters<typeof asked>[0]) => ({
    Table: {
      TableName: asked(request, 'TableName'),
      TableArn: `arn:aws:dynamodb:us-east-1:${account}:table/${asked(request, 'TableName')}`,
    },
  });

  test('a table that cannot be described is a gap that names it', async () => {
    const { items, gaps } = await collectWith(tables, {
      'dynamodb:ListTables': { TableNames: ['a', 'b'] },
      'dynamodb:DescribeTable': (request) => (asked(request, 'TableName') === 'a' ? described(request) : deniedCall),
    });
    expect(items).toMatchObject([{ name: 'a', kmsKeyId: null }]);
    expect(gaps).toMatchObject([{ what: 'dynamodb:DescribeTable b', gap: { kind: 'denied' } }]);
  });

  test('point-in-time recovery counts where it is enabled; backups of deleted tables do not', async () => {
    const enabled = {
      PointInTimeRecoveryStatus: 'ENABLED',
      EarliestRestorableDateTime: at,
      LatestRestorableDateTime: at,
    };
    const { items } = await collectWith(tableRecovery, {
      'dynamodb:ListTables': { TableNames: ['a', 'b', 'c'] },
      'dynamodb:DescribeContinuousBackups': (request) => {
        const name = asked(request, 'TableName');
        if (name === 'c') return deniedCall;
        const PointInTimeRecoveryDescription = name === 'a' ? enabled : { PointInTimeRecoveryStatus: 'DISABLED' };
        return { ContinuousBackupsDescription: { PointInTimeRecoveryDescription } };
      },
      'dynamodb:ListBackups': {
        BackupSummaries: [
          {
            BackupArn: 'x',
            TableArn: 'arn:aws:dynamodb:us-east-1:1:table/a',
            BackupCreationDateTime: at,
            BackupStatus: 'AVAILABLE',
            BackupType: 'USER',
          },
          {
            BackupArn: 'y',
            TableArn: 'arn:aws:dynamodb:us-east-1:1:table/gone',
            BackupCreationDateTime: at,
            BackupStatus: 'AVAILABLE',
            BackupType: 'SYSTEM',
          },
        ],
      },
    });
    expect(items).toMatchObject([
      { windows: [{ retentionDays: 35 }], points: [{ id: 'x' }], missing: [{ kind: 'denied' }] },
    ]);
  });
});

describe('AWS Backup', () => {
  const point = (ResourceArn: string, more: object = {}) => ({
    RecoveryPointArn: `rp:${ResourceArn}`,
    ResourceArn,
    Status: 'COMPLETED',
    CreationDate: at,
    IsEncrypted: true,
    ...more,
  });

  test('what a recovery point is of, who made it and how long it is kept', async () => {
    const { items } = await collectWith(backup, {
      'backup:ListBackupVaults': { BackupVaultList: [{ BackupVaultName: 'daily' }] },
      'backup:ListRecoveryPointsByBackupVault': {
        RecoveryPoints: [
          point('arn:aws:rds:us-west-2:111111111111:db:orders', {
            ResourceType: 'RDS',
            CreatedBy: { BackupPlanId: 'p' },
            Lifecycle: { DeleteAfterDays: 35 },
          }),
          point('arn:aws:rds:us-east-1:111111111111:cluster:ledger', { ResourceType: 'Aurora' }),
          point('arn:aws:ec2:us-east-1:111111111111:volume/vol-1', { ResourceType: 'EBS' }),
          point('arn:aws:ec2:us-east-1:111111111111:instance/i-1', { ResourceType: 'EC2' }),
          point('arn:aws:s3:::uploads', {
            ResourceType: 'S3',
            RecoveryPointArn: 'arn:aws:backup:us-east-1:1:recovery-point:continuous:uploads-1',
          }),
          point('arn:aws:ec2:us-east-1:111111111111:volume/vol-2', { Status: 'EXPIRED' }),
          point('arn:aws:ec2:us-east-1:111111111111:volume/vol-3', { Status: 'PARTIAL' }),
        ],
      },
    });
    expect(
      items[0]?.points.map(({ of, store, by, automated, retentionDays }) => [
        of.type,
        store,
        by,
        automated,
        retentionDays,
      ]),
    ).toEqual([
      ['database', 'rds', 'aws-backup', true, 35],
      ['database', 'rds', 'aws-backup', false, null],
      ['volume', 'ebs', 'aws-backup', false, null],
      ['instance', 'ebs', 'aws-backup', false, null],
      ['arn', 's3', 'aws-backup-continuous', false, null],
    ]);
    expect(items[0]?.points[0]?.of).toMatchObject({
      kind: 'instance',
      region: 'us-west-2',
      name: 'orders',
      resourceId: null,
    });
  });

  test('a vault that cannot be listed is missing, the others stay', async () => {
    const { items, gaps } = await collectWith(backup, {
      'backup:ListBackupVaults': { BackupVaultList: [{ BackupVaultName: 'open' }, { BackupVaultName: 'shut' }] },
      'backup:ListRecoveryPointsByBackupVault': (request) =>
        asked(request, 'BackupVaultName') === 'open' ? { RecoveryPoints: [point('arn:aws:s3:::uploads')] } : deniedCall,
    });
    expect(items).toMatchObject([{ points: [{}], missing: [{ action: 'backup:ListRecoveryPointsByBackupVault' }] }]);
    expect(gaps).toEqual([]);
  });
});

test('who manages a key is what DescribeKey says; a key that it refuses is left unknown', async () => {
  const { items, gaps } = await collectWith(keys, {
    'kms:ListKeys': { Keys: ['a', 'b', 'c'].map((KeyId) => ({ KeyId, KeyArn: `arn:${KeyId}` })) },
    'kms:DescribeKey': (request) => {
      const KeyId = asked(request, 'KeyId');
      if (KeyId === 'c') return deniedCall;
      return {
        KeyMetadata: {
          KeyId,
          Arn: `arn:${KeyId}`,
          KeyManager: KeyId === 'a' ? 'AWS' : 'CUSTOMER',
          KeyState: 'Enabled',
        },
      };
    },
  });
  expect(items.map(({ custody }) => custody)).toEqual(['aws-managed', 'customer']);
  expect(gaps).toEqual([]);
});
