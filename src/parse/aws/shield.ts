import { z } from 'zod';
import { instant, maybe, text } from './common.ts';

export const subscriptionState = z.object({ SubscriptionState: z.enum(['ACTIVE', 'INACTIVE']) });

/** https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_Subscription.html */
export const subscription = z.object({
  Subscription: z.object({ EndTime: maybe(instant), AutoRenew: maybe(z.enum(['ENABLED', 'DISABLED'])) }),
});

export const protections = z.object({ Protections: z.array(z.object({ ResourceArn: maybe(text) })) });
