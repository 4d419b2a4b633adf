import check from '../../../checks/backup/rds-backup-regions.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { instance, recovery, restoreWindow } from '../aws-items.ts';
import { ownRegionRows, regionRows } from './region-rows.ts';
import { databases } from './stores.ts';

testCheck('rds-backup-regions', check, [
  ...regionRows(databases),
  ...ownRegionRows(databases),
  {
    name: 'a replicated restore window',
    kind: 'backup.multi-region',
    with: { regions: 2, stores: ['rds'] },
    given: {
      'aws.rds.instances': slice(instance()),
      'aws.backup.recovery': slice(recovery()),
      'aws.rds.recovery': slice(
        recovery(),
        recovery({ id: 'b', region: 'us-west-2', windows: [restoreWindow({ region: 'us-west-2' })] }),
      ),
    },
    expect: 'pass',
    reasons: ['spread'],
  },
]);
