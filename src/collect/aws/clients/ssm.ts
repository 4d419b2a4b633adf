import { DescribeInstanceInformationCommand, GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Service } from './service.ts';

export const service: Service = {
  Client: SSMClient,
  commands: {
    DescribeInstanceInformation: DescribeInstanceInformationCommand,
    GetParametersByPath: GetParametersByPathCommand,
  },
};
