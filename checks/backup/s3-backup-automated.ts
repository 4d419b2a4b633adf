import { bucketBackedUp } from '../../src/derive/backup/backed-up.ts';
import { indexRecovery } from '../../src/derive/backup/recovery-index.ts';
import { automatedReasons, sayAutomated } from '../../src/derive/backup/say-automated.ts';
import { defineCheck } from '../../src/domain/check.ts';

export default defineCheck({
  title: 'S3 buckets are backed up by a schedule',
  why: 'Backups that a person has to think of stop when the person is on leave.',
  decides: ['backup.automated'],
  stores: ['s3'],
  needs: ['aws.s3.buckets', 'aws.backup.recovery'],
  reasons: automatedReasons,
  whenEmpty: 'there is no S3 bucket',
  notShown: [
    'that a recovery point can be restored: nothing was restored',
    'versions and replicas of objects: they are no point in time to go back to',
  ],
  evaluate: (given, _, say) => {
    const find = indexRecovery(given['aws.backup.recovery']);
    return given['aws.s3.buckets'].map(bucketBackedUp).map((item) => sayAutomated(item, find(item), say));
  },
});
