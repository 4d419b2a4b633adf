import { publicRules } from '../../src/derive/net/rules.ts';
import { networkFrom } from '../../src/derive/net/standing.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'EFS file systems accept named internal sources only',
  why: 'The security group of a mount target is the only firewall in front of a file system.',
  decides: ['network.firewall'],
  stores: ['efs'],
  needs: ['aws.efs.mounts', 'aws.network', 'aws.network.doors'],
  reasons: {
    named: { status: 'pass', text: 'file system {name}: the groups {groups} admit groups and private addresses only' },
    unmounted: { status: 'pass', text: 'file system {name} has no mount target, so that nothing can connect' },
    world: {
      status: 'fail',
      text: 'file system {name}: group {group} admits the internet: {rule}',
      fix: 'Revoke the rule and admit the security group of the clients instead.',
    },
  },
  whenEmpty: 'there is no EFS file system in the accounts that were read',
  evaluate: ({ 'aws.efs.mounts': systems, 'aws.network': regions, 'aws.network.doors': doors }, _, say) => {
    const network = networkFrom(regions, doors);
    return systems.map((system) => {
      const subject = resource('efs-file-system', system);
      const { name, groups } = system;
      if (!groups.ok) return say.unread(subject, groups.gap);
      if (groups.value.length === 0) return say.is(subject, 'unmounted', { name });
      const rules = groups.value.flatMap((group) =>
        publicRules(network, group, (_protocol, ports) => ports).map((rule) => ({ group, ...rule })),
      );
      const proved = rules.find(({ certain }) => certain);
      if (proved !== undefined) return say.is(subject, 'world', { name, group: proved.group, rule: proved.text });
      const [missing] = rules.flatMap((rule) => rule.missing);
      return missing === undefined
        ? say.is(subject, 'named', { name, groups: groups.value.join(', ') })
        : say.unread(subject, missing.gap);
    });
  },
});
