import { z } from 'zod';
import { instant, maybe, text } from './common.ts';

export const vaults = z.object({ BackupVaultList: z.array(z.object({ BackupVaultName: text })) });

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RecoveryPointByBackupVault.html */
const recoveryPoint = z.object({
  RecoveryPointArn: text,
  ResourceArn: text,
  ResourceType: maybe(text),
  Status: text,
  CreationDate: instant,
  InitiationDate: maybe(instant),
  IsEncrypted: maybe(z.boolean()),
  CreatedBy: maybe(z.object({ BackupPlanId: maybe(text) })),
  Lifecycle: maybe(z.object({ DeleteAfterDays: maybe(z.number()) })),
});

export const recoveryPoints = z.object({ RecoveryPoints: z.array(recoveryPoint) });
export type BackupRecoveryPoint = z.output<typeof recoveryPoint>;
