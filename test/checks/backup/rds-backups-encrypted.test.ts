import check from '../../../checks/backup/rds-backups-encrypted.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { encryptedRows, windows } from './encrypted-rows.ts';

testCheck(
  'rds-backups-encrypted',
  check,
  encryptedRows({ store: 'rds', backups: windows, given: (...regions) => ({ 'aws.rds.recovery': slice(...regions) }) }),
);
