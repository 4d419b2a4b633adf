import { encryptedReasons, sayEncrypted } from '../../src/derive/backup/say-encrypted.ts';
import { defineCheck } from '../../src/domain/check.ts';

export default defineCheck({
  title: 'EBS snapshots are encrypted',
  why: 'A backup holds all the data of its source and is copied more freely.',
  decides: ['backup.encrypted'],
  stores: ['ebs'],
  needs: ['aws.ebs.recovery'],
  reasons: encryptedReasons,
  whenEmpty: 'the account owns no EBS snapshot',
  evaluate: ({ 'aws.ebs.recovery': recoveries }, { stores }, say) => sayEncrypted(recoveries, stores, say),
});
