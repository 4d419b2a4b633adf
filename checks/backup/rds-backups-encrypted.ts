import { encryptedReasons, sayEncrypted } from '../../src/derive/backup/say-encrypted.ts';
import { defineCheck } from '../../src/domain/check.ts';

export default defineCheck({
  title: 'Snapshots and automated backups of databases are encrypted',
  why: 'A backup holds all the data of its source and is copied more freely.',
  decides: ['backup.encrypted'],
  stores: ['rds', 'documentdb', 'neptune'],
  needs: ['aws.rds.recovery'],
  reasons: encryptedReasons,
  whenEmpty: 'RDS keeps no backup of the claimed stores',
  evaluate: ({ 'aws.rds.recovery': recoveries }, { stores }, say) => sayEncrypted(recoveries, stores, say),
});
