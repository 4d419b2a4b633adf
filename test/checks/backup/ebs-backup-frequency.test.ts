import check from '../../../checks/backup/ebs-backup-frequency.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { day, hour, recovery, series, volume } from '../aws-items.ts';
import { frequencyRows, justMadeFrequency, ownFrequencyRows } from './frequency-rows.ts';
import { volumes } from './stores.ts';

const claim = { everySeconds: 3600, stores: ['ebs'] } as const;

testCheck('ebs-backup-frequency', check, [
  ...frequencyRows(volumes),
  justMadeFrequency(volumes),
  ...ownFrequencyRows(volumes),
  {
    name: 'snapshots thinned out, or missed',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(recovery()),
      'aws.ebs.recovery': slice(
        recovery({
          points: [
            ...series(hour, day, { by: 'ebs', retentionDays: null }),
            ...series(day, 6 * day, { by: 'ebs', retentionDays: null }, 2 * day),
          ],
        }),
      ),
    },
    expect: 'unknown',
    reasons: ['gap.inconclusive'],
    says: ['thinning out'],
  },
  {
    name: 'snapshots of Data Lifecycle Manager and an EC2 backup that holds the volume',
    kind: 'backup.frequency',
    with: { ...claim, everySeconds: 43_200 },
    given: {
      'aws.ebs.volumes': slice(volume()),
      'aws.backup.recovery': slice(recovery({ points: series(day, 9 * day, { of: { type: 'instance', id: 'i-1' } }) })),
      'aws.ebs.recovery': slice(
        recovery({ points: series(day, 9 * day, { by: 'lifecycle-manager', retentionDays: null }, day) }),
      ),
    },
    expect: 'pass',
    reasons: ['kept'],
  },
]);
