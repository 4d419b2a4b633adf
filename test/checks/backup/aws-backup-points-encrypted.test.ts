import check from '../../../checks/backup/aws-backup-points-encrypted.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { encryptedRows, points } from './encrypted-rows.ts';

testCheck(
  'aws-backup-points-encrypted',
  check,
  encryptedRows({
    store: 'ebs',
    backups: points,
    given: (...regions) => ({ 'aws.backup.recovery': slice(...regions) }),
  }),
);
