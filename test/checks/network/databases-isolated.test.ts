import check from '../../../checks/network/databases-isolated.ts';
import { known } from '../../../src/domain/gap.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { denied, route, subnet, table } from '../../derive/net/facts.ts';
import { admitting, database, network } from './world.ts';

const claim = { kind: 'network.isolation', with: { edges: [] } } as const;
const open = admitting(['tcp/5432', '0.0.0.0/0']);
const given = (extra: Parameters<typeof database>[0], facts: Parameters<typeof network>[0] = open) => ({
  'aws.rds.instances': slice(database(extra)),
  ...network(facts),
});
const twoZones = [
  { subnet: 'subnet-priv', zone: 'eu-west-1a' },
  { subnet: 'subnet-pub', zone: 'eu-west-1b' },
];

testCheck('databases-isolated', check, [
  {
    name: 'flag, route and group together',
    ...claim,
    given: given({}),
    expect: 'fail',
    reasons: ['reachable'],
    says: ['tcp/5432'],
  },
  {
    name: 'the flag is off',
    ...claim,
    given: given({ publiclyAccessible: false }),
    expect: 'pass',
    reasons: ['isolated'],
    says: ['not publicly accessible'],
  },
  {
    name: 'the flag in a private subnet',
    ...claim,
    given: given({ subnets: [{ subnet: 'subnet-priv', zone: 'eu-west-1a' }] }),
    expect: 'pass',
    says: ['no route'],
  },
  {
    name: 'the group admits the VPC only',
    ...claim,
    given: given({}, admitting(['tcp/5432', '10.0.0.0/16'])),
    expect: 'pass',
  },
  {
    name: 'the group opens another port',
    ...claim,
    given: given({}, admitting(['tcp/3306', '0.0.0.0/0'])),
    expect: 'pass',
  },
  {
    name: 'all traffic includes its port',
    ...claim,
    given: given({}, admitting(['all', '0.0.0.0/0'])),
    expect: 'fail',
    says: ['tcp/5432'],
  },
  {
    name: 'private here, public after a failover',
    ...claim,
    given: given({ subnets: twoZones }),
    expect: 'unknown',
    says: ['failover'],
  },
  {
    name: 'public here, private after a failover',
    ...claim,
    given: given({ subnets: twoZones, zone: 'eu-west-1b' }),
    expect: 'fail',
  },
  {
    name: 'two public subnets in one zone',
    ...claim,
    given: given(
      {
        subnets: [
          { subnet: 'subnet-pub', zone: 'eu-west-1a' },
          { subnet: 'subnet-priv', zone: 'eu-west-1a' },
        ],
      },
      {
        ...open,
        subnets: known([subnet('subnet-pub', ['10.0.1.0/24']), subnet('subnet-priv', ['10.0.2.0/24'])]),
        routeTables: known([table('rtb-main', [], [route('0.0.0.0/0', 'igw-1')], { main: true })]),
      },
    ),
    expect: 'fail',
  },
  {
    name: 'routes unread',
    ...claim,
    given: given({}, { ...open, routeTables: denied('ec2:DescribeRouteTables') }),
    expect: 'unknown',
    says: ['ec2:DescribeRouteTables'],
  },
  { name: 'no database', ...claim, given: { 'aws.rds.instances': slice(), ...network() }, expect: 'notApplicable' },
]);
