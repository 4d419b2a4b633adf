import check from '../../../checks/backup/efs-backup-frequency.ts';
import { testCheck } from '../../check-tester.ts';
import { frequencyRows, justMadeFrequency } from './frequency-rows.ts';
import { fileSystems } from './stores.ts';

testCheck('efs-backup-frequency', check, [...frequencyRows(fileSystems), justMadeFrequency(fileSystems)]);
