import check from '../../../checks/identity/iam-user-mfa.ts';
import { failedSlice, notRead, read, slice, testCheck } from '../../check-tester.ts';
import { user } from '../aws-items.ts';

const kind = 'identity.mfa';
const console = { users: 'console', root: true, hardware: false } as const;
const all = { ...console, users: 'all' } as const;
const hardware = { ...console, hardware: true } as const;
const users = (...change: readonly Parameters<typeof user>[0][]) => ({
  'aws.iam.users': slice(...change.map((one) => user(one))),
});

testCheck('iam-user-mfa', check, [
  {
    name: 'a password and a device',
    kind,
    with: console,
    given: users({}),
    expect: 'pass',
    says: ['alice (console password)'],
  },
  {
    name: 'one of two has no device',
    kind,
    with: console,
    given: users({}, { name: 'bob', mfaDevices: read([]) }),
    expect: 'fail',
    reasons: ['mfa', 'no-mfa'],
    says: ['user bob (console password) has no second factor'],
  },
  {
    name: 'a user with keys only is not meant by console',
    kind,
    with: console,
    given: users({ consolePassword: read(false), activeKeys: read(1), mfaDevices: read([]) }),
    expect: 'notApplicable',
  },
  {
    name: 'a user with keys only is meant by all',
    kind,
    with: all,
    given: users({ consolePassword: read(false), activeKeys: read(1), mfaDevices: read([]) }),
    expect: 'fail',
    says: ['alice (access keys)'],
  },
  {
    name: 'a user with nothing needs nothing',
    kind,
    with: all,
    given: users({ consolePassword: read(false), mfaDevices: read([]) }),
    expect: 'notApplicable',
  },
  {
    name: 'a hardware token',
    kind,
    with: hardware,
    given: users({ mfaDevices: read(['hardware']) }),
    expect: 'pass',
    says: ['hardware'],
  },
  {
    name: 'a hardware token beside a virtual device',
    kind,
    with: hardware,
    given: users({ mfaDevices: read(['hardware', 'virtual']) }),
    expect: 'fail',
    reasons: ['not-hardware'],
  },
  {
    name: 'devices could not be read',
    kind,
    with: console,
    given: users({ mfaDevices: notRead('iam:ListMFADevices') }),
    expect: 'unknown',
    says: ['iam:ListMFADevices'],
  },
  {
    name: 'the password could not be read, no device',
    kind,
    with: console,
    given: users({ consolePassword: notRead('iam:GetLoginProfile'), mfaDevices: read([]) }),
    expect: 'unknown',
  },
  {
    name: 'the password could not be read, but a device is there',
    kind,
    with: console,
    given: users({ consolePassword: notRead('iam:GetLoginProfile') }),
    expect: 'pass',
  },
  {
    name: 'keys could not be read, no device',
    kind,
    with: all,
    given: users({ consolePassword: read(false), activeKeys: notRead('iam:ListAccessKeys'), mfaDevices: read([]) }),
    expect: 'unknown',
  },
  {
    name: 'users could not be listed',
    kind,
    with: console,
    given: { 'aws.iam.users': failedSlice() },
    expect: 'unknown',
  },
  { name: 'no users', kind, with: console, given: {}, expect: 'notApplicable' },
]);
