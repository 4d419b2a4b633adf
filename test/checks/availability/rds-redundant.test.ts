import check from '../../../checks/availability/rds-redundant.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { cluster, instance } from '../aws-items.ts';

const kind = 'availability.redundancy';
const claim = { zones: 2, of: ['database'] } as const;
const member = (name: string, zone: string) =>
  instance({ name, zone, cluster: 'ledger', multiAz: false, secondaryZone: null });

testCheck('rds-redundant', check, [
  {
    name: 'Multi-AZ',
    kind,
    with: claim,
    given: { 'aws.rds.instances': slice(instance()) },
    expect: 'pass',
    says: ['us-east-1a, us-east-1b'],
  },
  {
    name: 'Multi-AZ, three zones claimed',
    kind,
    with: { ...claim, zones: 3 },
    given: { 'aws.rds.instances': slice(instance()) },
    expect: 'fail',
  },
  {
    name: 'one zone',
    kind,
    with: claim,
    given: { 'aws.rds.instances': slice(instance({ multiAz: false, secondaryZone: null })) },
    expect: 'fail',
    reasons: ['single'],
    says: ['runs in 1 zone(s) (us-east-1a)'],
  },
  {
    name: 'a read replica in one zone is no store of its own',
    kind,
    with: claim,
    given: { 'aws.rds.instances': slice(instance({ multiAz: false, replicaOf: 'orders' })) },
    expect: 'notApplicable',
  },
  {
    name: 'cluster members in two zones',
    kind,
    with: claim,
    given: {
      'aws.rds.instances': slice(member('ledger-1', 'us-east-1a'), member('ledger-2', 'us-east-1b')),
      'aws.rds.clusters': slice(cluster({ multiAz: false })),
    },
    expect: 'pass',
    reasons: ['redundant'],
  },
  {
    name: 'cluster members in one zone, whatever the cluster says of itself',
    kind,
    with: claim,
    given: {
      'aws.rds.instances': slice(member('ledger-1', 'us-east-1a'), member('ledger-2', 'us-east-1a')),
      'aws.rds.clusters': slice(cluster({ multiAz: true })),
    },
    expect: 'fail',
  },
  {
    name: 'a cluster without members',
    kind,
    with: claim,
    given: { 'aws.rds.clusters': slice(cluster({ members: [] })) },
    expect: 'fail',
    says: ['no member'],
  },
  {
    name: 'a member was not read',
    kind,
    with: claim,
    given: { 'aws.rds.instances': slice(member('ledger-1', 'us-east-1a')), 'aws.rds.clusters': slice(cluster()) },
    expect: 'unknown',
    says: ['ledger-2'],
  },
  { name: 'the listing failed', kind, with: claim, given: { 'aws.rds.instances': failedSlice() }, expect: 'unknown' },
  { name: 'no database', kind, with: claim, given: {}, expect: 'notApplicable' },
]);
