import type { ShieldSubscription } from '../../../domain/aws.ts';
import type { Read } from '../../../domain/gap.ts';
import { known, mapRead } from '../../../domain/gap.ts';
import { defineAwsCollector } from '../collector.ts';
import type { AwsPort } from '../port.ts';

const operations = ['shield:GetSubscriptionState', 'shield:DescribeSubscription', 'shield:ListProtections'] as const;
type Port = AwsPort<(typeof operations)[number]>;

/** Shield Advanced: whether it is subscribed, for how long, and what it protects. Standard has no API. */
export default defineAwsCollector({
  key: 'aws.shield.subscription',
  per: 'account',
  operations,
  collect: async (aws) => {
    const { account } = aws;
    const state = await aws.read('shield:GetSubscriptionState');
    const advanced = mapRead(state, ({ SubscriptionState }) => SubscriptionState === 'ACTIVE');
    const none = advanced.ok && !advanced.value;
    const [term, protections] = none
      ? [known(null), known(null)]
      : await Promise.all([readTerm(aws), readProtections(aws)]);
    const id = `arn:aws:shield::${account}:subscription`;
    return { items: [{ id, account, region: 'global', tags: null, advanced, term, protections }], gaps: [] };
  },
});

const readTerm = async (aws: Port): Promise<ShieldSubscription['term']> =>
  mapRead(await aws.readOptional('shield:DescribeSubscription'), (value) =>
    value === null
      ? null
      : {
          endsAt: value.Subscription.EndTime,
          autoRenew: value.Subscription.AutoRenew === null ? null : value.Subscription.AutoRenew === 'ENABLED',
        },
  );

const readProtections = async (aws: Port): Promise<Read<readonly string[]>> => {
  const { items, gaps } = await aws.list('shield:ListProtections', (page) => page.Protections);
  const [missing] = gaps;
  return missing ? { ok: false, gap: missing.gap } : known(items.flatMap(({ ResourceArn }) => ResourceArn ?? []));
};
