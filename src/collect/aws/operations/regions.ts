import { z } from 'zod';
import { text } from '../../../parse/aws/common.ts';
import { defineOperation } from '../operation.ts';

export const regions = {
  'ec2:DescribeRegions': defineOperation({
    action: 'ec2:DescribeRegions',
    global: true,
    output: z.object({ Regions: z.array(z.object({ RegionName: text.regex(/^[a-z0-9-]{3,40}$/) })) }),
  }),
};
