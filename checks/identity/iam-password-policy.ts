import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'The password policy of the account is at least as strict as claimed',
  why: "Without a policy of its own an account takes AWS's default: 8 characters, no rule on reuse.",
  decides: ['identity.password-policy'],
  needs: ['aws.iam.password-policy'],
  reasons: {
    strict: {
      status: 'pass',
      text: 'passwords in account {account} have at least {length} characters and meet the other claimed rules',
    },
    weak: {
      status: 'fail',
      text: '{policy} of account {account} is weaker than claimed: {lacks}',
      fix: 'aws iam update-account-password-policy with the missing rules.',
    },
  },
  whenEmpty: 'no account was read',
  notShown: [
    'the policy binds IAM users only, not users of single sign-on',
    'passwords set before the policy stay until they are changed',
  ],
  evaluate: ({ 'aws.iam.password-policy': policies }, claimed, say) =>
    policies.map((policy) => {
      const { account, minimumLength: length, reusePrevention } = policy;
      const subject = resource('password-policy', policy);
      const lacks = [
        ...(length < claimed.minLength ? [`minimum length ${length} instead of ${claimed.minLength}`] : []),
        ...(claimed.uppercase && !policy.requireUppercase ? ['no upper-case letter required'] : []),
        ...(claimed.lowercase && !policy.requireLowercase ? ['no lower-case letter required'] : []),
        ...(claimed.numbers && !policy.requireNumbers ? ['no number required'] : []),
        ...(claimed.symbols && !policy.requireSymbols ? ['no symbol required'] : []),
        ...(reusePrevention < claimed.reusePrevention
          ? [`${reusePrevention} earlier passwords refused instead of ${claimed.reusePrevention}`]
          : []),
      ];
      const detail = { measured: { minimumLength: length, reusePrevention }, badness: lacks.length };
      if (lacks.length === 0) return say.is(subject, 'strict', { account, length }, detail);
      const name = policy.custom ? 'the password policy' : "AWS's default password policy, as none is set,";
      return say.is(subject, 'weak', { account, policy: name, lacks: lacks.join('; ') }, detail);
    }),
});
