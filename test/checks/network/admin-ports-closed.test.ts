import check from '../../../checks/network/admin-ports-closed.ts';
import { known } from '../../../src/domain/gap.ts';
import type { IdentityShells } from '../../../src/domain/network.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { ACCOUNT, denied, REGION } from '../../derive/net/facts.ts';
import { admitting, hidden, network, server } from './world.ts';

const ports = [22, 3389].map((port) => ({ protocol: 'tcp', from: port, to: port }) as const);
const nobody = { kind: 'network.admin-access', with: { ports, from: [] } } as const;
const office = {
  kind: 'network.admin-access',
  with: { ports, from: [{ type: 'cidr', cidr: '203.0.113.0/24' }] },
} as const;
const given = (facts: Parameters<typeof network>[0]) => ({ 'aws.ec2.interfaces': slice(server()), ...network(facts) });

const shells = (extra: Partial<IdentityShells> = {}): IdentityShells => ({
  account: ACCOUNT,
  region: REGION,
  managed: known([]),
  connectEndpoints: known([]),
  serialConsole: known(false),
  ...extra,
});

testCheck('admin-ports-closed', check, [
  {
    name: 'SSH for everybody',
    ...nobody,
    given: given(admitting(['tcp/22', '0.0.0.0/0'])),
    expect: 'fail',
    reasons: ['open'],
    says: ['tcp/22'],
  },
  {
    name: 'all traffic',
    ...nobody,
    given: given(admitting(['all', '0.0.0.0/0'])),
    expect: 'fail',
    says: ['tcp/22, tcp/3389'],
  },
  {
    name: 'SSH for two halves of the internet',
    ...nobody,
    given: given(admitting(['tcp/22', '0.0.0.0/1'], ['tcp/22', '128.0.0.0/1'])),
    expect: 'fail',
  },
  {
    name: 'GRE is no administration port',
    ...nobody,
    given: given(admitting(['gre', '0.0.0.0/0'])),
    expect: 'pass',
    reasons: ['closed'],
  },
  {
    name: 'SSH on a hidden server',
    ...nobody,
    given: given({ ...admitting(['tcp/22', '0.0.0.0/0']), ...hidden }),
    expect: 'pass',
  },
  { name: 'the named office', ...office, given: given(admitting(['tcp/22', '203.0.113.0/25'])), expect: 'pass' },
  {
    name: 'more than the named office',
    ...office,
    given: given(admitting(['tcp/22', '203.0.112.0/23'])),
    expect: 'fail',
    says: ['internet 203.0.112.'],
  },
  { name: 'the office is not named', ...nobody, given: given(admitting(['tcp/22', '203.0.113.0/25'])), expect: 'fail' },
  {
    name: 'V11 shells that IAM opens are told, and decide nothing',
    ...nobody,
    given: {
      ...given({}),
      'aws.ec2.shells': slice(
        shells({
          managed: known(['i-web']),
          serialConsole: known(true),
          connectEndpoints: known([
            { id: 'eice-1', vpc: 'vpc-1', subnet: 'subnet-priv', groups: ['sg-web'], preservesClientIp: true },
          ]),
        }),
      ),
    },
    expect: 'pass',
    says: ['Session Manager, serial console'],
  },
  {
    name: 'V11 an Instance Connect Endpoint counts where a group admits it',
    ...nobody,
    given: {
      ...given(admitting(['tcp/22', '10.0.2.0/24'])),
      'aws.ec2.shells': slice(
        shells({
          connectEndpoints: known([
            { id: 'eice-1', vpc: 'vpc-1', subnet: 'subnet-priv', groups: ['sg-web'], preservesClientIp: false },
          ]),
        }),
      ),
    },
    expect: 'pass',
    says: ['shells by IAM alone: Instance Connect Endpoint eice-1'],
  },
  {
    name: 'V11 shells that could not be read are told as such',
    ...nobody,
    given: {
      ...given({}),
      'aws.ec2.shells': slice(shells({ managed: denied('ssm:DescribeInstanceInformation') })),
    },
    expect: 'pass',
    says: ['Session Manager not known (denied: the caller needs ssm:DescribeInstanceInformation)'],
  },
  {
    name: 'V11 none',
    ...nobody,
    given: { ...given({}), 'aws.ec2.shells': slice(shells()) },
    expect: 'pass',
    says: ['alone: none'],
  },
  { name: 'HTTPS is no administration port', ...nobody, given: given({}), expect: 'pass' },
  {
    name: 'groups unread',
    ...nobody,
    given: given({ securityGroups: denied('ec2:DescribeSecurityGroups') }),
    expect: 'unknown',
    says: ['ec2:DescribeSecurityGroups'],
  },
  { name: 'no server', ...nobody, given: { 'aws.ec2.interfaces': slice(), ...network() }, expect: 'notApplicable' },
]);
