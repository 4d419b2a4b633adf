import { describeRule, undeclaredRules } from '../../src/derive/net/matrix.ts';
import { isCarried } from '../../src/derive/net/rules.ts';
import { networkFrom } from '../../src/derive/net/standing.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Systems admit one another on declared ports only',
  why: 'A firewall between systems stops an intruder only where it admits no more than the service needs.',
  decides: ['network.least-ports'],
  needs: ['aws.ec2.security-groups', 'aws.network', 'aws.network.doors'],
  reasons: {
    within: { status: 'pass', text: 'group {name} admits declared traffic only' },
    unused: { status: 'pass', text: 'group {name} is carried by nothing that answers' },
    beyond: {
      status: 'fail',
      text: 'group {name} admits {ports}, which no declared flow covers: {rule}',
      fix: 'Narrow or revoke the rule, or declare the flow among `internal` of the claim.',
    },
  },
  whenEmpty: 'there is no security group in the accounts that were read',
  notShown: ['what routes and network ACLs close although a group admits it'],
  when: ({ internal }) => internal !== null,
  evaluate: (artifacts, { public: open, internal }, say) => {
    const network = networkFrom(artifacts['aws.network'], artifacts['aws.network.doors']);
    return artifacts['aws.ec2.security-groups'].map((item) => {
      const subject = resource('security-group', item);
      const { name } = item;
      const group = network.group(item.id);
      if (!group.ok) return say.unread(subject, group.missing.gap);
      if (!isCarried(network, item.id)) return say.is(subject, 'unused', { name });
      const beyond = undeclaredRules({ network, environments: say.environments }, group.value, internal ?? [], open);
      const worst = beyond.find(({ gap }) => gap === null) ?? beyond[0];
      if (worst === undefined) return say.is(subject, 'within', { name });
      if (worst.gap !== null) return say.unread(subject, worst.gap);
      return say.is(
        subject,
        'beyond',
        { name, ports: worst.ports, rule: describeRule(worst.rule) },
        { badness: beyond.length },
      );
    });
  },
});
