import type { Read } from '../../../domain/gap.ts';
import { known, unread } from '../../../domain/gap.ts';
import { defineAwsCollector } from '../collector.ts';
import type { AwsPort } from '../port.ts';

const operations = [
  'efs:DescribeFileSystems',
  'efs:DescribeMountTargets',
  'efs:DescribeMountTargetSecurityGroups',
] as const;
type Port = AwsPort<(typeof operations)[number]>;

/** EFS file systems with the security groups in front of their mount targets. */
export default defineAwsCollector({
  key: 'aws.efs.mounts',
  per: 'region',
  operations,
  collect: async (aws) => {
    const { account, region } = aws;
    const { items, gaps } = await aws.list('efs:DescribeFileSystems', (page) => page.FileSystems);
    const read = items.map(async (system) => ({
      id: system.FileSystemArn ?? system.FileSystemId,
      account,
      region,
      tags: system.Tags,
      name: system.Name ?? system.FileSystemId,
      groups: await groupsOf(aws, system.FileSystemId),
    }));
    return { items: await Promise.all(read), gaps };
  },
});

const groupsOf = async (aws: Port, FileSystemId: string): Promise<Read<readonly string[]>> => {
  const targets = await aws.list('efs:DescribeMountTargets', (page) => page.MountTargets, { FileSystemId });
  const [gap] = targets.gaps;
  if (gap !== undefined) return unread(gap.gap);
  const groups = new Set<string>();
  for (const { MountTargetId } of targets.items) {
    const answer = await aws.read('efs:DescribeMountTargetSecurityGroups', { MountTargetId });
    if (!answer.ok) return answer;
    for (const group of answer.value.SecurityGroups) groups.add(group);
  }
  return known([...groups].toSorted());
};
