import type { AwsPlace, EbsSnapshot } from '../../../domain/aws.ts';
import type { Ec2Snapshot } from '../../../parse/aws/ebs.ts';
import { defineAwsCollector } from '../collector.ts';
import { listOwnSnapshots } from './own-snapshots.ts';

export default defineAwsCollector({
  key: 'aws.ebs.snapshots',
  per: 'region',
  operations: ['ec2:DescribeSnapshots'],
  collect: async (aws) => {
    const { items, gaps } = await listOwnSnapshots(aws);
    return { items: items.map((snapshot) => toSnapshot(snapshot, aws)), gaps };
  },
});

const toSnapshot = (snapshot: Ec2Snapshot, { account, region }: AwsPlace): EbsSnapshot => ({
  id: snapshot.SnapshotId,
  account,
  region,
  tags: snapshot.Tags,
  volume: snapshot.VolumeId,
  encrypted: snapshot.Encrypted,
  kmsKeyId: snapshot.KmsKeyId,
  state: snapshot.State ?? 'unknown',
  startedAt: snapshot.StartTime,
});
