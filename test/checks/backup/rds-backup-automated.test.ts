import check from '../../../checks/backup/rds-backup-automated.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { instance, recovery } from '../aws-items.ts';
import { automatedRows, justMadeAutomated, ownAutomatedRows } from './automated-rows.ts';
import { databases } from './stores.ts';

testCheck('rds-backup-automated', check, [
  ...automatedRows(databases),
  justMadeAutomated(databases),
  ...ownAutomatedRows(databases),
  {
    name: 'point-in-time recovery',
    kind: 'backup.automated',
    with: { stores: ['rds'] },
    given: {
      'aws.rds.instances': slice(instance()),
      'aws.backup.recovery': slice(recovery()),
      'aws.rds.recovery': slice(recovery()),
    },
    expect: 'pass',
    reasons: ['automated'],
    says: ['point-in-time recovery'],
  },
]);
