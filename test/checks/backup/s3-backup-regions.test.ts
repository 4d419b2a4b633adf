import check from '../../../checks/backup/s3-backup-regions.ts';
import { testCheck } from '../../check-tester.ts';
import { regionRows } from './region-rows.ts';
import { buckets } from './stores.ts';

testCheck('s3-backup-regions', check, regionRows(buckets));
