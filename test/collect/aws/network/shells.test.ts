import { expect, test } from 'vitest';
import collector from '../../../../src/collect/aws/network/shells.ts';
import { createPort } from '../../../../src/collect/aws/port.ts';
import { AwsFailure } from '../../../../src/collect/aws/transport.ts';
import type { JsonObject } from '../../../../src/collect/json.ts';

const place = { account: '111122223333', region: 'eu-west-1' };

const ANSWERS: Readonly<Record<string, JsonObject>> = {
  DescribeInstanceInformation: {
    InstanceInformationList: [
      { InstanceId: 'i-1', PingStatus: 'Online' },
      { InstanceId: 'mi-2', PingStatus: 'ConnectionLost' },
    ],
  },
  DescribeInstanceConnectEndpoints: {
    InstanceConnectEndpoints: [
      {
        InstanceConnectEndpointId: 'eice-1',
        InstanceConnectEndpointArn: 'arn:eice-1',
        PreserveClientIp: false,
        VpcId: 'vpc-1',
        SubnetId: 'subnet-1',
        SecurityGroupIds: ['sg-1'],
        State: 'create-complete',
      },
      {
        InstanceConnectEndpointId: 'eice-2',
        InstanceConnectEndpointArn: 'arn:eice-2',
        VpcId: 'vpc-1',
        SubnetId: 'subnet-1',
        State: 'delete-complete',
      },
    ],
  },
  GetSerialConsoleAccessStatus: { SerialConsoleAccessEnabled: true },
};

const collect = (denied: string | null) => {
  const send = async ({ operation }: { readonly operation: string }): Promise<JsonObject> => {
    if (operation === denied) throw new AwsFailure('UnauthorizedOperation', 'no', 403);
    return ANSWERS[operation] ?? {};
  };
  return collector.collect(createPort({ send }, new Map(), place, new Set()));
};

test('shells that IAM opens: instances online, endpoints in force, the serial console', async () => {
  const { items, gaps } = await collect(null);
  expect(gaps).toEqual([]);
  expect(items).toEqual([
    {
      ...place,
      managed: { ok: true, value: ['i-1'] },
      connectEndpoints: {
        ok: true,
        value: [{ id: 'eice-1', vpc: 'vpc-1', subnet: 'subnet-1', groups: ['sg-1'], preservesClientIp: false }],
      },
      serialConsole: { ok: true, value: true },
    },
  ]);
});

test.each([
  ['DescribeInstanceInformation', 'managed'],
  ['DescribeInstanceConnectEndpoints', 'connectEndpoints'],
  ['GetSerialConsoleAccessStatus', 'serialConsole'],
] as const)('%s denied leaves its own part unknown', async (operation, part) => {
  const { items } = await collect(operation);
  expect(items[0]?.[part]).toMatchObject({ ok: false, gap: { kind: 'denied' } });
});
