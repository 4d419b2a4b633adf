import check from '../../../checks/backup/dynamodb-backup-frequency.ts';
import { denied, failedSlice, slice, testCheck } from '../../check-tester.ts';
import { ago, day, hour, recovery, restorePoint, series, table } from '../aws-items.ts';

const claim = { everySeconds: 3600, stores: ['dynamodb'] } as const;
const of = { type: 'arn', arn: 'arn:aws:dynamodb:us-east-1:111111111111:table/sessions' } as const;

testCheck('dynamodb-backup-frequency', check, [
  {
    name: 'hourly recovery points of AWS Backup',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.dynamodb.tables': slice(table()),
      'aws.backup.recovery': slice(recovery({ points: series(hour, 8 * day, { of }) })),
      'aws.dynamodb.recovery': slice(recovery()),
    },
    expect: 'pass',
    reasons: ['kept'],
    says: ['1h at most between recovery points'],
  },
  {
    name: 'six-hourly ones against a claim of one hour',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.dynamodb.tables': slice(table()),
      'aws.backup.recovery': slice(recovery({ points: series(6 * hour, 8 * day, { of }) })),
      'aws.dynamodb.recovery': slice(recovery()),
    },
    expect: 'fail',
    reasons: ['gap'],
    says: ['6h without a recovery point'],
  },
  {
    name: 'the last one is from the day before yesterday',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.dynamodb.tables': slice(table()),
      'aws.backup.recovery': slice(recovery({ points: series(hour, 8 * day, { of }, 40 * hour) })),
      'aws.dynamodb.recovery': slice(recovery()),
    },
    expect: 'fail',
    reasons: ['gap'],
    says: ['40h without'],
  },
  {
    name: 'a short but seamless history',
    kind: 'backup.frequency',
    with: { ...claim, everySeconds: 86_400 },
    given: {
      'aws.dynamodb.tables': slice(table()),
      'aws.backup.recovery': slice(recovery({ points: series(day, 5 * day, { of, retentionDays: null }) })),
      'aws.dynamodb.recovery': slice(recovery()),
    },
    expect: 'pass',
    reasons: ['kept-briefly'],
  },
  {
    name: 'nothing',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.dynamodb.tables': slice(table()),
      'aws.backup.recovery': slice(recovery()),
      'aws.dynamodb.recovery': slice(recovery()),
    },
    expect: 'fail',
    reasons: ['none'],
  },
  {
    name: 'nothing, but the vaults could not be listed',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.dynamodb.tables': slice(table()),
      'aws.backup.recovery': slice(recovery({ missing: [denied('backup:ListBackupVaults')] })),
      'aws.dynamodb.recovery': slice(recovery()),
    },
    expect: 'unknown',
    reasons: ['gap.denied'],
    says: ['backup:ListBackupVaults'],
  },
  {
    name: 'a gap, but the vaults of another region could not be listed',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.dynamodb.tables': slice(table()),
      'aws.backup.recovery': slice(
        recovery({ points: series(6 * hour, 8 * day, { of }) }),
        recovery({ id: 'b', region: 'us-west-2', missing: [denied('backup:ListBackupVaults')] }),
      ),
      'aws.dynamodb.recovery': slice(recovery()),
    },
    expect: 'unknown',
    reasons: ['gap.denied'],
  },
  {
    name: 'kept, though the vaults of another region could not be listed',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.dynamodb.tables': slice(table()),
      'aws.backup.recovery': slice(
        recovery({ points: series(hour, 8 * day, { of }) }),
        recovery({ id: 'b', region: 'us-west-2', missing: [denied('backup:ListBackupVaults')] }),
      ),
      'aws.dynamodb.recovery': slice(recovery()),
    },
    expect: 'pass',
    reasons: ['kept'],
  },
  {
    name: 'too few points to tell',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.dynamodb.tables': slice(table()),
      'aws.backup.recovery': slice(recovery({ points: series(hour, 2 * hour, { of, retentionDays: null }) })),
      'aws.dynamodb.recovery': slice(recovery()),
    },
    expect: 'unknown',
    reasons: ['gap.inconclusive'],
    says: ['too short'],
  },
  {
    name: 'a continuous backup whose end nobody tells',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.dynamodb.tables': slice(table()),
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ of, by: 'aws-backup-continuous', at: ago(20 * day) })] }),
      ),
      'aws.dynamodb.recovery': slice(recovery()),
    },
    expect: 'unknown',
    reasons: ['gap.inconclusive'],
  },
  {
    name: 'the stores could not be listed',
    kind: 'backup.frequency',
    with: claim,
    given: { 'aws.dynamodb.tables': failedSlice() },
    expect: 'unknown',
  },
  { name: 'no such store', kind: 'backup.frequency', with: claim, given: {}, expect: 'notApplicable' },
  {
    name: 'made ten minutes ago',
    kind: 'backup.frequency',
    with: claim,
    given: {
      'aws.dynamodb.tables': slice(table({ createdAt: ago(hour / 6) })),
      'aws.backup.recovery': slice(recovery()),
      'aws.dynamodb.recovery': slice(recovery()),
    },
    expect: 'unknown',
    reasons: ['gap.inconclusive'],
    says: ['nothing was due yet'],
  },
]);
