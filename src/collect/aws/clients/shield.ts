import {
  DescribeSubscriptionCommand,
  GetSubscriptionStateCommand,
  ListProtectionsCommand,
  ShieldClient,
} from '@aws-sdk/client-shield';
import type { Service } from './service.ts';

export const service: Service = {
  Client: ShieldClient,
  commands: {
    DescribeSubscription: DescribeSubscriptionCommand,
    GetSubscriptionState: GetSubscriptionStateCommand,
    ListProtections: ListProtectionsCommand,
  },
};
