import check from '../../../checks/backup/ebs-backup-automated.ts';
import { testCheck } from '../../check-tester.ts';
import { automatedRows, justMadeAutomated, ownAutomatedRows } from './automated-rows.ts';
import { volumes } from './stores.ts';

testCheck('ebs-backup-automated', check, [
  ...automatedRows(volumes),
  justMadeAutomated(volumes),
  ...ownAutomatedRows(volumes),
]);
