import { ListWorkgroupsCommand, RedshiftServerlessClient } from '@aws-sdk/client-redshift-serverless';
import type { Service } from './service.ts';

export const service: Service = {
  Client: RedshiftServerlessClient,
  commands: {
    ListWorkgroups: ListWorkgroupsCommand,
  },
};
