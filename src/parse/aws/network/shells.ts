import { z } from 'zod';
import type { ConnectEndpoint } from '../../../domain/network.ts';
import { many, maybe, text } from '../common.ts';

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_InstanceInformation.html */
export const instanceInformation = z.object({
  InstanceInformationList: many(z.object({ InstanceId: text, PingStatus: maybe(text) })),
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Ec2InstanceConnectEndpoint.html */
const endpoint = z
  .object({
    InstanceConnectEndpointId: text,
    VpcId: maybe(text),
    SubnetId: maybe(text),
    SecurityGroupIds: many(text),
    PreserveClientIp: maybe(z.boolean()),
    State: maybe(text),
  })
  .transform((value): readonly ConnectEndpoint[] => {
    if (/^(delete|create-failed)/.test(value.State ?? '')) return [];
    return [
      {
        id: value.InstanceConnectEndpointId,
        vpc: value.VpcId ?? '',
        subnet: value.SubnetId ?? '',
        groups: value.SecurityGroupIds,
        preservesClientIp: value.PreserveClientIp ?? false,
      },
    ];
  });

export const connectEndpoints = z
  .object({ InstanceConnectEndpoints: many(endpoint) })
  .transform(({ InstanceConnectEndpoints }) => ({ InstanceConnectEndpoints: InstanceConnectEndpoints.flat() }));

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetSerialConsoleAccessStatus.html */
export const serialConsole = z.object({ SerialConsoleAccessEnabled: z.boolean() });
