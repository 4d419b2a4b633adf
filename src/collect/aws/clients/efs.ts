import {
  DescribeFileSystemsCommand,
  DescribeMountTargetSecurityGroupsCommand,
  DescribeMountTargetsCommand,
  EFSClient,
} from '@aws-sdk/client-efs';
import type { Service } from './service.ts';

export const service: Service = {
  Client: EFSClient,
  commands: {
    DescribeFileSystems: DescribeFileSystemsCommand,
    DescribeMountTargetSecurityGroups: DescribeMountTargetSecurityGroupsCommand,
    DescribeMountTargets: DescribeMountTargetsCommand,
  },
};
