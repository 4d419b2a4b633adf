import { storeOfEngine } from '../../src/derive/aws/engines.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'No database snapshot is public',
  why: 'A public snapshot is a whole database for everybody with an AWS account.',
  decides: ['storage.private'],
  stores: ['rds', 'documentdb', 'neptune'],
  needs: ['aws.rds.snapshots'],
  reasons: {
    private: { status: 'pass', text: 'snapshot {name} of {database} is not public' },
    public: {
      status: 'fail',
      text: 'snapshot {name} of {database} can be restored by everybody with an AWS account',
      fix: 'aws rds modify-db-snapshot-attribute --attribute-name restore --values-to-remove all',
    },
  },
  whenEmpty: 'there is no database snapshot of the claimed stores',
  notShown: ['snapshots shared with single accounts'],
  evaluate: ({ 'aws.rds.snapshots': snapshots }, { stores }, say) =>
    snapshots
      .filter(({ engine }) => stores.includes(storeOfEngine(engine)))
      .map((snapshot) => {
        const subject = resource('rds-snapshot', snapshot);
        const { sharedWith, name, of } = snapshot;
        if (!sharedWith.ok) return say.unread(subject, sharedWith.gap);
        return say.is(subject, sharedWith.value.includes('all') ? 'public' : 'private', { name, database: of.name });
      }),
});
