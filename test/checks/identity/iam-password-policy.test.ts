import check from '../../../checks/identity/iam-password-policy.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { passwordPolicy } from '../aws-items.ts';

const kind = 'identity.password-policy';
const claim = {
  minLength: 14,
  uppercase: true,
  lowercase: true,
  numbers: true,
  symbols: true,
  reusePrevention: 5,
} as const;
const policy = (change: Parameters<typeof passwordPolicy>[0]) => ({
  'aws.iam.password-policy': slice(passwordPolicy(change)),
});
const byDefault = {
  custom: false,
  minimumLength: 8,
  requireUppercase: false,
  requireLowercase: false,
  requireNumbers: false,
  requireSymbols: false,
  reusePrevention: 0,
} as const;

testCheck('iam-password-policy', check, [
  {
    name: 'stricter than claimed',
    kind,
    with: claim,
    given: policy({}),
    expect: 'pass',
    says: ['at least 16 characters'],
  },
  {
    name: 'exactly as claimed',
    kind,
    with: claim,
    given: policy({ minimumLength: 14, reusePrevention: 5 }),
    expect: 'pass',
  },
  {
    name: 'one character short',
    kind,
    with: claim,
    given: policy({ minimumLength: 13 }),
    expect: 'fail',
    says: ['minimum length 13 instead of 14'],
  },
  { name: 'reuse too early', kind, with: claim, given: policy({ reusePrevention: 4 }), expect: 'fail' },
  { name: 'symbols not required', kind, with: claim, given: policy({ requireSymbols: false }), expect: 'fail' },
  {
    name: 'symbols not claimed',
    kind,
    with: { ...claim, symbols: false },
    given: policy({ requireSymbols: false }),
    expect: 'pass',
  },
  {
    name: "no policy of the account's own",
    kind,
    with: claim,
    given: policy(byDefault),
    expect: 'fail',
    says: ["AWS's default password policy, as none is set,", 'no number required'],
  },
  {
    name: 'the default suffices for a weak claim',
    kind,
    with: { minLength: 8, uppercase: false, lowercase: false, numbers: false, symbols: false, reusePrevention: 0 },
    given: policy(byDefault),
    expect: 'pass',
  },
  {
    name: 'the call was denied',
    kind,
    with: claim,
    given: { 'aws.iam.password-policy': failedSlice() },
    expect: 'unknown',
  },
  { name: 'no account', kind, with: claim, given: {}, expect: 'notApplicable' },
]);
