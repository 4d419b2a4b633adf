import { BackupClient, ListBackupVaultsCommand, ListRecoveryPointsByBackupVaultCommand } from '@aws-sdk/client-backup';
import type { Service } from './service.ts';

export const service: Service = {
  Client: BackupClient,
  commands: {
    ListBackupVaults: ListBackupVaultsCommand,
    ListRecoveryPointsByBackupVault: ListRecoveryPointsByBackupVaultCommand,
  },
};
