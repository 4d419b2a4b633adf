import { customerKeyReasons, sayCustody } from '../../src/derive/aws/customer-key.ts';
import { storeOfEngine } from '../../src/derive/aws/engines.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Databases are encrypted with keys of the customer',
  why: 'Whoever controls the key decides who can read the data, and can take that right away.',
  decides: ['rest.encryption'],
  stores: ['rds', 'documentdb', 'neptune'],
  needs: ['aws.rds.instances', 'aws.rds.clusters', 'aws.kms.keys'],
  reasons: customerKeyReasons,
  whenEmpty: 'there is no database of the claimed stores',
  notShown: ['which principals may decrypt with the key'],
  when: ({ key }) => key === 'customer',
  evaluate: (
    { 'aws.rds.instances': instances, 'aws.rds.clusters': clusters, 'aws.kms.keys': keys },
    { stores },
    say,
  ) => [
    ...instances
      .filter(({ cluster, engine }) => cluster === null && stores.includes(storeOfEngine(engine)))
      .map((item) => sayCustody(resource('rds-instance', item), `database ${item.name}`, item, keys, say)),
    ...clusters
      .filter(({ engine }) => stores.includes(storeOfEngine(engine)))
      .map((item) => sayCustody(resource('rds-cluster', item), `cluster ${item.name}`, item, keys, say)),
  ],
});
