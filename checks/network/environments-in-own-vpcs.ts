import { placements, sharedGroups } from '../../src/derive/net/environments.ts';
import { networkFrom } from '../../src/derive/net/standing.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'No VPC holds two environments',
  why: 'Systems of one VPC reach one another by default; only separate VPCs keep a fault of one environment away from the other.',
  decides: ['network.separate-vpcs'],
  needs: ['aws.ec2.vpcs', 'aws.ec2.interfaces', 'aws.network', 'aws.network.doors'],
  reasons: {
    own: { status: 'pass', text: 'VPC {name} holds {environments} only' },
    none: { status: 'pass', text: 'VPC {name} holds no server of the named environments' },
    shared: {
      status: 'fail',
      text: 'VPC {name} holds {environments}: {example} belongs to {odd}',
      fix: 'Move the servers of one environment to a VPC of their own.',
    },
    lent: {
      status: 'fail',
      text: 'VPC {name} holds {environments}: it is shared between their accounts',
      fix: 'Give each environment a VPC of its own, and stop sharing the subnets.',
    },
    group: {
      status: 'fail',
      text: 'VPC {name} holds {environments} and uses group {group} of {home}, which holds {other}',
      fix: 'Give the VPC a group of its own (aws ec2 disassociate-security-group-vpc).',
    },
  },
  whenEmpty: 'no VPC was found, or the claims file names no environments (scope.environments)',
  evaluate: (artifacts, { environments: names }, say) => {
    if (Object.keys(say.environments).length === 0) return [];
    const network = networkFrom(artifacts['aws.network'], artifacts['aws.network.doors']);
    const all = placements(artifacts['aws.ec2.vpcs'], artifacts['aws.ec2.interfaces'], say.environments, names);
    return all.map((placement) => {
      const { vpc, environments, unlabelled } = placement;
      const subject = resource('vpc', vpc);
      const { name } = vpc;
      const held = [...environments.keys()].toSorted();
      const together = held.join(' and ');
      if (held.length > 1) {
        const [odd] = [...environments]
          .filter(([, items]) => items.length > 0)
          .toSorted((a, b) => a[1].length - b[1].length);
        const example = odd?.[1][0]?.name;
        if (odd === undefined || example === undefined)
          return say.is(subject, 'lent', { name, environments: together });
        const slots = { name, environments: together, example, odd: odd[0] };
        return say.is(subject, 'shared', slots, { badness: odd[1].length });
      }
      const [stranger] = unlabelled;
      if (stranger !== undefined) {
        const detail = `${stranger.name} belongs to none of the environments`;
        return say.unread(subject, { kind: 'malformed', detail });
      }
      if (held.length === 0) return say.is(subject, 'none', { name });
      const groups = sharedGroups(network, all, placement);
      if (!groups.ok) return say.unread(subject, groups.gap);
      const [foreign] = groups.value;
      if (foreign === undefined) return say.is(subject, 'own', { name, environments: together });
      const { group, vpc: home, environment: other } = foreign;
      return say.is(subject, 'group', { name, environments: together, group, home, other });
    });
  },
});
