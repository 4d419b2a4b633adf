import type { AwsPlace, Recovery, RestorePoint } from '../../../domain/aws.ts';
import type { Ec2Snapshot } from '../../../parse/aws/ebs.ts';
import { defineAwsCollector } from '../collector.ts';
import { listOwnSnapshots } from './own-snapshots.ts';

/** Own EBS snapshots as recovery points of their volumes. */
export default defineAwsCollector({
  key: 'aws.ebs.recovery',
  per: 'region',
  operations: ['ec2:DescribeSnapshots'],
  collect: async (aws) => {
    const { account, region } = aws;
    const { items, gaps } = await listOwnSnapshots(aws);
    const recovery: Recovery = {
      id: `${account}/${region}`,
      account,
      region,
      tags: null,
      points: items.flatMap((snapshot) => toPoint(snapshot, aws)),
      windows: [],
      missing: gaps.map(({ gap }) => gap),
    };
    return { items: [recovery], gaps: [] };
  },
});

const toPoint = (snapshot: Ec2Snapshot, { account, region }: AwsPlace): readonly RestorePoint[] => {
  if (snapshot.State !== 'completed' || snapshot.StartTime === null) return [];
  const { SnapshotId: id, VolumeId: volume, Encrypted: encrypted, StartTime: at } = snapshot;
  const made = maker(snapshot);
  const original = copiedFrom(snapshot);
  if (original === null && volume === null) return [];
  const of =
    original === null ? ({ type: 'volume', id: volume ?? '' } as const) : ({ type: 'snapshot', id: original } as const);
  return [
    {
      id,
      account,
      region,
      of,
      store: 'ebs',
      by: made ?? 'ebs',
      at,
      automated: made !== null,
      encrypted,
      retentionDays: null,
    },
  ];
};

/** A copy carries an arbitrary volume id; its description names the snapshot it was made from. */
const copiedFrom = ({ Description }: Ec2Snapshot): string | null =>
  /^\[?Copied (?:for DestinationAmi \S+ from SourceAmi \S+ for SourceSnapshot )?(snap-[0-9a-f]+)/.exec(
    Description ?? '',
  )?.[1] ?? null;

const maker = ({ Description, Tags }: Ec2Snapshot): 'aws-backup' | 'lifecycle-manager' | null => {
  if ('aws:backup:source-resource' in Tags || /created by the AWS Backup service/.test(Description ?? ''))
    return 'aws-backup';
  return 'aws:dlm:lifecycle-policy-id' in Tags ? 'lifecycle-manager' : null;
};
