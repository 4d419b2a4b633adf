import { instanceInformation, serialConsole } from '../../../parse/aws/network/shells.ts';
import { defineOperation, nextToken } from '../operation.ts';

/** Shells that IAM opens, whatever the network says. */
export const shells = {
  'ssm:DescribeInstanceInformation': defineOperation({
    action: 'ssm:DescribeInstanceInformation',
    output: instanceInformation,
    paging: nextToken({ MaxResults: 50 }),
  }),
  'ec2:GetSerialConsoleAccessStatus': defineOperation({
    action: 'ec2:GetSerialConsoleAccessStatus',
    output: serialConsole,
  }),
};
