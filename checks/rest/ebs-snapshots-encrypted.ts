import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';
import { notTold } from '../../src/domain/gap.ts';

export default defineCheck({
  title: 'EBS snapshots are encrypted at rest',
  why: 'Snapshots and the images made of them hold whole disks, and those from before encryption stay as they were.',
  decides: ['rest.encryption'],
  stores: ['ebs'],
  needs: ['aws.ebs.snapshots'],
  reasons: {
    encrypted: { status: 'pass', text: 'snapshot {id} is encrypted' },
    plain: {
      status: 'fail',
      text: 'snapshot {id} is not encrypted',
      fix: 'Copy it (aws ec2 copy-snapshot --encrypted) and delete the original.',
    },
  },
  whenEmpty: 'the account owns no EBS snapshot',
  evaluate: ({ 'aws.ebs.snapshots': snapshots }, _, say) =>
    snapshots.map((snapshot) => {
      const subject = resource('ebs-snapshot', snapshot);
      const { id, encrypted } = snapshot;
      if (encrypted === null) return say.unread(subject, notTold('whether it is encrypted'));
      return say.is(subject, encrypted ? 'encrypted' : 'plain', { id });
    }),
});
