import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'New EBS volumes are encrypted by default wherever volumes are used',
  why: 'Without the default, the next volume of a region is plain unless its maker thinks of it.',
  decides: ['rest.encryption'],
  stores: ['ebs'],
  needs: ['aws.ebs.defaults', 'aws.ebs.volumes'],
  reasons: {
    on: { status: 'pass', text: 'new EBS volumes in {region} are encrypted by default' },
    off: {
      status: 'fail',
      text: 'new EBS volumes in {region}, where {count} are in use, are not encrypted by default',
      fix: 'aws ec2 enable-ebs-encryption-by-default --region <region>',
    },
  },
  whenEmpty: 'no region holds an EBS volume',
  // A region without volumes holds nothing that the sentence speaks of.
  evaluate: ({ 'aws.ebs.defaults': defaults, 'aws.ebs.volumes': volumes }, _, say) =>
    defaults.flatMap((setting) => {
      const { account, region, encryptionByDefault } = setting;
      const count = volumes.filter((volume) => volume.account === account && volume.region === region).length;
      const subject = resource('ebs-default', setting);
      if (count === 0) return [];
      return [encryptionByDefault ? say.is(subject, 'on', { region }) : say.is(subject, 'off', { region, count })];
    }),
});
