import check from '../../../checks/network/environments-in-own-vpcs.ts';
import { known } from '../../../src/domain/gap.ts';
import type { NetworkFacts } from '../../../src/domain/network.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { denied, vpc } from '../../derive/net/facts.ts';
import { environments, network, server, vpcSubject } from './world.ts';

const placement = {
  kind: 'network.separate-vpcs',
  with: { environments: ['production', 'staging'], level: 'placement' },
  environments,
} as const;
const labelled = (id: string, vpcId: string, environment: string | null) =>
  server({ id, name: id, vpc: vpcId, tags: environment === null ? {} : { environment } });
const vpcs = slice(vpcSubject('vpc-1', null), vpcSubject('vpc-2', null));

const two = slice(vpcSubject('vpc-1', 'production'), vpcSubject('vpc-2', 'staging'));
const associated = (groupAssociations: NetworkFacts['groupAssociations']) =>
  network({
    vpcs: known([vpc('vpc-1', ['10.0.0.0/16']), vpc('vpc-2', ['10.1.0.0/16'])]),
    groupAssociations,
  });

testCheck('environments-in-own-vpcs', check, [
  {
    name: 'L1 a group of one environment is used in the VPC of another',
    ...placement,
    given: { 'aws.ec2.vpcs': two, ...associated(known([{ group: 'sg-web', vpc: 'vpc-2' }])) },
    expect: 'fail',
    reasons: ['group', 'own'],
    says: ['uses group sg-web of vpc-1, which holds production'],
  },
  {
    name: 'L1 associations of groups unread',
    ...placement,
    given: { 'aws.ec2.vpcs': two, ...associated(denied('ec2:DescribeSecurityGroupVpcAssociations')) },
    expect: 'unknown',
    says: ['ec2:DescribeSecurityGroupVpcAssociations'],
  },
  {
    name: 'L1 a VPC that accounts of two environments share',
    kind: 'network.separate-vpcs',
    with: { environments: [], level: 'placement' },
    environments: {
      production: { tags: [], vpcs: [], accounts: ['111122223333'] },
      staging: { tags: [], vpcs: [], accounts: ['444455556666'] },
    },
    given: {
      'aws.ec2.vpcs': slice(vpcSubject('vpc-1', null), { ...vpcSubject('vpc-1', null), account: '444455556666' }),
      'aws.ec2.interfaces': slice(),
    },
    expect: 'fail',
    reasons: ['lent'],
  },
  {
    name: 'one VPC each',
    ...placement,
    given: {
      'aws.ec2.vpcs': vpcs,
      'aws.ec2.interfaces': slice(labelled('a', 'vpc-1', 'production'), labelled('b', 'vpc-2', 'staging')),
    },
    expect: 'pass',
    reasons: ['own', 'own'],
  },
  {
    name: 'both in one VPC',
    ...placement,
    given: {
      'aws.ec2.vpcs': vpcs,
      'aws.ec2.interfaces': slice(labelled('a', 'vpc-1', 'production'), labelled('b', 'vpc-1', 'staging')),
    },
    expect: 'fail',
    reasons: ['none', 'shared'],
  },
  {
    name: 'a staging server in a VPC that is labelled production',
    ...placement,
    given: {
      'aws.ec2.vpcs': slice(vpcSubject('vpc-1', 'production')),
      'aws.ec2.interfaces': slice(labelled('b', 'vpc-1', 'staging')),
    },
    expect: 'fail',
    says: ['b belongs to staging'],
  },
  {
    name: 'an unlabelled server in a labelled VPC belongs there',
    ...placement,
    given: {
      'aws.ec2.vpcs': slice(vpcSubject('vpc-1', 'production')),
      'aws.ec2.interfaces': slice(labelled('x', 'vpc-1', null)),
    },
    expect: 'pass',
    reasons: ['own'],
  },
  {
    name: 'an unlabelled server in an unlabelled VPC',
    ...placement,
    given: { 'aws.ec2.vpcs': vpcs, 'aws.ec2.interfaces': slice(labelled('x', 'vpc-1', null)) },
    expect: 'unknown',
  },
  {
    name: 'no environments in the claims file',
    ...placement,
    environments: {},
    given: { 'aws.ec2.vpcs': vpcs, 'aws.ec2.interfaces': slice() },
    expect: 'notApplicable',
  },
]);
