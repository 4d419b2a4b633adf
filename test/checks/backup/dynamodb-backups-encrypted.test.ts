import check from '../../../checks/backup/dynamodb-backups-encrypted.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { encryptedRows, points } from './encrypted-rows.ts';

testCheck(
  'dynamodb-backups-encrypted',
  check,
  encryptedRows({
    store: 'dynamodb',
    backups: points,
    given: (...regions) => ({ 'aws.dynamodb.recovery': slice(...regions) }),
  }),
);
