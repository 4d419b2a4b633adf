import check from '../../../checks/backup/dynamodb-backup-automated.ts';
import { testCheck } from '../../check-tester.ts';
import { automatedRows, justMadeAutomated, ownAutomatedRows } from './automated-rows.ts';
import { tables } from './stores.ts';

testCheck('dynamodb-backup-automated', check, [
  ...automatedRows(tables),
  justMadeAutomated(tables),
  ...ownAutomatedRows(tables),
]);
