import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';
import { notTold } from '../../src/domain/gap.ts';

export default defineCheck({
  title: 'RDS instances are encrypted at rest',
  why: 'Storage of an unencrypted instance, its replicas and all snapshots of it can be read by whoever gets hold of them.',
  decides: ['rest.encryption'],
  stores: ['rds'],
  needs: ['aws.rds.instances'],
  reasons: {
    encrypted: { status: 'pass', text: 'database {name} ({engine}) is encrypted with AES-256' },
    plain: {
      status: 'fail',
      text: 'database {name} ({engine}) is not encrypted',
      fix: 'Copy a snapshot of it with a KMS key (aws rds copy-db-snapshot --kms-key-id) and restore from the copy.',
    },
  },
  whenEmpty: 'there is no RDS instance outside of clusters',
  notShown: ['which principals may decrypt with the key'],
  // The storage of a cluster's members is the cluster's.
  evaluate: ({ 'aws.rds.instances': instances }, _, say) =>
    instances
      .filter(({ cluster }) => cluster === null)
      .map((instance) => {
        const subject = resource('rds-instance', instance);
        const { name, engine, encrypted } = instance;
        if (encrypted === null) return say.unread(subject, notTold('whether it is encrypted'));
        return say.is(subject, encrypted ? 'encrypted' : 'plain', { name, engine });
      }),
});
