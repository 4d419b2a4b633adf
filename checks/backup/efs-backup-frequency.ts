import { fileSystemBackedUp } from '../../src/derive/backup/backed-up.ts';
import { indexRecovery } from '../../src/derive/backup/recovery-index.ts';
import { frequencyReasons, sayFrequency } from '../../src/derive/backup/say-frequency.ts';
import { defineCheck } from '../../src/domain/check.ts';

export default defineCheck({
  title: 'EFS file systems are backed up as often as claimed',
  why: 'A plan is an intention: only the recovery points that exist tell how much work a loss would cost.',
  decides: ['backup.frequency'],
  stores: ['efs'],
  needs: ['aws.efs.file-systems', 'aws.backup.recovery'],
  reasons: frequencyReasons,
  whenEmpty: 'there is no EFS file system',
  notShown: ['that a recovery point can be restored: nothing was restored'],
  evaluate: (given, { everySeconds }, say) => {
    const find = indexRecovery(given['aws.backup.recovery']);
    return given['aws.efs.file-systems']
      .map(fileSystemBackedUp)
      .map((item) => sayFrequency(item, find(item), everySeconds, say));
  },
});
