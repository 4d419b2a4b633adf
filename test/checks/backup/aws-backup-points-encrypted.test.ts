import check from '../../../checks/backup/aws-backup-points-encrypted.ts';
import { denied, slice, testCheck } from '../../check-tester.ts';
import { recovery, restorePoint } from '../aws-items.ts';

const claim = { stores: ['ebs'] } as const;

testCheck('aws-backup-points-encrypted', check, [
  {
    name: 'encrypted',
    kind: 'backup.encrypted',
    with: claim,
    given: { 'aws.backup.recovery': slice(recovery({ points: [restorePoint({ store: 'ebs' })] })) },
    expect: 'pass',
    reasons: ['encrypted'],
    says: ['all 1 backups'],
  },
  {
    name: 'one of two is plain',
    kind: 'backup.encrypted',
    with: claim,
    given: {
      'aws.backup.recovery': slice(
        recovery({
          points: [restorePoint({ store: 'ebs' }), restorePoint({ store: 'ebs', id: 'plain-one', encrypted: false })],
        }),
      ),
    },
    expect: 'fail',
    reasons: ['plain'],
    says: ['1 of 2 backups', 'plain-one'],
  },
  {
    name: 'the listing does not say',
    kind: 'backup.encrypted',
    with: claim,
    given: {
      'aws.backup.recovery': slice(
        recovery({
          points: [restorePoint({ store: 'ebs' }), restorePoint({ store: 'ebs', id: 'untold', encrypted: null })],
        }),
      ),
    },
    expect: 'unknown',
    reasons: ['gap.malformed'],
    says: ['untold'],
  },
  {
    name: 'plain, of a store that is not claimed',
    kind: 'backup.encrypted',
    with: claim,
    given: {
      'aws.backup.recovery': slice(recovery({ points: [restorePoint({ store: 'neptune', encrypted: false })] })),
    },
    expect: 'notApplicable',
  },
  {
    name: 'encrypted, but part of the list could not be read',
    kind: 'backup.encrypted',
    with: claim,
    given: {
      'aws.backup.recovery': slice(recovery({ points: [restorePoint({ store: 'ebs' })], missing: [denied('x:List')] })),
    },
    expect: 'unknown',
    reasons: ['encrypted', 'gap.denied'],
  },
  {
    name: 'the same in two regions is told twice',
    kind: 'backup.encrypted',
    with: claim,
    given: {
      'aws.backup.recovery': slice(
        recovery({ points: [restorePoint({ store: 'ebs' })] }),
        recovery({ id: 'b', region: 'us-west-2', points: [restorePoint({ store: 'ebs', encrypted: false })] }),
      ),
    },
    expect: 'fail',
    reasons: ['encrypted', 'plain'],
    says: ['in us-west-2 are not encrypted'],
  },
  { name: 'nothing', kind: 'backup.encrypted', with: claim, given: {}, expect: 'notApplicable' },
]);
