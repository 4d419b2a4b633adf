import check from '../../../checks/network/interfaces-isolated.ts';
import { known } from '../../../src/domain/gap.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { balancer, denied, eni, group, ip, rule, targetGroup } from '../../derive/net/facts.ts';
import { admitting, hidden, network, server } from './world.ts';

const none = { edges: [] };
const all = { edges: ['load-balancer', 'cdn', 'api-gateway', 'global-accelerator'] } as const;
const servers = { 'aws.ec2.interfaces': slice(server()) };

const behindBalancer = {
  interfaces: known([
    eni('eni-web', {
      groups: ['sg-app'],
      subnet: 'subnet-priv',
      addresses: [{ private: ip('10.0.2.5'), public: null }],
    }),
  ]),
  securityGroups: known([group('sg-app', [rule('tcp/8080', 'sg-lb')]), group('sg-lb', [rule('tcp/443', '0.0.0.0/0')])]),
  balancers: known([balancer()]),
  targetGroups: known([targetGroup(['i-web'])]),
};

testCheck('interfaces-isolated', check, [
  {
    name: 'no public address',
    kind: 'network.isolation',
    with: all,
    given: { ...servers, ...network(hidden) },
    expect: 'pass',
    reasons: ['isolated'],
    says: ['no public address'],
  },
  {
    name: 'public and open',
    kind: 'network.isolation',
    with: all,
    given: { ...servers, ...network(admitting(['tcp/22', '0.0.0.0/0'])) },
    expect: 'fail',
    reasons: ['reachable'],
    says: ['tcp/22', 'internet 203.0.113.9 -> igw-1 -> rtb-pub (0.0.0.0/0) -> subnet-pub'],
  },
  {
    name: 'public and closed by its group',
    kind: 'network.isolation',
    with: all,
    given: { ...servers, ...network(admitting(['tcp/22', '10.0.0.0/8'])) },
    expect: 'pass',
    says: ['no rule admits anybody'],
  },
  {
    name: 'behind a load balancer, which the claim allows',
    kind: 'network.isolation',
    with: all,
    given: { ...servers, ...network(behindBalancer) },
    expect: 'pass',
  },
  {
    name: 'behind a load balancer, which the claim does not allow',
    kind: 'network.isolation',
    with: none,
    given: { ...servers, ...network(behindBalancer) },
    expect: 'fail',
    says: ['app/web/1'],
  },
  {
    name: 'the ACL could not be read',
    kind: 'network.isolation',
    with: all,
    given: { ...servers, ...network({ networkAcls: denied('ec2:DescribeNetworkAcls') }) },
    expect: 'unknown',
    says: ['ec2:DescribeNetworkAcls'],
  },
  {
    name: 'Block Public Access unread, and no public address',
    kind: 'network.isolation',
    with: all,
    given: { ...servers, ...network({ ...hidden, blockOptions: denied('ec2:DescribeVpcBlockPublicAccessOptions') }) },
    expect: 'pass',
  },
  {
    name: 'interfaces of load balancers and NAT gateways are judged as such',
    kind: 'network.isolation',
    with: all,
    given: {
      'aws.ec2.interfaces': slice(
        server({ serves: 'load-balancer' }),
        server({ id: 'eni-nat', serves: 'nat-gateway' }),
      ),
      ...network(),
    },
    expect: 'notApplicable',
  },
  {
    name: 'no interfaces could be listed',
    kind: 'network.isolation',
    with: all,
    given: { 'aws.ec2.interfaces': failedSlice(), ...network() },
    expect: 'unknown',
  },
]);
