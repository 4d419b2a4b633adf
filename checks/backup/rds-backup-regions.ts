import { databasesBackedUp } from '../../src/derive/backup/backed-up.ts';
import { indexRecovery } from '../../src/derive/backup/recovery-index.ts';
import { regionReasons, sayRegions } from '../../src/derive/backup/say-regions.ts';
import { defineCheck } from '../../src/domain/check.ts';

export default defineCheck({
  title: 'Backups of databases exist in several regions',
  why: 'A region can fail or be emptied as a whole, and its backups with it.',
  decides: ['backup.multi-region'],
  stores: ['rds', 'documentdb', 'neptune'],
  needs: ['aws.rds.instances', 'aws.rds.clusters', 'aws.rds.recovery', 'aws.backup.recovery'],
  reasons: regionReasons,
  whenEmpty: 'there is no database of the claimed stores',
  notShown: ['copies in accounts and regions that were not read'],
  evaluate: (given, { regions, stores }, say) => {
    const find = indexRecovery([...given['aws.rds.recovery'], ...given['aws.backup.recovery']]);
    return databasesBackedUp(given['aws.rds.instances'], given['aws.rds.clusters'], stores).map((item) =>
      sayRegions(item, find(item), regions, say),
    );
  },
});
