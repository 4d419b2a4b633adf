import { tlsParameterOf } from '../../src/derive/aws/tls-parameter.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';
import type { Gap } from '../../src/domain/gap.ts';

const gap = (detail: string): Gap => ({ kind: 'inconclusive', detail });

export default defineCheck({
  title: 'Databases refuse plaintext connections',
  why: 'A database that merely offers TLS is read in plaintext by every client that does not ask for it.',
  decides: ['transit.encryption'],
  needs: ['aws.rds.instances', 'aws.rds.clusters', 'aws.rds.parameter-groups'],
  reasons: {
    required: { status: 'pass', text: '{name} ({engine}) refuses plaintext: {parameter} = {value}' },
    optional: {
      status: 'fail',
      text: '{name} ({engine}) accepts plaintext connections: {parameter} = {value}',
      fix: 'Turn the parameter on in the parameter group of the database (of the cluster, for clusters) and reboot if asked to.',
    },
  },
  whenEmpty: 'there is no database',
  when: ({ traffic }) => traffic !== 'external',
  evaluate: (given, _, say) => {
    const groups = given['aws.rds.parameter-groups'];
    const instances = given['aws.rds.instances'].filter(({ cluster }) => cluster === null);
    const databases = [
      ...instances.map((item) => ({ item, kind: 'instance', group: item.parameterGroups[0] }) as const),
      ...given['aws.rds.clusters'].map((item) => {
        const group = item.parameterGroup === null ? undefined : { name: item.parameterGroup, applied: true };
        return { item, kind: 'cluster', group } as const;
      }),
    ];
    return databases.map(({ item, kind, group }) => {
      const { name, engine, account, region } = item;
      const subject = resource(`rds-${kind}`, item);
      const parameter = tlsParameterOf(engine);
      if (!parameter)
        return say.unread(subject, gap(`${engine} has no parameter that refuses plaintext; its options are not read`));
      if (!group) return say.unread(subject, gap(`${name} names no parameter group`));
      if (!group.applied)
        return say.unread(subject, gap(`changes of parameter group ${group.name} wait for a reboot of ${name}`));
      const read = groups.find(
        (one) => one.kind === kind && one.name === group.name && one.account === account && one.region === region,
      );
      if (!read) return say.unread(subject, gap(`parameter group ${group.name} was not read`));
      if (!read.parameters.ok) return say.unread(subject, read.parameters.gap);
      const value =
        read.parameters.value[parameter.name] ?? (parameter.name in read.parameters.value ? parameter.byDefault : null);
      if (value === null)
        return say.unread(subject, gap(`parameter group ${group.name} does not tell ${parameter.name}`));
      const slots = { name, engine, parameter: parameter.name, value };
      return say.is(subject, parameter.on.includes(value) ? 'required' : 'optional', slots);
    });
  },
});
