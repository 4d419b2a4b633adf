import { defineAwsCollector } from '../collector.ts';

/** The root user's credentials, live. */
export default defineAwsCollector({
  key: 'aws.iam.summary',
  per: 'account',
  operations: ['iam:GetAccountSummary'],
  collect: async (aws) => {
    const answer = await aws.read('iam:GetAccountSummary');
    if (!answer.ok) return { items: [], gaps: [aws.gap('iam:GetAccountSummary', answer.gap)] };
    const { AccountMFAEnabled, AccountPasswordPresent, AccountAccessKeysPresent } = answer.value.SummaryMap;
    const { account } = aws;
    return {
      items: [
        {
          id: `arn:aws:iam::${account}:root`,
          account,
          region: 'global',
          tags: null,
          rootMfa: isPresent(AccountMFAEnabled),
          rootPassword: isPresent(AccountPasswordPresent),
          rootKeys: isPresent(AccountAccessKeysPresent),
        },
      ],
      gaps: [],
    };
  },
});

const isPresent = (count: number | null): boolean | null => (count === null ? null : count > 0);
