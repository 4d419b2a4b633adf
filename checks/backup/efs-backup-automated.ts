import { fileSystemBackedUp } from '../../src/derive/backup/backed-up.ts';
import { indexRecovery } from '../../src/derive/backup/recovery-index.ts';
import { automatedReasons, sayAutomated } from '../../src/derive/backup/say-automated.ts';
import { defineCheck } from '../../src/domain/check.ts';

export default defineCheck({
  title: 'EFS file systems are backed up by a schedule',
  why: 'Backups that a person has to think of stop when the person is on leave.',
  decides: ['backup.automated'],
  stores: ['efs'],
  needs: ['aws.efs.file-systems', 'aws.backup.recovery'],
  reasons: automatedReasons,
  whenEmpty: 'there is no EFS file system',
  notShown: ['that a recovery point can be restored: nothing was restored'],
  evaluate: (given, _, say) => {
    const find = indexRecovery(given['aws.backup.recovery']);
    return given['aws.efs.file-systems'].map(fileSystemBackedUp).map((item) => sayAutomated(item, find(item), say));
  },
});
