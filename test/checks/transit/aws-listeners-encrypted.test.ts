import check from '../../../checks/transit/aws-listeners-encrypted.ts';
import { failedSlice, notRead, read, slice, testCheck } from '../../check-tester.ts';
import { listener } from '../aws-items.ts';

const https = { kind: 'transit.https-only', with: {} } as const;
const external = { kind: 'transit.encryption', with: { bits: 128, traffic: 'external' } } as const;
const internal = { kind: 'transit.encryption', with: { bits: 128, traffic: 'internal' } } as const;
const given = (...changes: readonly Parameters<typeof listener>[0][]) => ({
  'aws.elb.listeners': slice(...changes.map((one) => listener(one))),
});
const http = { port: 80, protocol: 'HTTP', redirectsToHttps: read(false) } as const;

testCheck('aws-listeners-encrypted', check, [
  {
    name: 'HTTPS, and HTTP that redirects',
    ...https,
    given: given({}, { ...http, redirectsToHttps: read(true) }),
    expect: 'pass',
    reasons: ['encrypted', 'redirects'],
  },
  {
    name: 'HTTP that serves',
    ...https,
    given: given({}, http),
    expect: 'fail',
    reasons: ['encrypted', 'plain'],
    says: ['HTTP listener on port 80 of internet-facing load balancer front'],
  },
  {
    name: 'rules could not be read',
    ...https,
    given: given({ ...http, redirectsToHttps: notRead('elasticloadbalancing:DescribeRules') }),
    expect: 'unknown',
  },
  {
    name: 'plain classic listener',
    ...https,
    given: given({ ...http, kind: 'classic', redirectsToHttps: null }),
    expect: 'fail',
  },
  {
    name: 'internal HTTP is not what the public reaches',
    ...https,
    given: given({ ...http, internetFacing: false }),
    expect: 'notApplicable',
  },
  {
    name: 'nor external traffic',
    ...external,
    given: given({ ...http, internetFacing: false }),
    expect: 'notApplicable',
  },
  {
    name: 'but internal traffic',
    ...internal,
    given: given({ ...http, internetFacing: false }, {}),
    expect: 'fail',
    reasons: ['plain'],
  },
  {
    name: 'TLS of a network load balancer',
    ...external,
    given: given({ protocol: 'TLS', kind: 'network' }),
    expect: 'pass',
  },
  {
    name: 'TCP passes on whatever comes',
    ...external,
    given: given({ protocol: 'TCP', kind: 'network' }),
    expect: 'unknown',
    says: ['only its endpoint tells'],
  },
  {
    name: 'GENEVE is between machines of the network',
    ...external,
    given: given({ protocol: 'GENEVE', kind: 'gateway' }),
    expect: 'notApplicable',
  },
  { name: 'the listing failed', ...https, given: { 'aws.elb.listeners': failedSlice() }, expect: 'unknown' },
]);
