import { keeps } from '../../src/derive/net/hygiene.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';
import { notTold } from '../../src/domain/gap.ts';

const GONE = /^(terminated|shutting-down)$/;

export default defineCheck({
  title: 'Instance metadata needs a session token',
  why: 'Without a token (IMDSv1) a server that can be tricked into a request hands out the credentials of its role.',
  decides: ['network.hygiene'],
  needs: ['aws.ec2.instances'],
  reasons: {
    token: { status: 'pass', text: 'instance {id} hands out metadata for a session token only (IMDSv2)' },
    off: { status: 'pass', text: 'the metadata service of instance {id} is turned off' },
    open: {
      status: 'fail',
      text: 'instance {id} hands out metadata without a token (IMDSv1)',
      fix: 'aws ec2 modify-instance-metadata-options --instance-id ID --http-tokens required --http-endpoint enabled.',
    },
  },
  whenEmpty: 'there is no instance in the accounts that were read',
  notShown: ['launch templates, from which new instances are made'],
  when: keeps('imdsv2'),
  evaluate: ({ 'aws.ec2.instances': instances }, _, say) =>
    instances
      .filter(({ state }) => !GONE.test(state))
      .map((instance) => {
        const { id, metadata } = instance;
        const subject = resource('ec2-instance', instance);
        if (metadata.enabled === false) return say.is(subject, 'off', { id });
        if (metadata.tokenRequired === null) return say.unread(subject, notTold('MetadataOptions'));
        return say.is(subject, metadata.tokenRequired ? 'token' : 'open', { id });
      }),
});
