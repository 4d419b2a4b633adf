import { defineAwsCollector } from '../collector.ts';
import { bucketsOf, listBuckets } from './listed-buckets.ts';

export default defineAwsCollector({
  key: 'aws.s3.buckets',
  per: 'account',
  operations: listBuckets,
  collect: bucketsOf,
});
