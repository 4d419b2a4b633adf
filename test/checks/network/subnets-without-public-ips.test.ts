import check from '../../../checks/network/subnets-without-public-ips.ts';
import { known } from '../../../src/domain/gap.ts';
import type { Subnet } from '../../../src/domain/network.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { ACCOUNT, denied, facts, subnet } from '../../derive/net/facts.ts';

const claim = { kind: 'network.hygiene', with: { rules: ['public-ip-on-launch'] } } as const;
const given = (...subnets: readonly Subnet[]) => ({ 'aws.network': slice(facts({ subnets: known(subnets) })) });

testCheck('subnets-without-public-ips', check, [
  { name: 'off', ...claim, given: given(subnet('subnet-a', [])), expect: 'pass', reasons: ['asked'] },
  {
    name: 'on',
    ...claim,
    given: given(subnet('subnet-a', []), subnet('subnet-b', [], { publicIpOnLaunch: true })),
    expect: 'fail',
    reasons: ['asked', 'given'],
  },
  {
    name: 'a subnet that another account shares is for that account to keep',
    ...claim,
    given: given(subnet('subnet-a', [], { owner: `9${ACCOUNT.slice(1)}`, publicIpOnLaunch: true })),
    expect: 'notApplicable',
  },
  {
    name: 'subnets unread',
    ...claim,
    given: { 'aws.network': slice(facts({ subnets: denied('ec2:DescribeSubnets') })) },
    expect: 'unknown',
    says: ['ec2:DescribeSubnets'],
  },
]);
