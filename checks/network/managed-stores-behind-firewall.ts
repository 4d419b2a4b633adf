import { openedBy } from '../../src/derive/net/rules.ts';
import { networkFrom } from '../../src/derive/net/standing.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';
import { notTold } from '../../src/domain/gap.ts';

export default defineCheck({
  title: 'Warehouses and search domains accept named internal sources only',
  why: 'A firewall in front of a store is its security group; a public endpoint of the service has none.',
  decides: ['network.firewall'],
  stores: ['redshift', 'opensearch'],
  needs: ['aws.redshift.endpoints', 'aws.opensearch.endpoints', 'aws.network', 'aws.network.doors'],
  reasons: {
    named: { status: 'pass', text: '{type} {name}: the groups {groups} admit groups and private addresses only' },
    world: {
      status: 'fail',
      text: '{type} {name}: group {group} admits the internet: {rule}',
      fix: 'Revoke the rule and admit the security group of the clients instead.',
    },
    none: {
      status: 'fail',
      text: '{type} {name} has no security group ({setting})',
      fix: 'Move it into a VPC and give it a security group that admits its clients.',
    },
  },
  whenEmpty: 'there is no Redshift cluster or workgroup and no OpenSearch domain in the accounts that were read',
  evaluate: (artifacts, { stores }, say) => {
    const network = networkFrom(artifacts['aws.network'], artifacts['aws.network.doors']);
    const endpoints = [
      ...(stores.includes('redshift') ? artifacts['aws.redshift.endpoints'] : []),
      ...(stores.includes('opensearch') ? artifacts['aws.opensearch.endpoints'] : []),
    ];
    return endpoints.map((endpoint) => {
      const subject = resource(endpoint.type, endpoint);
      const { type, name, access } = endpoint;
      if (!access.ok) return say.unread(subject, access.gap);
      if (access.value.at !== 'subnets') {
        const setting = access.value.at === 'service' ? access.value.setting : access.value.code;
        return say.is(subject, 'none', { type, name, setting });
      }
      const { groups } = access.value;
      if (groups.length === 0) return say.unread(subject, notTold('its security groups'));
      const opened = groups.map((group) => ({ group, by: openedBy(network, group, (_protocol, ports) => ports) }));
      for (const { group, by } of opened) {
        if (by !== null && 'rule' in by)
          return say.is(subject, 'world', { type, name, group, rule: by.rule }, { badness: by.count });
      }
      for (const { by } of opened) if (by !== null && 'missing' in by) return say.unread(subject, by.missing.gap);
      return say.is(subject, 'named', { type, name, groups: groups.toSorted().join(', ') });
    });
  },
});
