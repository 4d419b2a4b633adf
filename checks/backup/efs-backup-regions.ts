import { fileSystemBackedUp } from '../../src/derive/backup/backed-up.ts';
import { indexRecovery } from '../../src/derive/backup/recovery-index.ts';
import { regionReasons, sayRegions } from '../../src/derive/backup/say-regions.ts';
import { defineCheck } from '../../src/domain/check.ts';

export default defineCheck({
  title: 'Backups of EFS file systems exist in several regions',
  why: 'A region can fail or be emptied as a whole, and its backups with it.',
  decides: ['backup.multi-region'],
  stores: ['efs'],
  needs: ['aws.efs.file-systems', 'aws.backup.recovery'],
  reasons: regionReasons,
  whenEmpty: 'there is no EFS file system',
  notShown: ['copies in accounts and regions that were not read'],
  evaluate: (given, { regions }, say) => {
    const find = indexRecovery(given['aws.backup.recovery']);
    return given['aws.efs.file-systems']
      .map(fileSystemBackedUp)
      .map((item) => sayRegions(item, find(item), regions, say));
  },
});
