import { notDeclared } from '../../src/derive/net/declared.ts';
import { isCarried, openedBy } from '../../src/derive/net/rules.ts';
import { networkFrom } from '../../src/derive/net/standing.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Security groups open declared ports only to the internet',
  why: 'A rule is one public address away from effect: the group decides what is open once its server gets one.',
  decides: ['network.least-ports'],
  needs: ['aws.ec2.security-groups', 'aws.rds.instances', 'aws.network', 'aws.network.doors'],
  reasons: {
    within: { status: 'pass', text: 'group {name} opens nothing but declared ports to the internet' },
    unused: { status: 'pass', text: 'group {name} is carried by nothing that answers' },
    beyond: {
      status: 'fail',
      text: 'group {name} opens {ports} to the internet, which is not declared: {rule}',
      fix: 'Revoke the rule (aws ec2 revoke-security-group-ingress), narrow its source, or declare the port in the claim.',
    },
  },
  whenEmpty: 'there is no security group in the accounts that were read',
  notShown: ['what is open between the own systems'],
  evaluate: (artifacts, { public: declared }, say) => {
    const network = networkFrom(artifacts['aws.network'], artifacts['aws.network.doors']);
    const databases = new Set(artifacts['aws.rds.instances'].flatMap(({ securityGroups }) => securityGroups));
    return artifacts['aws.ec2.security-groups'].map((group) => {
      const subject = resource('security-group', group);
      const { name } = group;
      if (!databases.has(group.id) && !isCarried(network, group.id)) return say.is(subject, 'unused', { name });
      const opened = openedBy(network, group.id, notDeclared(declared));
      if (opened === null) return say.is(subject, 'within', { name });
      if ('missing' in opened) return say.unread(subject, opened.missing.gap);
      const { ports, rule, count } = opened;
      return say.is(subject, 'beyond', { name, ports, rule }, { measured: { ports }, badness: count });
    });
  },
});
