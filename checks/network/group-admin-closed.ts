import { inside } from '../../src/derive/net/declared.ts';
import { isCarried, openedBy } from '../../src/derive/net/rules.ts';
import { networkFrom, withoutClients } from '../../src/derive/net/standing.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Security groups admit nobody but the named sources to administration ports',
  why: 'A rule for everybody admits every host of the network today, and the internet as soon as its server gets a public address.',
  decides: ['network.admin-access'],
  needs: ['aws.ec2.security-groups', 'aws.network', 'aws.network.doors'],
  reasons: {
    closed: { status: 'pass', text: 'group {name} opens no administration port to the internet' },
    unused: { status: 'pass', text: 'group {name} is carried by nothing that answers' },
    open: {
      status: 'fail',
      text: 'group {name} opens {ports} to strangers: {rule}',
      fix: 'Revoke the rule (aws ec2 revoke-security-group-ingress) or narrow its source to the named ones.',
    },
  },
  whenEmpty: 'there is no security group in the accounts that were read',
  evaluate: (artifacts, { ports: asked, from }, say) => {
    const network = withoutClients(networkFrom(artifacts['aws.network'], artifacts['aws.network.doors']), from);
    return artifacts['aws.ec2.security-groups'].map((group) => {
      const subject = resource('security-group', group);
      const { name } = group;
      if (!isCarried(network, group.id)) return say.is(subject, 'unused', { name });
      const opened = openedBy(network, group.id, inside(asked));
      if (opened === null) return say.is(subject, 'closed', { name });
      if ('missing' in opened) return say.unread(subject, opened.missing.gap);
      const { ports, rule, count } = opened;
      return say.is(subject, 'open', { name, ports, rule }, { measured: { ports }, badness: count });
    });
  },
});
