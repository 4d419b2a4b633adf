import { encryptedReasons, sayEncrypted } from '../../src/derive/backup/say-encrypted.ts';
import { defineCheck } from '../../src/domain/check.ts';

export default defineCheck({
  title: 'Recovery points in AWS Backup vaults are encrypted',
  why: 'A backup holds all the data of its source and is copied more freely.',
  decides: ['backup.encrypted'],
  stores: ['rds', 'documentdb', 'neptune', 'ebs', 'efs', 'dynamodb', 's3'],
  needs: ['aws.backup.recovery'],
  reasons: encryptedReasons,
  whenEmpty: 'no AWS Backup vault holds a recovery point of the claimed stores',
  evaluate: ({ 'aws.backup.recovery': recoveries }, { stores }, say) => sayEncrypted(recoveries, stores, say),
});
