import check from '../../../checks/identity/iam-root-mfa.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { summary } from '../aws-items.ts';

const claim = { users: 'console', root: true, hardware: false } as const;
const kind = 'identity.mfa';

testCheck('iam-root-mfa', check, [
  {
    name: 'a second factor',
    kind,
    with: claim,
    given: { 'aws.iam.summary': slice(summary()) },
    expect: 'pass',
    reasons: ['mfa'],
  },
  {
    name: 'a second factor counts even where nothing else is told',
    kind,
    with: claim,
    given: { 'aws.iam.summary': slice(summary({ rootPassword: null, rootKeys: null })) },
    expect: 'pass',
    reasons: ['mfa'],
  },
  {
    name: 'a password without a second factor',
    kind,
    with: claim,
    given: { 'aws.iam.summary': slice(summary({ rootMfa: false })) },
    expect: 'fail',
    reasons: ['no-mfa'],
    says: ['has a password and no second factor'],
  },
  {
    name: 'access keys without a second factor, password not told',
    kind,
    with: claim,
    given: { 'aws.iam.summary': slice(summary({ rootMfa: false, rootPassword: null, rootKeys: true })) },
    expect: 'fail',
    says: ['has access keys and no second factor'],
  },
  {
    name: 'no password and no keys: nothing to guard',
    kind,
    with: claim,
    given: { 'aws.iam.summary': slice(summary({ rootMfa: false, rootPassword: false })) },
    expect: 'notApplicable',
  },
  {
    name: 'the answer lacks AccountMFAEnabled',
    kind,
    with: claim,
    given: { 'aws.iam.summary': slice(summary({ rootMfa: null })) },
    expect: 'unknown',
    says: ['AccountMFAEnabled'],
  },
  {
    name: 'the answer lacks AccountPasswordPresent',
    kind,
    with: claim,
    given: { 'aws.iam.summary': slice(summary({ rootMfa: false, rootPassword: null })) },
    expect: 'unknown',
    says: ['AccountPasswordPresent'],
  },
  {
    name: 'the answer lacks AccountAccessKeysPresent',
    kind,
    with: claim,
    given: { 'aws.iam.summary': slice(summary({ rootMfa: false, rootPassword: false, rootKeys: null })) },
    expect: 'unknown',
    says: ['AccountAccessKeysPresent'],
  },
  { name: 'the call was denied', kind, with: claim, given: { 'aws.iam.summary': failedSlice() }, expect: 'unknown' },
]);
