import { z } from 'zod';
import { text } from '../../../parse/aws/common.ts';
import { defineOperation } from '../operation.ts';

export const sts = {
  'sts:GetCallerIdentity': defineOperation({
    action: 'sts:GetCallerIdentity',
    global: true,
    output: z.object({ Account: text.regex(/^\d{12}$/), Arn: text }),
  }),
};
