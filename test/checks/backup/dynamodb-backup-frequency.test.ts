import check from '../../../checks/backup/dynamodb-backup-frequency.ts';
import { testCheck } from '../../check-tester.ts';
import { frequencyRows, justMadeFrequency, ownFrequencyRows } from './frequency-rows.ts';
import { tables } from './stores.ts';

testCheck('dynamodb-backup-frequency', check, [
  ...frequencyRows(tables),
  justMadeFrequency(tables),
  ...ownFrequencyRows(tables),
]);
