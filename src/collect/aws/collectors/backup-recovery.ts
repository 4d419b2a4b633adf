import type { AwsPlace, Origin, Recovery, RestorePoint } from '../../../domain/aws.ts';
import type { BackupRecoveryPoint } from '../../../parse/aws/backup.ts';
import { storeOfBackupType } from '../../../parse/aws/engines.ts';
import { defineAwsCollector } from '../collector.ts';

/** The recovery points of every AWS Backup vault of a region, copies from elsewhere included. */
export default defineAwsCollector({
  key: 'aws.backup.recovery',
  per: 'region',
  operations: ['backup:ListBackupVaults', 'backup:ListRecoveryPointsByBackupVault'],
  collect: async (aws) => {
    const { account, region } = aws;
    const vaults = await aws.list('backup:ListBackupVaults', (page) => page.BackupVaultList);
    const lists = await Promise.all(
      vaults.items.map(({ BackupVaultName }) =>
        aws.list('backup:ListRecoveryPointsByBackupVault', (page) => page.RecoveryPoints, { BackupVaultName }),
      ),
    );
    const item: Recovery = {
      id: `${account}/${region}`,
      account,
      region,
      tags: null,
      points: lists.flatMap(({ items }) => items.flatMap((point) => toPoint(point, aws))),
      windows: [],
      missing: [vaults, ...lists].flatMap(({ gaps }) => gaps.map(({ gap }) => gap)),
    };
    return { items: [item], gaps: [] };
  },
});

/** Points that are partial, expired, stopped or still being made cannot be restored. */
const usable = new Set(['COMPLETED', 'AVAILABLE']);

const toPoint = (point: BackupRecoveryPoint, { account, region }: AwsPlace): readonly RestorePoint[] => {
  if (!usable.has(point.Status)) return [];
  return [
    {
      id: point.RecoveryPointArn,
      account,
      region,
      of: originOf(point.ResourceArn),
      store: storeOfBackupType(point.ResourceType ?? ''),
      by: /:continuous:/.test(point.RecoveryPointArn) ? 'aws-backup-continuous' : 'aws-backup',
      at: point.InitiationDate ?? point.CreationDate,
      automated: (point.CreatedBy?.BackupPlanId ?? null) !== null,
      encrypted: point.IsEncrypted,
      retentionDays: point.Lifecycle?.DeleteAfterDays ?? null,
    },
  ];
};

/** What an AWS Backup resource ARN names, in the words of the service that owns it. */
const originOf = (arn: string): Origin => {
  const [, , service = '', region = '', account = '', kind = '', name = ''] = arn.split(/[:/]/);
  if (service === 'rds' && (kind === 'db' || kind === 'cluster')) {
    return { type: 'database', kind: kind === 'db' ? 'instance' : 'cluster', account, region, name, resourceId: null };
  }
  if (service === 'ec2' && (kind === 'volume' || kind === 'instance')) return { type: kind, id: name };
  return { type: 'arn', arn };
};
