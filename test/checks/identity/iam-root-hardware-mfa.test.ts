import check from '../../../checks/identity/iam-root-hardware-mfa.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { summary } from '../aws-items.ts';

const claim = { users: 'console', root: true, hardware: true } as const;
const kind = 'identity.mfa';
const device = (rootDeviceIsVirtual: boolean) => {
  const { id, account, region, tags } = summary();
  return slice({ id, account, region, tags, rootDeviceIsVirtual });
};

testCheck('iam-root-hardware-mfa', check, [
  {
    name: 'a factor and no virtual device',
    kind,
    with: claim,
    given: { 'aws.iam.summary': slice(summary()), 'aws.iam.root-device': device(false) },
    expect: 'pass',
    reasons: ['hardware'],
  },
  {
    name: 'a virtual device',
    kind,
    with: claim,
    given: { 'aws.iam.summary': slice(summary()), 'aws.iam.root-device': device(true) },
    expect: 'fail',
    reasons: ['virtual'],
  },
  {
    name: 'no factor at all',
    kind,
    with: claim,
    given: { 'aws.iam.summary': slice(summary({ rootMfa: false })), 'aws.iam.root-device': device(false) },
    expect: 'fail',
    reasons: ['none'],
  },
  {
    name: 'root cannot sign in',
    kind,
    with: claim,
    given: {
      'aws.iam.summary': slice(summary({ rootMfa: false, rootPassword: false })),
      'aws.iam.root-device': device(false),
    },
    expect: 'notApplicable',
  },
  {
    name: 'the summary does not say',
    kind,
    with: claim,
    given: { 'aws.iam.summary': slice(summary({ rootMfa: null })), 'aws.iam.root-device': device(false) },
    expect: 'unknown',
  },
  {
    name: 'devices could not be listed',
    kind,
    with: claim,
    given: { 'aws.iam.summary': slice(summary()), 'aws.iam.root-device': failedSlice() },
    expect: 'unknown',
    reasons: ['gap.denied'],
  },
]);
