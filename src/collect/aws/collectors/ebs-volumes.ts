import type { AwsPlace, Volume } from '../../../domain/aws.ts';
import type { Ec2Volume } from '../../../parse/aws/ebs.ts';
import { defineAwsCollector } from '../collector.ts';

export default defineAwsCollector({
  key: 'aws.ebs.volumes',
  per: 'region',
  operations: ['ec2:DescribeVolumes'],
  collect: async (aws) => {
    const { items, gaps } = await aws.list('ec2:DescribeVolumes', (page) => page.Volumes);
    return { items: items.filter(exists).map((volume) => toVolume(volume, aws)), gaps };
  },
});

const exists = ({ State }: Ec2Volume): boolean => State !== 'deleting' && State !== 'deleted';

const toVolume = (volume: Ec2Volume, { account, region }: AwsPlace): Volume => ({
  id: volume.VolumeId,
  account,
  region,
  tags: volume.Tags,
  encrypted: volume.Encrypted,
  kmsKeyId: volume.KmsKeyId,
  state: volume.State ?? 'unknown',
  attachedTo: volume.Attachments.flatMap(({ InstanceId }) => InstanceId ?? []),
  createdAt: volume.CreateTime,
});
