import type { Bucket } from '../../../domain/aws.ts';
import type { ScopedGap } from '../../../domain/slice.ts';
import type { S3Bucket } from '../../../parse/aws/s3.ts';
import type { AwsPort, Listed } from '../port.ts';

/** The operations that listing buckets takes. */
export const listBuckets = ['s3:ListBuckets', 's3:GetBucketLocation'] as const;
type Port = AwsPort<(typeof listBuckets)[number]>;

/** All buckets of the account with their regions. A bucket whose region cannot be read is a gap: nothing else about it can be asked. */
export const bucketsOf = async (aws: Port): Promise<Listed<Bucket>> => {
  const { items, gaps } = await aws.list('s3:ListBuckets', (page) => page.Buckets);
  const placed = await Promise.all(items.map((bucket) => place(aws, bucket)));
  return {
    items: placed.flatMap((result) => ('name' in result ? [result] : [])),
    gaps: [...gaps, ...placed.flatMap((result) => ('name' in result ? [] : [result]))],
  };
};

const place = async (aws: Port, bucket: S3Bucket): Promise<Bucket | ScopedGap> => {
  const { Name: name, CreationDate: createdAt, BucketRegion: listed } = bucket;
  const region =
    listed === null ? await aws.read('s3:GetBucketLocation', { Bucket: name }) : { ok: true as const, value: listed };
  if (!region.ok) {
    const { what, ...rest } = aws.gap('s3:GetBucketLocation', region.gap);
    return { ...rest, what: `${what} ${name}` };
  }
  return { id: `arn:aws:s3:::${name}`, account: aws.account, region: region.value, tags: null, name, createdAt };
};
