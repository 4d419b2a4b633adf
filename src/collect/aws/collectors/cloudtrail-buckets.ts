import type { LogBucket } from '../../../domain/aws.ts';
import { mapRead } from '../../../domain/gap.ts';
import type { CloudTrailTrail } from '../../../parse/aws/cloudtrail.ts';
import { defineAwsCollector } from '../collector.ts';
import type { AwsPort } from '../port.ts';

const operations = ['cloudtrail:DescribeTrails', 's3:GetBucketVersioning', 's3:GetObjectLockConfiguration'] as const;
type Port = AwsPort<(typeof operations)[number]>;

/** What keeps the log files of the trails that show in a region. Each bucket is asked in the home region of its trail, so once. */
export default defineAwsCollector({
  key: 'aws.cloudtrail.buckets',
  per: 'region',
  operations,
  collect: async (aws) => {
    const listed = await aws.read('cloudtrail:DescribeTrails');
    if (!listed.ok) return { items: [], gaps: [aws.gap('cloudtrail:DescribeTrails', listed.gap)] };
    const trails = listed.value.trailList;
    const nameless = trails.filter(({ S3BucketName }) => S3BucketName === null);
    return {
      items: await Promise.all(
        trails.flatMap((trail) => (trail.S3BucketName === null ? [] : [bucketOf(aws, trail, trail.S3BucketName)])),
      ),
      gaps: nameless.map(({ TrailARN }) =>
        aws.gap('cloudtrail:DescribeTrails', {
          kind: 'malformed',
          detail: `trail ${TrailARN} is listed without bucket`,
        }),
      ),
    };
  },
});

const bucketOf = async (aws: Port, trail: CloudTrailTrail, name: string): Promise<LogBucket> => {
  const { HomeRegion: region, TrailARN } = trail;
  const [versioning, lock] = await Promise.all([
    aws.read('s3:GetBucketVersioning', { Bucket: name }, { region }),
    aws.readOptional('s3:GetObjectLockConfiguration', { Bucket: name }, { region }),
  ]);
  return {
    id: `arn:aws:s3:::${name}`,
    account: aws.account,
    region,
    tags: null,
    name,
    trail: TrailARN,
    versioning: mapRead(versioning, ({ Status, MFADelete }) => ({
      enabled: Status === 'Enabled',
      mfaDelete: MFADelete === 'Enabled',
    })),
    lock: mapRead(lock, (answer) => {
      const retention = answer?.ObjectLockConfiguration.Rule?.DefaultRetention ?? null;
      if (answer?.ObjectLockConfiguration.ObjectLockEnabled !== 'Enabled' || retention === null) return null;
      const days = retention.Days ?? (retention.Years ?? 0) * 365;
      return days > 0 ? { compliance: retention.Mode === 'COMPLIANCE', days } : null;
    }),
  };
};
