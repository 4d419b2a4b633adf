import {
  type BackupClient,
  ListRecoveryPointsByBackupVaultCommand,
  type RecoveryPointByBackupVault,
} from '@aws-sdk/client-backup';

/** Every recovery point of the vault `main`, page by page. */
export const pointsOf = async (backup: BackupClient): Promise<readonly RecoveryPointByBackupVault[]> => {
  const points: RecoveryPointByBackupVault[] = [];
  let NextToken: string | undefined;
  do {
    const input = { BackupVaultName: 'main', MaxResults: 300, ...(NextToken ? { NextToken } : {}) };
    const page = await backup.send(new ListRecoveryPointsByBackupVaultCommand(input));
    points.push(...(page.RecoveryPoints ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return points;
};

/** Milliseconds between the two neighbours that are furthest apart. */
export const longestGap = (points: readonly RecoveryPointByBackupVault[]): number => {
  const times = points.map((point) => point.CreationDate?.getTime() ?? 0).sort((a, b) => a - b);
  return Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? 0)));
};

/** The points of each resource, in the order of the resources. */
export const byResource = (
  points: readonly RecoveryPointByBackupVault[],
): readonly (readonly RecoveryPointByBackupVault[])[] =>
  [...new Set(points.map((point) => point.ResourceArn))].map((arn) =>
    points.filter((point) => point.ResourceArn === arn),
  );
