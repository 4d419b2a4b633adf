import { encryptedReasons, sayEncrypted } from '../../src/derive/backup/say-encrypted.ts';
import { defineCheck } from '../../src/domain/check.ts';

export default defineCheck({
  title: 'Backups of DynamoDB tables are encrypted',
  why: 'A backup holds all the data of its source and is copied more freely.',
  decides: ['backup.encrypted'],
  stores: ['dynamodb'],
  needs: ['aws.dynamodb.recovery'],
  reasons: encryptedReasons,
  whenEmpty: 'DynamoDB keeps no backup',
  evaluate: ({ 'aws.dynamodb.recovery': recoveries }, { stores }, say) => sayEncrypted(recoveries, stores, say),
});
