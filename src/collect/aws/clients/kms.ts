import { DescribeKeyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import type { Service } from './service.ts';

export const service: Service = {
  Client: KMSClient,
  commands: {
    DescribeKey: DescribeKeyCommand,
    ListKeys: ListKeysCommand,
  },
};
