import { readPolicy } from '../../src/derive/policy/read-policy.ts';
import { refusesPlaintext } from '../../src/derive/policy/tls-only.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'S3 buckets refuse plaintext requests',
  why: 'S3 answers plain HTTP unless the policy of the bucket refuses it.',
  decides: ['transit.encryption'],
  needs: ['aws.s3.policies'],
  reasons: {
    'tls-only': { status: 'pass', text: 'the policy of bucket {name} refuses every request without TLS' },
    plain: {
      status: 'fail',
      text: 'bucket {name} answers plain HTTP: {why}',
      fix: 'Deny s3:* to everybody on the bucket and its objects where aws:SecureTransport is false.',
    },
  },
  whenEmpty: 'there is no S3 bucket',
  notShown: ['which version of TLS is asked for'],
  evaluate: ({ 'aws.s3.policies': buckets }, _, say) =>
    buckets.map((bucket) => {
      const subject = resource('s3-bucket', bucket);
      const { name, id } = bucket;
      const policy = readPolicy(bucket.policy);
      if (!policy.ok) return say.unread(subject, policy.gap);
      if (policy.value === null) return say.is(subject, 'plain', { name, why: 'it has no policy' });
      if (refusesPlaintext(policy.value, id)) return say.is(subject, 'tls-only', { name });
      return say.is(subject, 'plain', { name, why: 'no statement of its policy denies it all requests without TLS' });
    }),
});
