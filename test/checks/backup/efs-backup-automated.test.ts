import check from '../../../checks/backup/efs-backup-automated.ts';
import { testCheck } from '../../check-tester.ts';
import { automatedRows, justMadeAutomated } from './automated-rows.ts';
import { fileSystems } from './stores.ts';

testCheck('efs-backup-automated', check, [...automatedRows(fileSystems), justMadeAutomated(fileSystems)]);
