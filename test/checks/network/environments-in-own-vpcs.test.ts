import check from '../../../checks/network/environments-in-own-vpcs.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { environments, server, vpcSubject } from './world.ts';

const placement = {
  kind: 'network.separate-vpcs',
  with: { environments: ['production', 'staging'], level: 'placement' },
  environments,
} as const;
const labelled = (id: string, vpcId: string, environment: string | null) =>
  server({ id, name: id, vpc: vpcId, tags: environment === null ? {} : { environment } });
const vpcs = slice(vpcSubject('vpc-1', null), vpcSubject('vpc-2', null));

testCheck('environments-in-own-vpcs', check, [
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
