import check from '../../../checks/backup/ebs-backup-regions.ts';
import { testCheck } from '../../check-tester.ts';
import { ownRegionRows, regionRows } from './region-rows.ts';
import { volumes } from './stores.ts';

testCheck('ebs-backup-regions', check, [...regionRows(volumes), ...ownRegionRows(volumes)]);
