import { ListHostedZonesCommand, ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import type { Service } from './service.ts';

export const service: Service = {
  Client: Route53Client,
  commands: {
    ListHostedZones: ListHostedZonesCommand,
    ListResourceRecordSets: ListResourceRecordSetsCommand,
  },
};
