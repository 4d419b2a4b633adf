import { keyPairsInUse } from '../../src/derive/aws/key-pairs.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'No two running servers share a key pair',
  why: 'Whoever holds a shared key is in on every server that trusts it, and none of them can be locked alone.',
  decides: ['identity.server-keys'],
  needs: ['aws.ec2.instances'],
  reasons: {
    single: { status: 'pass', text: 'key pair {key} belongs to one running instance, {instances}' },
    shared: {
      status: 'fail',
      text: '{count} running instances share key pair {key}: {instances}',
      fix: 'Launch each instance with a key pair of its own, or with none and AWS Systems Manager or EC2 Instance Connect.',
    },
  },
  whenEmpty: 'no running instance was launched with a key pair',
  notShown: [
    'keys that were put into authorized_keys after the launch, or by an image or user data',
    'one key imported under several names: fingerprints are not compared',
    'instances that are stopped',
  ],
  evaluate: ({ 'aws.ec2.instances': instances }, _, say) =>
    keyPairsInUse(instances).map((pair) => {
      const subject = resource('key-pair', pair);
      const { name: key, instances: users } = pair;
      const count = users.length;
      const detail = { measured: { instances: count }, badness: count };
      const named = users.join(', ');
      return count === 1
        ? say.is(subject, 'single', { key, instances: named }, detail)
        : say.is(subject, 'shared', { key, instances: named, count }, detail);
    }),
});
