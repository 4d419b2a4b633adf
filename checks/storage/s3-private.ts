import { waysInto } from '../../src/derive/policy/bucket.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'No S3 bucket is open to strangers',
  why: 'A public bucket is found by scanners within hours.',
  decides: ['storage.private'],
  stores: ['s3'],
  needs: ['aws.s3.access'],
  reasons: {
    private: { status: 'pass', text: 'bucket {name} lets no stranger in, by policy or ACL' },
    policy: {
      status: 'fail',
      text: 'the policy of bucket {name} lets {who} {can}',
      fix: 'Turn on block public access (aws s3api put-public-access-block), or name the callers in the policy.',
    },
    acl: {
      status: 'fail',
      text: 'the ACL of bucket {name} gives {who} {can}',
      fix: 'Turn on block public access, or enforce bucket-owner ownership so that ACLs have no effect.',
    },
  },
  whenEmpty: 'there is no S3 bucket',
  notShown: [
    'objects that CloudFront serves from a private bucket',
    'presigned links, which share single objects',
    'multi-region and object-lambda access points',
  ],
  evaluate: ({ 'aws.s3.access': buckets }, _, say) =>
    buckets.map((bucket) => {
      const subject = resource('s3-bucket', bucket);
      const { name } = bucket;
      const ways = waysInto(bucket, say.now);
      const open = ways.flatMap((way) => (way.ok && way.value ? [way.value] : []))[0];
      if (open) return say.is(subject, open.by, { name, who: open.who, can: open.can });
      const missing = ways.flatMap((way) => (way.ok ? [] : [way.gap]))[0];
      return missing ? say.unread(subject, missing) : say.is(subject, 'private', { name });
    }),
});
