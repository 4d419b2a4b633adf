import check from '../../../checks/backup/ebs-backups-encrypted.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { encryptedRows, points } from './encrypted-rows.ts';

testCheck(
  'ebs-backups-encrypted',
  check,
  encryptedRows({ store: 'ebs', backups: points, given: (...regions) => ({ 'aws.ebs.recovery': slice(...regions) }) }),
);
