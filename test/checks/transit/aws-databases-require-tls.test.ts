import check from '../../../checks/transit/aws-databases-require-tls.ts';
import { failedSlice, notRead, read, slice, testCheck } from '../../check-tester.ts';
import { cluster, instance, place } from '../aws-items.ts';

const kind = 'transit.encryption';
const claim = { bits: 128, traffic: 'all' } as const;
const group = (
  parameters: Readonly<Record<string, string | null>>,
  name = 'orders',
  of: 'instance' | 'cluster' = 'instance',
) => ({
  id: `group/${name}`,
  ...place,
  tags: null,
  name,
  kind: of,
  parameters: read(parameters),
});
const given = (
  engine: string,
  parameters: Readonly<Record<string, string | null>>,
  change: Parameters<typeof instance>[0] = {},
) => ({
  'aws.rds.instances': slice(instance({ engine, ...change })),
  'aws.rds.parameter-groups': slice(group(parameters)),
});

testCheck('aws-databases-require-tls', check, [
  {
    name: 'PostgreSQL that asks for TLS',
    kind,
    with: claim,
    given: given('postgres', { 'rds.force_ssl': '1' }),
    expect: 'pass',
    reasons: ['required'],
  },
  {
    name: 'PostgreSQL that does not',
    kind,
    with: claim,
    given: given('postgres', { 'rds.force_ssl': '0' }),
    expect: 'fail',
    says: ['rds.force_ssl = 0'],
  },
  { name: 'MySQL, ON', kind, with: claim, given: given('mysql', { require_secure_transport: 'ON' }), expect: 'pass' },
  { name: 'MySQL, 1', kind, with: claim, given: given('mysql', { require_secure_transport: '1' }), expect: 'pass' },
  {
    name: 'MySQL, no value set',
    kind,
    with: claim,
    given: given('mysql', { require_secure_transport: null }),
    expect: 'fail',
    says: ['= off'],
  },
  { name: 'MySQL, the parameter is not told', kind, with: claim, given: given('mysql', {}), expect: 'unknown' },
  {
    name: 'PostgreSQL, no value told',
    kind,
    with: claim,
    given: given('postgres', { 'rds.force_ssl': null }),
    expect: 'unknown',
  },
  {
    name: 'Oracle has no such parameter',
    kind,
    with: claim,
    given: given('oracle-ee', {}),
    expect: 'unknown',
    says: ['oracle-ee has no parameter'],
  },
  {
    name: 'the change waits for a reboot',
    kind,
    with: claim,
    given: given('postgres', { 'rds.force_ssl': '1' }, { parameterGroups: [{ name: 'orders', applied: false }] }),
    expect: 'unknown',
    says: ['wait for a reboot'],
  },
  {
    name: 'no group is named',
    kind,
    with: claim,
    given: given('postgres', {}, { parameterGroups: [] }),
    expect: 'unknown',
  },
  {
    name: 'the group was not read',
    kind,
    with: claim,
    given: { 'aws.rds.instances': slice(instance()) },
    expect: 'unknown',
  },
  {
    name: 'the group could not be read',
    kind,
    with: claim,
    given: {
      'aws.rds.instances': slice(instance()),
      'aws.rds.parameter-groups': slice({ ...group({}), parameters: notRead('rds:DescribeDBParameters') }),
    },
    expect: 'unknown',
  },
  {
    name: "a cluster by its own group, not by its members'",
    kind,
    with: claim,
    given: {
      'aws.rds.instances': slice(instance({ cluster: 'ledger' })),
      'aws.rds.clusters': slice(cluster()),
      'aws.rds.parameter-groups': slice(
        group({ 'rds.force_ssl': '0' }),
        group({ 'rds.force_ssl': '1' }, 'ledger', 'cluster'),
      ),
    },
    expect: 'pass',
    reasons: ['required'],
  },
  {
    name: 'a cluster that names no group',
    kind,
    with: claim,
    given: { 'aws.rds.clusters': slice(cluster({ parameterGroup: null })) },
    expect: 'unknown',
  },
  { name: 'the listing failed', kind, with: claim, given: { 'aws.rds.instances': failedSlice() }, expect: 'unknown' },
  { name: 'no database', kind, with: claim, given: {}, expect: 'notApplicable' },
]);
