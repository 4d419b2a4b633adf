import type { SnapshotSharing } from '../../../domain/aws.ts';
import type { Read } from '../../../domain/gap.ts';
import { known, mapRead } from '../../../domain/gap.ts';
import { defineAwsCollector } from '../collector.ts';
import type { AwsPort } from '../port.ts';
import { listOwnSnapshots } from './own-snapshots.ts';

type Port = AwsPort<
  'ec2:DescribeSnapshots' | 'ec2:DescribeSnapshotAttribute' | 'ec2:GetSnapshotBlockPublicAccessState'
>;

/**
 * Who may restore the account's own snapshots. One more listing names the candidates for being public; each is confirmed
 * by its attribute. An encrypted snapshot cannot be public and costs no call.
 */
export default defineAwsCollector({
  key: 'aws.ebs.snapshot-sharing',
  per: 'region',
  operations: ['ec2:DescribeSnapshots', 'ec2:DescribeSnapshotAttribute', 'ec2:GetSnapshotBlockPublicAccessState'],
  collect: async (aws) => {
    const { items, gaps } = await listOwnSnapshots(aws);
    const open = items.filter(({ Encrypted }) => !Encrypted);
    const candidates = open.length === 0 ? known(new Set<string>()) : await publicCandidates(aws);
    const shared = await Promise.all(
      items.map(async (snapshot): Promise<SnapshotSharing> => {
        const { SnapshotId: id, Encrypted: encrypted, Tags: tags } = snapshot;
        const cannot = encrypted === true || (candidates.ok && !candidates.value.has(id));
        const isPublic = cannot ? known(false) : await confirm(aws, id);
        return { id, account: aws.account, region: aws.region, tags, encrypted, public: isPublic };
      }),
    );
    return { items: shared, gaps };
  },
});

const publicCandidates = async (aws: Port): Promise<Read<ReadonlySet<string>>> => {
  const input = { OwnerIds: ['self'], RestorableByUserIds: ['all'] };
  const { items, gaps } = await aws.list('ec2:DescribeSnapshots', (page) => page.Snapshots, input);
  const [missing] = gaps;
  return missing ? { ok: false, gap: missing.gap } : known(new Set(items.map(({ SnapshotId }) => SnapshotId)));
};

/** The attribute goes on saying public where the account blocks all sharing, though nobody can use it then. */
const confirm = async (aws: Port, id: string): Promise<Read<boolean>> => {
  const input = { SnapshotId: id, Attribute: 'createVolumePermission' };
  const toEverybody = mapRead(await aws.read('ec2:DescribeSnapshotAttribute', input), ({ CreateVolumePermissions }) =>
    CreateVolumePermissions.some(({ Group }) => Group === 'all'),
  );
  if (!toEverybody.ok || !toEverybody.value) return toEverybody;
  return mapRead(await aws.read('ec2:GetSnapshotBlockPublicAccessState'), ({ State }) => State !== 'block-all-sharing');
};
