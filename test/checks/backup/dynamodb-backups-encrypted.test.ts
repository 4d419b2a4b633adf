import check from '../../../checks/backup/dynamodb-backups-encrypted.ts';
import { denied, slice, testCheck } from '../../check-tester.ts';
import { recovery, restorePoint } from '../aws-items.ts';

const claim = { stores: ['dynamodb'] } as const;

testCheck('dynamodb-backups-encrypted', check, [
  {
    name: 'encrypted',
    kind: 'backup.encrypted',
    with: claim,
    given: { 'aws.dynamodb.recovery': slice(recovery({ points: [restorePoint({ store: 'dynamodb' })] })) },
    expect: 'pass',
    reasons: ['encrypted'],
    says: ['all 1 backups'],
  },
  {
    name: 'one of two is plain',
    kind: 'backup.encrypted',
    with: claim,
    given: {
      'aws.dynamodb.recovery': slice(
        recovery({
          points: [
            restorePoint({ store: 'dynamodb' }),
            restorePoint({ store: 'dynamodb', id: 'plain-one', encrypted: false }),
          ],
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
      'aws.dynamodb.recovery': slice(
        recovery({
          points: [
            restorePoint({ store: 'dynamodb' }),
            restorePoint({ store: 'dynamodb', id: 'untold', encrypted: null }),
          ],
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
      'aws.dynamodb.recovery': slice(recovery({ points: [restorePoint({ store: 'neptune', encrypted: false })] })),
    },
    expect: 'notApplicable',
  },
  {
    name: 'encrypted, but part of the list could not be read',
    kind: 'backup.encrypted',
    with: claim,
    given: {
      'aws.dynamodb.recovery': slice(
        recovery({ points: [restorePoint({ store: 'dynamodb' })], missing: [denied('x:List')] }),
      ),
    },
    expect: 'unknown',
    reasons: ['encrypted', 'gap.denied'],
  },
  {
    name: 'the same in two regions is told twice',
    kind: 'backup.encrypted',
    with: claim,
    given: {
      'aws.dynamodb.recovery': slice(
        recovery({ points: [restorePoint({ store: 'dynamodb' })] }),
        recovery({ id: 'b', region: 'us-west-2', points: [restorePoint({ store: 'dynamodb', encrypted: false })] }),
      ),
    },
    expect: 'fail',
    reasons: ['encrypted', 'plain'],
    says: ['in us-west-2 are not encrypted'],
  },
  { name: 'nothing', kind: 'backup.encrypted', with: claim, given: {}, expect: 'notApplicable' },
]);
