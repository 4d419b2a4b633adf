import { zonesOfCluster } from '../../src/derive/aws/cluster-zones.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';
import { notTold } from '../../src/domain/gap.ts';

export default defineCheck({
  title: 'Databases run in several zones',
  why: 'A database in one zone is gone with the zone.',
  decides: ['availability.redundancy'],
  needs: ['aws.rds.instances', 'aws.rds.clusters'],
  reasons: {
    redundant: { status: 'pass', text: '{name} runs in {count} zones ({zones})' },
    single: {
      status: 'fail',
      text: '{name} runs in {count} zone(s) ({zones}); {wanted} claimed',
      fix: 'Turn on Multi-AZ for the instance, or add cluster members in other zones.',
    },
  },
  whenEmpty: 'there is no database',
  notShown: ['that a failover works: none was made'],
  when: ({ of }) => of.includes('database'),
  evaluate: ({ 'aws.rds.instances': instances, 'aws.rds.clusters': clusters }, { zones: wanted }, say) => [
    ...instances
      // Members count with their cluster; a read replica is redundancy of its source, not a store of its own.
      .filter(({ cluster, replicaOf }) => cluster === null && replicaOf === null)
      .map((instance) => {
        const { multiAz, zone, secondaryZone } = instance;
        if (multiAz === null) return say.unread(resource('rds-instance', instance), notTold('whether it is Multi-AZ'));
        const zones = [zone ?? 'one not named', ...(multiAz ? [secondaryZone ?? 'a second one not named'] : [])];
        const slots = { name: `database ${instance.name}`, count: zones.length, zones: zones.join(', ') };
        const subject = resource('rds-instance', instance);
        return zones.length >= wanted
          ? say.is(subject, 'redundant', slots)
          : say.is(subject, 'single', { ...slots, wanted });
      }),
    ...clusters.map((cluster) => {
      const { zones, unseen } = zonesOfCluster(cluster, instances);
      const slots = { name: `cluster ${cluster.name}`, count: zones.length, zones: zones.join(', ') || 'no member' };
      const subject = resource('rds-cluster', cluster);
      if (zones.length >= wanted) return say.is(subject, 'redundant', slots);
      if (unseen !== null)
        return say.unread(subject, { kind: 'inconclusive', detail: `zone of cluster member ${unseen} was not read` });
      return say.is(subject, 'single', { ...slots, wanted });
    }),
  ],
});
