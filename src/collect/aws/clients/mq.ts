import { DescribeBrokerCommand, ListBrokersCommand, MqClient } from '@aws-sdk/client-mq';
import type { Service } from './service.ts';

export const service: Service = {
  Client: MqClient,
  commands: {
    DescribeBroker: DescribeBrokerCommand,
    ListBrokers: ListBrokersCommand,
  },
};
