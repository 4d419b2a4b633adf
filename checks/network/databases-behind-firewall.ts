import { publicRules } from '../../src/derive/net/rules.ts';
import { networkFrom } from '../../src/derive/net/standing.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Databases accept named internal sources only',
  why: 'A firewall in front of a store is its security group: a rule for the whole internet is no firewall, reachable or not.',
  decides: ['network.firewall'],
  stores: ['rds'],
  needs: ['aws.rds.instances', 'aws.network', 'aws.network.doors'],
  reasons: {
    named: { status: 'pass', text: 'database {name}: the groups {groups} admit groups and private addresses only' },
    world: {
      status: 'fail',
      text: 'database {name}: group {group} admits the internet: {rule}',
      fix: 'Revoke the rule and admit the security group of the clients instead.',
    },
    none: {
      status: 'fail',
      text: 'database {name} has no VPC security group',
      fix: 'Move the database into a VPC and give it a security group that admits its clients.',
    },
  },
  whenEmpty: 'there is no RDS instance in the accounts that were read',
  evaluate: ({ 'aws.rds.instances': databases, 'aws.network': regions, 'aws.network.doors': doors }, _, say) => {
    const network = networkFrom(regions, doors);
    return databases.map((database) => {
      const subject = resource('rds-instance', database);
      const { name, securityGroups } = database;
      if (securityGroups.length === 0) return say.is(subject, 'none', { name });
      const rules = securityGroups.flatMap((group) =>
        publicRules(network, group, (_protocol, ports) => ports).map((rule) => ({ group, ...rule })),
      );
      const proved = rules.find(({ certain }) => certain);
      if (proved !== undefined) return say.is(subject, 'world', { name, group: proved.group, rule: proved.text });
      const [missing] = rules.flatMap((rule) => rule.missing);
      if (missing !== undefined) return say.unread(subject, missing.gap);
      return say.is(subject, 'named', { name, groups: securityGroups.toSorted().join(', ') });
    });
  },
});
