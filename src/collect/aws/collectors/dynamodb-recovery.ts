import type { AwsPlace, Recovery, RestorePoint, RestoreWindow } from '../../../domain/aws.ts';
import type { DynamoBackup, DynamoContinuousBackups } from '../../../parse/aws/storage.ts';
import { defineAwsCollector } from '../collector.ts';

/** What DynamoDB itself can restore: point-in-time recovery of each table, and backups made on demand. */
export default defineAwsCollector({
  key: 'aws.dynamodb.recovery',
  per: 'region',
  operations: ['dynamodb:ListTables', 'dynamodb:DescribeContinuousBackups', 'dynamodb:ListBackups'],
  collect: async (aws) => {
    const { account, region } = aws;
    const tables = await aws.list('dynamodb:ListTables', (page) => page.TableNames);
    const [backups, continuous] = await Promise.all([
      tables.items.length === 0 && tables.gaps.length === 0
        ? { items: [], gaps: [] }
        : aws.list('dynamodb:ListBackups', (page) => page.BackupSummaries),
      Promise.all(
        tables.items.map(async (name) => ({
          arn: `arn:aws:dynamodb:${region}:${account}:table/${name}`,
          answer: await aws.read('dynamodb:DescribeContinuousBackups', { TableName: name }),
        })),
      ),
    ]);
    const item: Recovery = {
      id: `${account}/${region}`,
      account,
      region,
      tags: null,
      points: backups.items.flatMap((backup) => toPoint(backup, aws)),
      windows: continuous.flatMap(({ arn, answer }) =>
        answer.ok ? toWindow(arn, answer.value.ContinuousBackupsDescription, aws) : [],
      ),
      missing: [
        ...[tables, backups].flatMap(({ gaps }) => gaps.map(({ gap }) => gap)),
        ...continuous.flatMap(({ answer }) => (answer.ok ? [] : [answer.gap])),
      ],
    };
    return { items: [item], gaps: [] };
  },
});

/** A SYSTEM backup is made when its table is deleted: it belongs to no living table. */
const toPoint = (backup: DynamoBackup, { account, region }: AwsPlace): readonly RestorePoint[] => {
  const { BackupArn: id, TableArn: arn, BackupCreationDateTime: at, BackupStatus: status, BackupType: type } = backup;
  if (arn === null || at === null || type === 'SYSTEM' || (status !== null && status !== 'AVAILABLE')) return [];
  const of = { type: 'arn', arn } as const;
  const automated = type === 'AWS_BACKUP';
  return [
    { id, account, region, of, store: 'dynamodb', by: 'dynamodb', at, automated, encrypted: true, retentionDays: null },
  ];
};

const toWindow = (
  arn: string,
  described: DynamoContinuousBackups,
  { account, region }: AwsPlace,
): readonly RestoreWindow[] => {
  const recovery = described.PointInTimeRecoveryDescription;
  if (recovery?.PointInTimeRecoveryStatus !== 'ENABLED' || recovery.LatestRestorableDateTime === null) return [];
  const { EarliestRestorableDateTime: from, LatestRestorableDateTime: to, RecoveryPeriodInDays: days } = recovery;
  // DynamoDB encrypts every backup; how long it keeps them is 35 days where the answer does not say.
  return [
    {
      id: `${arn}/point-in-time`,
      account,
      region,
      of: { type: 'arn', arn },
      store: 'dynamodb',
      from,
      to,
      encrypted: true,
      retentionDays: days ?? 35,
    },
  ];
};
