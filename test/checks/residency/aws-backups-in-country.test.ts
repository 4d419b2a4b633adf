import check from '../../../checks/residency/aws-backups-in-country.ts';
import { denied, slice, testCheck } from '../../check-tester.ts';
import { recovery, restorePoint, restoreWindow } from '../aws-items.ts';

const kind = 'residency.country';
const us = { country: 'US' } as const;
const points = { points: [restorePoint()] };

testCheck('aws-backups-in-country', check, [
  {
    name: 'at home',
    kind,
    with: us,
    given: {
      'aws.backup.recovery': slice(recovery(points)),
      'aws.rds.recovery': slice(recovery({ windows: [restoreWindow()] })),
    },
    expect: 'pass',
    reasons: ['within', 'within'],
  },
  {
    name: 'copies abroad',
    kind,
    with: us,
    given: { 'aws.backup.recovery': slice(recovery(points), recovery({ ...points, id: 'b', region: 'eu-west-1' })) },
    expect: 'fail',
    says: ['1 recovery points and restore windows lie in eu-west-1 (IE), not in US'],
  },
  {
    name: 'vaults abroad could not be listed',
    kind,
    with: us,
    given: {
      'aws.backup.recovery': slice(recovery({ region: 'eu-west-1', missing: [denied('backup:ListBackupVaults')] })),
    },
    expect: 'unknown',
  },
  {
    name: 'vaults at home could not be listed, which does not matter',
    kind,
    with: us,
    given: { 'aws.backup.recovery': slice(recovery({ missing: [denied('backup:ListBackupVaults')] })) },
    expect: 'notApplicable',
  },
  {
    name: 'a region that we do not know',
    kind,
    with: us,
    given: { 'aws.dynamodb.recovery': slice(recovery({ ...points, region: 'us-moon-1' })) },
    expect: 'unknown',
  },
]);
