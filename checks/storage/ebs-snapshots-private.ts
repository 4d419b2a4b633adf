import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'No EBS snapshot is public',
  why: 'A public snapshot is a whole disk for everybody with an AWS account.',
  decides: ['storage.private'],
  stores: ['ebs'],
  needs: ['aws.ebs.snapshot-sharing'],
  reasons: {
    private: { status: 'pass', text: 'snapshot {id} is not public' },
    public: {
      status: 'fail',
      text: 'snapshot {id} can be restored by everybody with an AWS account',
      fix: 'aws ec2 modify-snapshot-attribute --attribute createVolumePermission --operation-type remove --group-names all',
    },
  },
  whenEmpty: 'the account owns no EBS snapshot',
  notShown: ['snapshots shared with single accounts', 'images'],
  evaluate: ({ 'aws.ebs.snapshot-sharing': snapshots }, _, say) =>
    snapshots.map((snapshot) => {
      const subject = resource('ebs-snapshot', snapshot);
      if (!snapshot.public.ok) return say.unread(subject, snapshot.public.gap);
      return say.is(subject, snapshot.public.value ? 'public' : 'private', { id: snapshot.id });
    }),
});
