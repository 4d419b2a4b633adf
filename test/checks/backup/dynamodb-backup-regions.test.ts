import check from '../../../checks/backup/dynamodb-backup-regions.ts';
import { testCheck } from '../../check-tester.ts';
import { ownRegionRows, regionRows } from './region-rows.ts';
import { tables } from './stores.ts';

testCheck('dynamodb-backup-regions', check, [...regionRows(tables), ...ownRegionRows(tables)]);
