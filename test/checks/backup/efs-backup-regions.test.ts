import check from '../../../checks/backup/efs-backup-regions.ts';
import { testCheck } from '../../check-tester.ts';
import { regionRows } from './region-rows.ts';
import { fileSystems } from './stores.ts';

testCheck('efs-backup-regions', check, regionRows(fileSystems));
