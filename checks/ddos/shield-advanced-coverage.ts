import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Shield Advanced protects every public front door',
  why: 'A subscription protects nothing by itself: each resource has to be enrolled, and one door left out is the way in.',
  decides: ['ddos.shield'],
  needs: ['aws.front-doors', 'aws.cloudfront.distributions', 'aws.shield.subscription'],
  reasons: {
    protected: { status: 'pass', text: '{kind} {name} is protected by Shield Advanced' },
    unprotected: {
      status: 'fail',
      text: '{kind} {name} is not protected by Shield Advanced (no protection for {missing})',
      fix: 'aws shield create-protection --resource-arn <arn> for each resource named.',
    },
    unprotectable: {
      status: 'fail',
      text: '{kind} {name} cannot be protected: it has no Elastic IP, through which Shield protects it',
      fix: 'Give the load balancer Elastic IPs (it has to be made anew) and protect those.',
    },
  },
  whenEmpty: 'there is no public front door',
  notShown: [
    'hosted zones and global accelerators are not read',
    'how the protections are set up: health checks, automatic response on layer 7, response team',
  ],
  when: ({ tier }) => tier === 'advanced',
  evaluate: (given, _, say) =>
    [...given['aws.front-doors'], ...given['aws.cloudfront.distributions']].map((door) => {
      const subject = resource(door.kind, door);
      const slots = { kind: door.kind.replaceAll('-', ' '), name: door.name };
      if (door.protectable.length === 0) return say.is(subject, 'unprotectable', slots);
      const shield = given['aws.shield.subscription'].find(({ account }) => account === door.account);
      if (!shield)
        return say.unread(subject, { kind: 'inconclusive', detail: `Shield of account ${door.account} was not read` });
      const { protections } = shield;
      if (!protections.ok) return say.unread(subject, protections.gap);
      const missing = door.protectable.filter((arn) => !protections.value?.includes(arn));
      if (missing.length === 0) return say.is(subject, 'protected', slots);
      return say.is(subject, 'unprotected', { ...slots, missing: missing.join(', ') });
    }),
});
