import {
  addresses,
  natGateways,
  snapshotAttribute,
  snapshotBlock,
  snapshots,
  volumes,
} from '../../../parse/aws/ebs.ts';
import { defineOperation, nextToken } from '../operation.ts';

export const ec2 = {
  'ec2:DescribeVolumes': defineOperation({
    action: 'ec2:DescribeVolumes',
    output: volumes,
    paging: nextToken({ MaxResults: 500 }),
  }),
  'ec2:DescribeSnapshots': defineOperation({
    action: 'ec2:DescribeSnapshots',
    output: snapshots,
    paging: nextToken({ MaxResults: 500 }),
  }),
  'ec2:DescribeSnapshotAttribute': defineOperation({
    action: 'ec2:DescribeSnapshotAttribute',
    output: snapshotAttribute,
  }),
  'ec2:GetSnapshotBlockPublicAccessState': defineOperation({
    action: 'ec2:GetSnapshotBlockPublicAccessState',
    output: snapshotBlock,
  }),
  'ec2:DescribeAddresses': defineOperation({ action: 'ec2:DescribeAddresses', output: addresses }),
  'ec2:DescribeNatGateways': defineOperation({
    action: 'ec2:DescribeNatGateways',
    output: natGateways,
    paging: nextToken({ MaxResults: 500 }),
  }),
};
