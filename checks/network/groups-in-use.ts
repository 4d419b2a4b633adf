import { keeps } from '../../src/derive/net/hygiene.ts';
import { isCarried } from '../../src/derive/net/rules.ts';
import { networkFrom } from '../../src/derive/net/standing.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Security groups that nothing carries are told apart',
  why: 'A forgotten group filters nothing today, and hands its old rules to whoever picks it tomorrow.',
  decides: ['network.hygiene'],
  needs: ['aws.ec2.security-groups', 'aws.rds.instances', 'aws.network', 'aws.network.doors'],
  reasons: {
    carried: { status: 'pass', text: 'group {name} is in use' },
    unused: { status: 'pass', text: 'group {name} is carried by nothing that answers: it may be deleted' },
  },
  whenEmpty: 'there is no security group but the default ones in the accounts that were read',
  when: keeps('unused-groups'),
  evaluate: (artifacts, _, say) => {
    const network = networkFrom(artifacts['aws.network'], artifacts['aws.network.doors']);
    const databases = new Set(artifacts['aws.rds.instances'].flatMap(({ securityGroups }) => securityGroups));
    return artifacts['aws.ec2.security-groups']
      .filter(({ name }) => name !== 'default')
      .map((group) => {
        const used = databases.has(group.id) || isCarried(network, group.id);
        const [unread] = databases.has(group.id) ? [] : network.unlisted('interfaces');
        if (unread !== undefined) return say.unread(resource('security-group', group), unread.gap);
        return say.is(resource('security-group', group), used ? 'carried' : 'unused', { name: group.name });
      });
  },
});
