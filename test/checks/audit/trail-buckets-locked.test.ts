import check from '../../../checks/audit/trail-buckets-locked.ts';
import { failedSlice, notRead, read, slice, testCheck } from '../../check-tester.ts';
import { logBucket } from '../aws-items.ts';

const row = { kind: 'audit.immutable', with: {} } as const;
const given = (...changes: readonly Parameters<typeof logBucket>[0][]) => ({
  'aws.cloudtrail.buckets': slice(...changes.map((one) => logBucket(one))),
});
const unlocked = { lock: read(null) } as const;
const mfa = read({ enabled: true, mfaDelete: true });

testCheck('trail-buckets-locked', check, [
  {
    name: 'locked',
    ...row,
    given: given({}),
    expect: 'pass',
    reasons: ['locked'],
    says: ['for 365 days (compliance)'],
  },
  {
    name: 'locked so that some may lift it',
    ...row,
    given: given({ lock: read({ compliance: false, days: 90 }) }),
    expect: 'pass',
    says: ['90 days (governance: who has s3:BypassGovernanceRetention can lift it)'],
  },
  {
    name: 'MFA delete',
    ...row,
    given: given({ ...unlocked, versioning: mfa }),
    expect: 'pass',
    reasons: ['mfa-delete'],
  },
  {
    name: 'MFA delete without versioning deletes nothing later, and protects nothing',
    ...row,
    given: given({ ...unlocked, versioning: read({ enabled: false, mfaDelete: true }) }),
    expect: 'fail',
    says: ['no versioning'],
  },
  {
    name: 'versioning alone',
    ...row,
    given: given(unlocked),
    expect: 'fail',
    reasons: ['deletable'],
    says: ['versioning alone, neither MFA delete nor Object Lock'],
  },
  { name: 'the lock was not read', ...row, given: given({ lock: notRead() }), expect: 'unknown' },
  { name: 'but MFA delete was', ...row, given: given({ lock: notRead(), versioning: mfa }), expect: 'pass' },
  {
    name: 'versioning was not read',
    ...row,
    given: given({ ...unlocked, versioning: notRead('s3:GetBucketVersioning') }),
    expect: 'unknown',
  },
  { name: 'but the lock was', ...row, given: given({ versioning: notRead() }), expect: 'pass' },
  {
    name: 'one bucket of two trails is one bucket',
    ...row,
    given: given({}, { trail: 'arn:other', region: 'eu-west-1' }),
    expect: 'pass',
    reasons: ['locked'],
  },
  {
    name: 'of two buckets one is open',
    ...row,
    given: given({}, { ...unlocked, id: 'arn:aws:s3:::more', name: 'more' }),
    expect: 'fail',
    reasons: ['deletable', 'locked'],
  },
  { name: 'trails could not be listed', ...row, given: { 'aws.cloudtrail.buckets': failedSlice() }, expect: 'unknown' },
  { name: 'no trail', ...row, given: {}, expect: 'notApplicable' },
]);
