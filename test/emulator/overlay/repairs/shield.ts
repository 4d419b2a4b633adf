import { errorAnswer, json } from '../answer.ts';
import type { Repair } from '../repair.ts';

const YEAR_S = 365 * 86_400;

export const shieldRepairs: readonly Repair[] = [
  {
    service: 'shield',
    operation: 'GetSubscriptionState',
    moto: 'not implemented',
    here: 'ACTIVE or INACTIVE, as seeded',
    answer: (_call, { shield }) => json({ SubscriptionState: shield === null ? 'INACTIVE' : 'ACTIVE' }),
  },
  {
    service: 'shield',
    operation: 'DescribeSubscription',
    moto: 'dates as text, which the SDK refuses',
    here: 'term and renewal as seeded, dates in epoch seconds',
    answer: (call, { shield }) =>
      shield === null
        ? errorAnswer(call, 400, 'ResourceNotFoundException', 'The subscription does not exist.')
        : json({
            Subscription: {
              StartTime: shield.since / 1000,
              EndTime: shield.endsAt / 1000,
              TimeCommitmentInSeconds: YEAR_S,
              AutoRenew: shield.autoRenew ? 'ENABLED' : 'DISABLED',
              Limits: [{ Type: 'MitigationCapacityUnits', Max: 10_000 }],
              ProactiveEngagementStatus: 'DISABLED',
              SubscriptionLimits: {
                ProtectionLimits: { ProtectedResourceTypeLimits: [{ Type: 'ELASTIC_IP_ADDRESS', Max: 100 }] },
                ProtectionGroupLimits: {
                  MaxProtectionGroups: 20,
                  PatternTypeLimits: { ArbitraryPatternLimits: { MaxMembers: 100 } },
                },
              },
              SubscriptionArn: `arn:aws:shield::${call.account}:subscription/claimcheck`,
            },
          }),
  },
];
