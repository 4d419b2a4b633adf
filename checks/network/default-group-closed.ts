import { keeps } from '../../src/derive/net/hygiene.ts';
import { networkFrom } from '../../src/derive/net/standing.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'The default security group of every VPC is closed',
  why: 'Whatever is launched without a group gets the default one; as AWS makes it, it admits all its members and lets everything out.',
  decides: ['network.least-ports', 'network.hygiene'],
  needs: ['aws.ec2.security-groups', 'aws.network', 'aws.network.doors'],
  reasons: {
    closed: { status: 'pass', text: 'the default group of {vpc} has no rules' },
    open: {
      status: 'fail',
      text: 'the default group of {vpc} has rules ({count}), e.g. {rule}',
      fix: 'Revoke all its rules, and give each resource a group of its own.',
    },
  },
  whenEmpty: 'there is no VPC in the accounts that were read',
  when: keeps('default-group'),
  evaluate: (artifacts, _, say) => {
    const network = networkFrom(artifacts['aws.network'], artifacts['aws.network.doors']);
    return artifacts['aws.ec2.security-groups']
      .filter(({ name, vpc }) => name === 'default' && vpc !== '')
      .map((item) => {
        const subject = resource('security-group', item);
        const group = network.group(item.id);
        if (!group.ok) return say.unread(subject, group.missing.gap);
        const [first] = group.value.rules;
        if (first === undefined) return say.is(subject, 'closed', { vpc: item.vpc });
        const count = group.value.rules.length;
        return say.is(
          subject,
          'open',
          { vpc: item.vpc, count, rule: `${first.id} (${first.direction})` },
          { badness: count },
        );
      });
  },
});
