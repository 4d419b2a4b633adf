import check from '../../../checks/network/file-systems-behind-firewall.ts';
import { known } from '../../../src/domain/gap.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { denied } from '../../derive/net/facts.ts';
import { admitting, mounts, network } from './world.ts';

const efs = { kind: 'network.firewall', with: { stores: ['efs'] } } as const;

testCheck('file-systems-behind-firewall', check, [
  {
    name: 'groups only',
    ...efs,
    given: { 'aws.efs.mounts': slice(mounts()), ...network(admitting(['tcp/2049', 'sg-app'])) },
    expect: 'pass',
    reasons: ['named'],
  },
  {
    name: 'the world',
    ...efs,
    given: { 'aws.efs.mounts': slice(mounts()), ...network(admitting(['tcp/2049', '0.0.0.0/0'])) },
    expect: 'fail',
    reasons: ['world'],
  },
  {
    name: 'not mounted',
    ...efs,
    given: { 'aws.efs.mounts': slice(mounts({ groups: known([]) })), ...network() },
    expect: 'pass',
    reasons: ['unmounted'],
  },
  {
    name: 'mount targets unread',
    ...efs,
    given: {
      'aws.efs.mounts': slice(mounts({ groups: denied('elasticfilesystem:DescribeMountTargets') })),
      ...network(),
    },
    expect: 'unknown',
    says: ['elasticfilesystem:DescribeMountTargets'],
  },
  {
    name: 'a group that was not listed',
    ...efs,
    given: { 'aws.efs.mounts': slice(mounts({ groups: known(['sg-gone']) })), ...network() },
    expect: 'unknown',
  },
  { name: 'no file system', ...efs, given: { 'aws.efs.mounts': slice(), ...network() }, expect: 'notApplicable' },
]);
