import { placements } from '../../src/derive/net/environments.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'No VPC holds two environments',
  why: 'Systems of one VPC reach one another by default; only separate VPCs keep a fault of one environment away from the other.',
  decides: ['network.separate-vpcs'],
  needs: ['aws.ec2.vpcs', 'aws.ec2.interfaces'],
  reasons: {
    own: { status: 'pass', text: 'VPC {name} holds {environments} only' },
    none: { status: 'pass', text: 'VPC {name} holds no server of the named environments' },
    shared: {
      status: 'fail',
      text: 'VPC {name} holds {environments}: {example} belongs to {odd}',
      fix: 'Move the servers of one environment to a VPC of their own.',
    },
  },
  whenEmpty: 'no VPC was found, or the claims file names no environments (scope.environments)',
  evaluate: ({ 'aws.ec2.vpcs': vpcs, 'aws.ec2.interfaces': interfaces }, { environments: names }, say) => {
    if (Object.keys(say.environments).length === 0) return [];
    return placements(vpcs, interfaces, say.environments, names).map(({ vpc, environments, unlabelled }) => {
      const subject = resource('vpc', vpc);
      const { name } = vpc;
      const held = [...environments.keys()].toSorted();
      if (held.length > 1) {
        const [odd] = [...environments]
          .filter(([, items]) => items.length > 0)
          .toSorted((a, b) => a[1].length - b[1].length);
        const slots = {
          name,
          environments: held.join(' and '),
          example: odd?.[1][0]?.name ?? name,
          odd: odd?.[0] ?? held.join(),
        };
        return say.is(subject, 'shared', slots, { badness: odd?.[1].length ?? 1 });
      }
      const [stranger] = unlabelled;
      if (stranger !== undefined) {
        return say.unread(subject, {
          kind: 'malformed',
          detail: `${stranger.name} belongs to none of the environments`,
        });
      }
      if (held.length === 0) return say.is(subject, 'none', { name });
      return say.is(subject, 'own', { name, environments: held.join() });
    });
  },
});
