import { storeOfEngine } from '../../src/derive/aws/engines.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Relational and document databases are of the claimed service',
  why: 'A managed service patches, backs up and fails over what people would have to do by hand.',
  decides: ['hosting.datastore'],
  needs: ['aws.rds.instances', 'aws.rds.clusters'],
  reasons: {
    claimed: { status: 'pass', text: '{name} ({engine}) is a database of the claimed service' },
    other: {
      status: 'fail',
      text: '{name} ({engine}) is a database of another service: {store} instead of {claimed}',
      fix: 'Name this service on the page too, or move its data.',
    },
  },
  whenEmpty: 'no managed database was found',
  notShown: ['databases that people run by hand on instances'],
  when: ({ engine }) => engine === 'rds' || engine === 'documentdb' || engine === 'neptune',
  evaluate: ({ 'aws.rds.instances': instances, 'aws.rds.clusters': clusters }, { engine: claimed }, say) => {
    const databases = [
      ...instances.filter(({ cluster }) => cluster === null).map((item) => ({ item, type: 'rds-instance' })),
      ...clusters.map((item) => ({ item, type: 'rds-cluster' })),
    ];
    return databases.map(({ item, type }) => {
      const { name, engine } = item;
      const store = storeOfEngine(engine);
      const subject = resource(type, item);
      return store === claimed
        ? say.is(subject, 'claimed', { name, engine })
        : say.is(subject, 'other', { name, engine, store, claimed });
    });
  },
});
