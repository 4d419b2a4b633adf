import { tableBackedUp } from '../../src/derive/backup/backed-up.ts';
import { indexRecovery } from '../../src/derive/backup/recovery-index.ts';
import { automatedReasons, sayAutomated } from '../../src/derive/backup/say-automated.ts';
import { defineCheck } from '../../src/domain/check.ts';

export default defineCheck({
  title: 'DynamoDB tables are backed up by a schedule',
  why: 'Backups that a person has to think of stop when the person is on leave.',
  decides: ['backup.automated'],
  stores: ['dynamodb'],
  needs: ['aws.dynamodb.tables', 'aws.dynamodb.recovery', 'aws.backup.recovery'],
  reasons: automatedReasons,
  whenEmpty: 'there is no DynamoDB table',
  notShown: ['that a recovery point can be restored: nothing was restored'],
  evaluate: (given, _, say) => {
    const find = indexRecovery([...given['aws.dynamodb.recovery'], ...given['aws.backup.recovery']]);
    return given['aws.dynamodb.tables'].map(tableBackedUp).map((item) => sayAutomated(item, find(item), say));
  },
});
