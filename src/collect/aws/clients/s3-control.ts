import { GetPublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import type { Service } from './service.ts';

export const service: Service = {
  Client: S3ControlClient,
  commands: {
    GetPublicAccessBlock: GetPublicAccessBlockCommand,
  },
};
