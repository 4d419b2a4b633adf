import { scalingGroups } from '../../src/derive/aws/scaling-groups.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Auto Scaling groups run in several zones',
  why: 'What counts is where instances run now, not where the group may start them.',
  decides: ['availability.redundancy'],
  needs: ['aws.network'],
  reasons: {
    redundant: { status: 'pass', text: 'instances of group {name} run in {count} zones ({zones})' },
    single: {
      status: 'fail',
      text: 'instances of group {name} run in {count} zone(s) ({zones}); {wanted} claimed',
      fix: 'Give the group subnets of other zones and a minimum of at least as many instances.',
    },
  },
  whenEmpty: 'no instance of an Auto Scaling group is running',
  notShown: ['groups without running instances', 'servers that belong to no group', 'containers and functions'],
  when: ({ of }) => of.includes('group'),
  evaluate: ({ 'aws.network': regions }, { zones: wanted }, say) =>
    regions.flatMap((facts) => {
      const { account, region } = facts;
      const groups = scalingGroups(facts);
      if (!groups.ok) return [say.unread({ type: 'region', id: `${account}/${region}`, account, region }, groups.gap)];
      return groups.value.map(({ name, zones }) => {
        const subject = resource('auto-scaling-group', { id: name, account, region });
        const slots = { name, count: zones.length, zones: zones.join(', ') };
        return zones.length >= wanted
          ? say.is(subject, 'redundant', slots)
          : say.is(subject, 'single', { ...slots, wanted });
      });
    }),
});
