import { databasesBackedUp } from '../../src/derive/backup/backed-up.ts';
import { indexRecovery } from '../../src/derive/backup/recovery-index.ts';
import { frequencyReasons, sayFrequency } from '../../src/derive/backup/say-frequency.ts';
import { defineCheck } from '../../src/domain/check.ts';

export default defineCheck({
  title: 'Databases are backed up as often as claimed',
  why: 'A plan is an intention: only the recovery points that exist tell how much work a loss would cost.',
  decides: ['backup.frequency'],
  stores: ['rds', 'documentdb', 'neptune'],
  needs: ['aws.rds.instances', 'aws.rds.clusters', 'aws.rds.recovery', 'aws.backup.recovery'],
  reasons: frequencyReasons,
  whenEmpty: 'there is no database of the claimed stores',
  notShown: ['that a recovery point can be restored: nothing was restored'],
  evaluate: (given, { everySeconds, stores }, say) => {
    const find = indexRecovery([...given['aws.rds.recovery'], ...given['aws.backup.recovery']]);
    return databasesBackedUp(given['aws.rds.instances'], given['aws.rds.clusters'], stores).map((item) =>
      sayFrequency(item, find(item), everySeconds, say),
    );
  },
});
