import { bucketBackedUp } from '../../src/derive/backup/backed-up.ts';
import { indexRecovery } from '../../src/derive/backup/recovery-index.ts';
import { frequencyReasons, sayFrequency } from '../../src/derive/backup/say-frequency.ts';
import { defineCheck } from '../../src/domain/check.ts';

export default defineCheck({
  title: 'S3 buckets are backed up as often as claimed',
  why: 'A plan is an intention: only the recovery points that exist tell how much work a loss would cost.',
  decides: ['backup.frequency'],
  stores: ['s3'],
  needs: ['aws.s3.buckets', 'aws.backup.recovery'],
  reasons: frequencyReasons,
  whenEmpty: 'there is no S3 bucket',
  notShown: [
    'that a recovery point can be restored: nothing was restored',
    'versions and replicas of objects: they are no point in time to go back to',
  ],
  evaluate: (given, { everySeconds }, say) => {
    const find = indexRecovery(given['aws.backup.recovery']);
    return given['aws.s3.buckets'].map(bucketBackedUp).map((item) => sayFrequency(item, find(item), everySeconds, say));
  },
});
