import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import type { Service } from './service.ts';

export const service: Service = {
  Client: CloudTrailClient,
  commands: {
    DescribeTrails: DescribeTrailsCommand,
    GetEventSelectors: GetEventSelectorsCommand,
    GetTrailStatus: GetTrailStatusCommand,
  },
};
