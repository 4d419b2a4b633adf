import { eventSelectors, trailStatus, trails } from '../../../parse/aws/cloudtrail.ts';
import { defineOperation } from '../operation.ts';

export const cloudtrail = {
  'cloudtrail:DescribeTrails': defineOperation({ action: 'cloudtrail:DescribeTrails', output: trails }),
  'cloudtrail:GetTrailStatus': defineOperation({ action: 'cloudtrail:GetTrailStatus', output: trailStatus }),
  'cloudtrail:GetEventSelectors': defineOperation({ action: 'cloudtrail:GetEventSelectors', output: eventSelectors }),
};
