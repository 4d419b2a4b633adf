import type { AwsPlace, FileSystem } from '../../../domain/aws.ts';
import type { EfsFileSystem } from '../../../parse/aws/storage.ts';
import { defineAwsCollector } from '../collector.ts';

export default defineAwsCollector({
  key: 'aws.efs.file-systems',
  per: 'region',
  operations: ['efs:DescribeFileSystems'],
  collect: async (aws) => {
    const { items, gaps } = await aws.list('efs:DescribeFileSystems', (page) => page.FileSystems);
    return { items: items.map((system) => toFileSystem(system, aws)), gaps };
  },
});

const toFileSystem = (system: EfsFileSystem, { account, region }: AwsPlace): FileSystem => ({
  id: system.FileSystemArn ?? system.FileSystemId,
  account,
  region,
  tags: system.Tags,
  name: system.Name,
  encrypted: system.Encrypted,
  kmsKeyId: system.KmsKeyId,
  singleZone: system.AvailabilityZoneName,
  createdAt: system.CreationTime,
});
