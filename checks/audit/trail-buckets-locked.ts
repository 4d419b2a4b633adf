import { distinctBuckets } from '../../src/derive/aws/trails.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Nobody can delete log files for good',
  why: 'Whoever breaks in deletes the logs first; versions alone can be deleted by whoever may delete.',
  decides: ['audit.immutable'],
  needs: ['aws.cloudtrail.buckets'],
  reasons: {
    locked: {
      status: 'pass',
      text: 'Object Lock keeps every new log file in bucket {bucket} for {days} days ({mode})',
    },
    'mfa-delete': {
      status: 'pass',
      text: 'versions in bucket {bucket} can be deleted with the MFA of the root user only',
    },
    deletable: {
      status: 'fail',
      text: 'log files of {trail} in bucket {bucket} can be deleted for good: {versioning}, neither MFA delete nor Object Lock with a default retention',
      fix: 'aws s3api put-object-lock-configuration with a default retention in compliance mode, on the bucket of the trail.',
    },
  },
  whenEmpty: 'there is no trail',
  notShown: [
    'log files that are older than the lock',
    'copies in CloudWatch Logs',
    'who may stop the trail or change the lock for files to come',
  ],
  evaluate: ({ 'aws.cloudtrail.buckets': buckets }, _, say) =>
    distinctBuckets(buckets).map((item) => {
      const subject = resource('s3-bucket', item);
      const { name: bucket, trail, versioning, lock } = item;
      if (lock.ok && lock.value) {
        const mode = lock.value.compliance
          ? 'compliance'
          : 'governance: who has s3:BypassGovernanceRetention can lift it';
        return say.is(subject, 'locked', { bucket, days: lock.value.days, mode });
      }
      if (versioning.ok && versioning.value.enabled && versioning.value.mfaDelete)
        return say.is(subject, 'mfa-delete', { bucket });
      if (!lock.ok) return say.unread(subject, lock.gap);
      if (!versioning.ok) return say.unread(subject, versioning.gap);
      const told = versioning.value.enabled ? 'versioning alone' : 'no versioning';
      return say.is(subject, 'deletable', { bucket, trail, versioning: told });
    }),
});
