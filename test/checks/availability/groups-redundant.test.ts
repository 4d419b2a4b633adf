import check from '../../../checks/availability/groups-redundant.ts';
import { notRead, read, slice, testCheck } from '../../check-tester.ts';
import { networkFacts, server, subnets } from '../network-facts.ts';

const kind = 'availability.redundancy';
const claim = { zones: 2, of: ['group'] } as const;
const given = (...instances: readonly ReturnType<typeof server>[]) => ({
  'aws.network': slice(networkFacts({ instances: read(instances), subnets })),
});

testCheck('groups-redundant', check, [
  {
    name: 'instances in two zones',
    kind,
    with: claim,
    given: given(server('i-1', 'subnet-a', 'web'), server('i-2', 'subnet-b', 'web')),
    expect: 'pass',
    says: ['us-east-1a, us-east-1b'],
  },
  {
    name: 'two instances in one zone',
    kind,
    with: claim,
    given: given(server('i-1', 'subnet-a', 'web'), server('i-2', 'subnet-a', 'web')),
    expect: 'fail',
    reasons: ['single'],
  },
  {
    name: 'the second is stopped',
    kind,
    with: claim,
    given: given(server('i-1', 'subnet-a', 'web'), server('i-2', 'subnet-b', 'web', 'stopped')),
    expect: 'fail',
  },
  {
    name: 'each group by itself',
    kind,
    with: claim,
    given: given(server('i-1', 'subnet-a', 'web'), server('i-2', 'subnet-b', 'jobs')),
    expect: 'fail',
    reasons: ['single', 'single'],
  },
  {
    name: 'servers of no group',
    kind,
    with: claim,
    given: given(server('i-1', 'subnet-a', null)),
    expect: 'notApplicable',
  },
  {
    name: 'a subnet that was not read',
    kind,
    with: claim,
    given: given(server('i-1', 'subnet-z', 'web')),
    expect: 'unknown',
  },
  {
    name: 'subnets could not be listed',
    kind,
    with: claim,
    given: { 'aws.network': slice(networkFacts({ instances: read([server('i-1', 'subnet-a', 'web')]) })) },
    expect: 'unknown',
  },
  {
    name: 'instances could not be listed',
    kind,
    with: claim,
    given: { 'aws.network': slice(networkFacts({ instances: notRead(), subnets })) },
    expect: 'unknown',
  },
]);
