import check from '../../../checks/backup/s3-backup-frequency.ts';
import { testCheck } from '../../check-tester.ts';
import { ago, hour, recovery } from '../aws-items.ts';
import { frequencyRows } from './frequency-rows.ts';
import { buckets } from './stores.ts';

testCheck('s3-backup-frequency', check, [
  ...frequencyRows(buckets),
  {
    name: 'a creation date of ten minutes ago is no excuse: an edit of the bucket policy moves it',
    kind: 'backup.frequency',
    with: { everySeconds: 3600, stores: ['s3'] },
    given: buckets.given([recovery()], ago(hour / 6)),
    expect: 'fail',
    reasons: ['none'],
  },
]);
