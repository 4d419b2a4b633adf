import { engineStoreName, storeOfEngine } from '../../src/derive/aws/engines.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';
import { notTold } from '../../src/domain/gap.ts';

export default defineCheck({
  title: 'Database clusters are encrypted at rest',
  why: 'The members of an Aurora, DocumentDB or Neptune cluster share one storage volume: the cluster decides for all.',
  decides: ['rest.encryption'],
  stores: ['rds', 'documentdb', 'neptune'],
  needs: ['aws.rds.clusters'],
  reasons: {
    encrypted: { status: 'pass', text: '{store} cluster {name} ({engine}) is encrypted with AES-256' },
    plain: {
      status: 'fail',
      text: '{store} cluster {name} ({engine}) is not encrypted',
      fix: 'Restore a snapshot of it into an encrypted cluster (restore with --kms-key-id).',
    },
  },
  whenEmpty: 'there is no database cluster of the claimed stores',
  notShown: ['which principals may decrypt with the key'],
  evaluate: ({ 'aws.rds.clusters': clusters }, { stores }, say) =>
    clusters
      .filter(({ engine }) => stores.includes(storeOfEngine(engine)))
      .map((cluster) => {
        const subject = resource('rds-cluster', cluster);
        const { name, engine, encrypted } = cluster;
        if (encrypted === null) return say.unread(subject, notTold('whether it is encrypted'));
        return say.is(subject, encrypted ? 'encrypted' : 'plain', { store: engineStoreName(engine), name, engine });
      }),
});
