import check from '../../../checks/ddos/shield-advanced-coverage.ts';
import { failedSlice, notRead, read, slice, testCheck } from '../../check-tester.ts';
import { distribution, door, shield } from '../aws-items.ts';

const kind = 'ddos.shield';
const claim = { tier: 'advanced' } as const;
const front = door();
const eip = 'arn:aws:ec2:us-east-1:111111111111:eip-allocation/eipalloc-1';
const other = 'arn:aws:ec2:us-east-1:111111111111:eip-allocation/eipalloc-2';
const network = door({ name: 'stream', kind: 'network-load-balancer', protectable: [eip, other] });
const cdn = distribution();

testCheck('shield-advanced-coverage', check, [
  {
    name: 'every door is protected',
    kind,
    with: claim,
    given: {
      'aws.front-doors': slice(front, network),
      'aws.cloudfront.distributions': slice(cdn),
      'aws.shield.subscription': slice(shield({ protections: read([front.id, eip, other, cdn.id]) })),
    },
    expect: 'pass',
    reasons: ['protected', 'protected', 'protected'],
  },
  {
    name: 'the distribution was left out',
    kind,
    with: claim,
    given: {
      'aws.front-doors': slice(front),
      'aws.cloudfront.distributions': slice(cdn),
      'aws.shield.subscription': slice(shield({ protections: read([front.id]) })),
    },
    expect: 'fail',
    reasons: ['protected', 'unprotected'],
    says: ['distribution E1 is not protected'],
  },
  {
    name: 'one of two Elastic IPs was left out',
    kind,
    with: claim,
    given: {
      'aws.front-doors': slice(network),
      'aws.shield.subscription': slice(shield({ protections: read([eip]) })),
    },
    expect: 'fail',
    says: ['(no protection for arn:aws:ec2:us-east-1:111111111111:eip-allocation/eipalloc-2)'],
  },
  {
    name: 'a network load balancer without Elastic IPs',
    kind,
    with: claim,
    given: {
      'aws.front-doors': slice(door({ kind: 'network-load-balancer', protectable: [] })),
      'aws.shield.subscription': slice(shield()),
    },
    expect: 'fail',
    reasons: ['unprotectable'],
  },
  {
    name: 'not subscribed',
    kind,
    with: claim,
    given: {
      'aws.front-doors': slice(front),
      'aws.shield.subscription': slice(shield({ advanced: read(false), term: read(null), protections: read(null) })),
    },
    expect: 'fail',
    reasons: ['unprotected'],
  },
  {
    name: 'the protection of another account does not count',
    kind,
    with: claim,
    given: {
      'aws.front-doors': slice(front),
      'aws.shield.subscription': slice(shield({ account: '222222222222', protections: read([front.id]) })),
    },
    expect: 'unknown',
    reasons: ['gap.inconclusive'],
  },
  {
    name: 'protections could not be listed',
    kind,
    with: claim,
    given: { 'aws.front-doors': slice(front), 'aws.shield.subscription': slice(shield({ protections: notRead() })) },
    expect: 'unknown',
  },
  {
    name: 'doors could not be listed',
    kind,
    with: claim,
    given: { 'aws.front-doors': failedSlice() },
    expect: 'unknown',
  },
  { name: 'no public door', kind, with: claim, given: {}, expect: 'notApplicable' },
]);
