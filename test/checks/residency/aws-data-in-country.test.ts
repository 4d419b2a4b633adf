import check from '../../../checks/residency/aws-data-in-country.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { cluster, ebsSnapshot, fileSystem, instance, place, snapshot, table, volume } from '../aws-items.ts';

const kind = 'residency.country';
const us = { country: 'US' } as const;
const eu = { country: 'EU' } as const;
const bucket = (region: string) =>
  slice({ id: `arn:aws:s3:::${region}`, ...place, region, tags: null, name: `b-${region}`, createdAt: null });

testCheck('aws-data-in-country', check, [
  {
    name: 'everything at home',
    kind,
    with: us,
    given: {
      'aws.rds.instances': slice(instance()),
      'aws.rds.clusters': slice(cluster({ region: 'us-west-2' })),
      'aws.rds.snapshots': slice(snapshot()),
      'aws.s3.buckets': bucket('us-gov-west-1'),
      'aws.ebs.volumes': slice(volume()),
      'aws.ebs.snapshots': slice(ebsSnapshot()),
      'aws.efs.file-systems': slice(fileSystem()),
      'aws.dynamodb.tables': slice(table()),
    },
    expect: 'pass',
  },
  {
    name: 'one bucket abroad',
    kind,
    with: us,
    given: { 'aws.rds.instances': slice(instance()), 'aws.s3.buckets': bucket('eu-central-1') },
    expect: 'fail',
    reasons: ['within', 'abroad'],
    says: ['b-eu-central-1 lies in eu-central-1 (DE), not in US'],
  },
  {
    name: 'a forgotten snapshot abroad',
    kind,
    with: us,
    given: { 'aws.ebs.snapshots': slice(ebsSnapshot({ region: 'eu-west-1' })) },
    expect: 'fail',
  },
  { name: 'the Union is one', kind, with: eu, given: { 'aws.s3.buckets': bucket('eu-west-1') }, expect: 'pass' },
  {
    name: 'London and Zürich are not in it',
    kind,
    with: eu,
    given: { 'aws.s3.buckets': bucket('eu-west-2'), 'aws.rds.instances': slice(instance({ region: 'eu-central-2' })) },
    expect: 'fail',
    reasons: ['abroad', 'abroad'],
  },
  {
    name: 'a region that we do not know',
    kind,
    with: us,
    given: { 'aws.s3.buckets': bucket('us-moon-1') },
    expect: 'unknown',
  },
  {
    name: 'a region could not be read',
    kind,
    with: us,
    given: { 'aws.rds.instances': failedSlice(), 'aws.s3.buckets': bucket('us-east-1') },
    expect: 'unknown',
  },
  { name: 'no data', kind, with: us, given: {}, expect: 'notApplicable' },
]);
