import check from '../../../checks/ddos/shield-standard-scope.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { distribution, door } from '../aws-items.ts';

const kind = 'ddos.shield';
const claim = { tier: 'standard' } as const;

testCheck('shield-standard-scope', check, [
  {
    name: 'every door is in its scope, told as such',
    kind,
    with: claim,
    given: {
      'aws.front-doors': slice(door(), door({ name: 'api', kind: 'network-load-balancer', protectable: [] })),
      'aws.cloudfront.distributions': slice(distribution({ id: 'arn:aws:cloudfront::1:distribution/E1' })),
    },
    expect: 'pass',
    reasons: ['standard', 'standard', 'standard'],
    says: ['network load balancer api has Shield Standard', 'layer (3 and 4) only'],
  },
  {
    name: 'doors could not be listed',
    kind,
    with: claim,
    given: { 'aws.front-doors': failedSlice() },
    expect: 'unknown',
  },
  {
    name: 'distributions could not be listed',
    kind,
    with: claim,
    given: { 'aws.front-doors': slice(door()), 'aws.cloudfront.distributions': failedSlice() },
    expect: 'unknown',
  },
  { name: 'no public door', kind, with: claim, given: {}, expect: 'notApplicable' },
]);
