import type { Ec2Snapshot } from '../../../parse/aws/ebs.ts';
import type { AwsPort, Listed } from '../port.ts';

/** The account's own EBS snapshots. The filter is checked again: without it the list holds everybody's public ones. */
export const listOwnSnapshots = async (aws: AwsPort<'ec2:DescribeSnapshots'>): Promise<Listed<Ec2Snapshot>> => {
  const { items, gaps } = await aws.list('ec2:DescribeSnapshots', (page) => page.Snapshots, { OwnerIds: ['self'] });
  return { items: items.filter(({ OwnerId }) => OwnerId === aws.account), gaps };
};
