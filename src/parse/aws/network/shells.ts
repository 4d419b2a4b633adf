import { z } from 'zod';
import { many, maybe, text } from '../common.ts';

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_InstanceInformation.html */
export const instanceInformation = z.object({
  InstanceInformationList: many(z.object({ InstanceId: text, PingStatus: maybe(text) })),
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetSerialConsoleAccessStatus.html */
export const serialConsole = z.object({ SerialConsoleAccessEnabled: z.boolean() });
