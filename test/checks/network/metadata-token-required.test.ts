import check from '../../../checks/network/metadata-token-required.ts';
import type { InstanceSubject } from '../../../src/domain/network.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { ACCOUNT, REGION } from '../../derive/net/facts.ts';
import { server } from '../network-facts.ts';

const claim = { kind: 'network.hygiene', with: { rules: ['imdsv2'] } } as const;
const given = (metadata: InstanceSubject['metadata'], state = 'running') => ({
  'aws.ec2.instances': slice({
    ...server('i-1', 'subnet-a', null, state),
    account: ACCOUNT,
    region: REGION,
    metadata,
  }),
});

testCheck('metadata-token-required', check, [
  {
    name: 'IMDSv2',
    ...claim,
    given: given({ enabled: true, tokenRequired: true }),
    expect: 'pass',
    reasons: ['token'],
  },
  {
    name: 'IMDSv1',
    ...claim,
    given: given({ enabled: true, tokenRequired: false }),
    expect: 'fail',
    reasons: ['open'],
  },
  { name: 'off', ...claim, given: given({ enabled: false, tokenRequired: false }), expect: 'pass', reasons: ['off'] },
  { name: 'not told', ...claim, given: given({ enabled: null, tokenRequired: null }), expect: 'unknown' },
  {
    name: 'a stopped instance comes back as it was',
    ...claim,
    given: given({ enabled: true, tokenRequired: false }, 'stopped'),
    expect: 'fail',
  },
  {
    name: 'a terminated instance is none',
    ...claim,
    given: given({ enabled: true, tokenRequired: false }, 'terminated'),
    expect: 'notApplicable',
  },
  { name: 'instances unread', ...claim, given: { 'aws.ec2.instances': failedSlice() }, expect: 'unknown' },
]);
