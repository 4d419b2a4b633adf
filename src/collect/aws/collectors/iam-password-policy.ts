import type { PasswordPolicy } from '../../../domain/aws.ts';
import type { IamPasswordPolicy } from '../../../parse/aws/iam.ts';
import { defineAwsCollector } from '../collector.ts';

type Rules = Omit<PasswordPolicy, 'id' | 'account' | 'region' | 'tags'>;

export default defineAwsCollector({
  key: 'aws.iam.password-policy',
  per: 'account',
  operations: ['iam:GetAccountPasswordPolicy'],
  collect: async (aws) => {
    const answer = await aws.readOptional('iam:GetAccountPasswordPolicy');
    if (!answer.ok) return { items: [], gaps: [aws.gap('iam:GetAccountPasswordPolicy', answer.gap)] };
    const rules = answer.value === null ? awsDefault : toRules(answer.value.PasswordPolicy);
    const { account } = aws;
    return { items: [{ id: `${account}/password-policy`, account, region: 'global', tags: null, ...rules }], gaps: [] };
  },
});

/**
 * Where no policy is set: 8 characters of three of the four classes, none of them required by itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html#default-policy-details
 */
const awsDefault: Rules = {
  custom: false,
  minimumLength: 8,
  requireUppercase: false,
  requireLowercase: false,
  requireNumbers: false,
  requireSymbols: false,
  reusePrevention: 0,
  maxAgeDays: null,
};

const toRules = (policy: IamPasswordPolicy): Rules => ({
  custom: true,
  minimumLength: policy.MinimumPasswordLength,
  requireUppercase: policy.RequireUppercaseCharacters,
  requireLowercase: policy.RequireLowercaseCharacters,
  requireNumbers: policy.RequireNumbers,
  requireSymbols: policy.RequireSymbols,
  reusePrevention: policy.PasswordReusePrevention ?? 0,
  maxAgeDays: policy.ExpirePasswords ? policy.MaxPasswordAge : null,
});
