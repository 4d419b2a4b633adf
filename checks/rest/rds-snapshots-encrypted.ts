import { storeOfEngine } from '../../src/derive/aws/engines.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';
import { notTold } from '../../src/domain/gap.ts';

export default defineCheck({
  title: 'Database snapshots are encrypted at rest',
  why: 'Snapshots hold all the data, and those from before a database was encrypted stay as they were.',
  decides: ['rest.encryption'],
  stores: ['rds', 'documentdb', 'neptune'],
  needs: ['aws.rds.snapshots'],
  reasons: {
    encrypted: { status: 'pass', text: 'snapshot {name} of {database} is encrypted' },
    plain: {
      status: 'fail',
      text: 'snapshot {name} of {database} is not encrypted',
      fix: 'Copy it with a KMS key and delete the original.',
    },
  },
  whenEmpty: 'there is no database snapshot of the claimed stores',
  evaluate: ({ 'aws.rds.snapshots': snapshots }, { stores }, say) =>
    snapshots
      .filter(({ engine }) => stores.includes(storeOfEngine(engine)))
      .map((snapshot) => {
        const subject = resource('rds-snapshot', snapshot);
        const { name, of, encrypted } = snapshot;
        if (encrypted === null) return say.unread(subject, notTold('whether it is encrypted'));
        return say.is(subject, encrypted ? 'encrypted' : 'plain', { name, database: of.name });
      }),
});
