import { volumeBackedUp } from '../../src/derive/backup/backed-up.ts';
import { indexRecovery } from '../../src/derive/backup/recovery-index.ts';
import { automatedReasons, sayAutomated } from '../../src/derive/backup/say-automated.ts';
import { defineCheck } from '../../src/domain/check.ts';

export default defineCheck({
  title: 'EBS volumes are backed up by a schedule',
  why: 'Backups that a person has to think of stop when the person is on leave.',
  decides: ['backup.automated'],
  stores: ['ebs'],
  needs: ['aws.ebs.volumes', 'aws.ebs.recovery', 'aws.backup.recovery'],
  reasons: automatedReasons,
  whenEmpty: 'there is no EBS volume',
  notShown: ['that a recovery point can be restored: nothing was restored'],
  evaluate: (given, _, say) => {
    const find = indexRecovery([...given['aws.ebs.recovery'], ...given['aws.backup.recovery']]);
    return given['aws.ebs.volumes'].map(volumeBackedUp).map((item) => sayAutomated(item, find(item), say));
  },
});
