import { tableBackedUp } from '../../src/derive/backup/backed-up.ts';
import { indexRecovery } from '../../src/derive/backup/recovery-index.ts';
import { frequencyReasons, sayFrequency } from '../../src/derive/backup/say-frequency.ts';
import { defineCheck } from '../../src/domain/check.ts';

export default defineCheck({
  title: 'DynamoDB tables are backed up as often as claimed',
  why: 'A plan is an intention: only the recovery points that exist tell how much work a loss would cost.',
  decides: ['backup.frequency'],
  stores: ['dynamodb'],
  needs: ['aws.dynamodb.tables', 'aws.dynamodb.recovery', 'aws.backup.recovery'],
  reasons: frequencyReasons,
  whenEmpty: 'there is no DynamoDB table',
  notShown: ['that a recovery point can be restored: nothing was restored'],
  evaluate: (given, { everySeconds }, say) => {
    const find = indexRecovery([...given['aws.dynamodb.recovery'], ...given['aws.backup.recovery']]);
    return given['aws.dynamodb.tables']
      .map(tableBackedUp)
      .map((item) => sayFrequency(item, find(item), everySeconds, say));
  },
});
