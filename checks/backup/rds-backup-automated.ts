import { databasesBackedUp } from '../../src/derive/backup/backed-up.ts';
import { indexRecovery } from '../../src/derive/backup/recovery-index.ts';
import { automatedReasons, sayAutomated } from '../../src/derive/backup/say-automated.ts';
import { defineCheck } from '../../src/domain/check.ts';

export default defineCheck({
  title: 'Databases are backed up by a schedule',
  why: 'Backups that a person has to think of stop when the person is on leave.',
  decides: ['backup.automated'],
  stores: ['rds', 'documentdb', 'neptune'],
  needs: ['aws.rds.instances', 'aws.rds.clusters', 'aws.rds.recovery', 'aws.backup.recovery'],
  reasons: automatedReasons,
  whenEmpty: 'there is no database of the claimed stores',
  notShown: ['that a recovery point can be restored: nothing was restored'],
  evaluate: (given, { stores }, say) => {
    const find = indexRecovery([...given['aws.rds.recovery'], ...given['aws.backup.recovery']]);
    return databasesBackedUp(given['aws.rds.instances'], given['aws.rds.clusters'], stores).map((item) =>
      sayAutomated(item, find(item), say),
    );
  },
});
