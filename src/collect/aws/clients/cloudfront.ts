import { CloudFrontClient, GetVpcOriginCommand, ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import type { Service } from './service.ts';

export const service: Service = {
  Client: CloudFrontClient,
  commands: {
    GetVpcOrigin: GetVpcOriginCommand,
    ListDistributions: ListDistributionsCommand,
  },
};
