import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';
import { notTold } from '../../src/domain/gap.ts';

export default defineCheck({
  title: 'EBS volumes are encrypted at rest',
  why: 'The disks of instances hold data, logs and secrets.',
  decides: ['rest.encryption'],
  stores: ['ebs'],
  needs: ['aws.ebs.volumes'],
  reasons: {
    encrypted: { status: 'pass', text: 'volume {id} is encrypted with AES-256' },
    plain: {
      status: 'fail',
      text: 'volume {id} is not encrypted ({use})',
      fix: 'Make an encrypted copy of a snapshot of it (aws ec2 copy-snapshot --encrypted), a volume of that, and swap.',
    },
  },
  whenEmpty: 'there is no EBS volume',
  notShown: [
    'encryption of instance-store disks',
    'that the next volume will be encrypted: encryption by default is a setting of each region, and not what was claimed',
  ],
  evaluate: ({ 'aws.ebs.volumes': volumes }, _, say) =>
    volumes.map((volume) => {
      const subject = resource('ebs-volume', volume);
      const { id, attachedTo } = volume;
      if (volume.encrypted === null) return say.unread(subject, notTold('whether it is encrypted'));
      if (volume.encrypted) return say.is(subject, 'encrypted', { id });
      return say.is(subject, 'plain', {
        id,
        use: attachedTo.length === 0 ? 'not attached' : `attached to ${attachedTo.join(', ')}`,
      });
    }),
});
