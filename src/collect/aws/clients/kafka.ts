import { KafkaClient, ListClustersV2Command } from '@aws-sdk/client-kafka';
import type { Service } from './service.ts';

export const service: Service = {
  Client: KafkaClient,
  commands: {
    ListClustersV2: ListClustersV2Command,
  },
};
