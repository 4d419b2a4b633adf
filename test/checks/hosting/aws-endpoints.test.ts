import check from '../../../checks/hosting/aws-endpoints.ts';
import { failedSlice, notRead, read, slice, testCheck } from '../../check-tester.ts';
import { ADDRESS, aliases, hosting, inRange } from '../../derive/web/hosting-facts.ts';
import { distribution, door, place } from '../aws-items.ts';

const row = { kind: 'hosting.provider', with: { provider: 'aws' } } as const;
const at = (...names: readonly string[]) => ({ 'web.hosting': slice(hosting({ aliases: aliases(...names) })) });
const balancer = slice(door({ dnsName: 'lb.elb.amazonaws.com' }));

testCheck('aws-endpoints', check, [
  {
    ...row,
    name: 'an own balancer',
    given: { ...at('lb.elb.amazonaws.com'), 'aws.front-doors': balancer },
    expect: 'pass',
    reasons: ['own'],
  },
  {
    ...row,
    name: 'an own address',
    given: { ...at(), 'aws.front-doors': slice(door({ kind: 'elastic-ip', name: ADDRESS, dnsName: null })) },
    expect: 'pass',
    reasons: ['own'],
  },
  {
    ...row,
    name: 'an own distribution',
    given: {
      ...at('d1.cloudfront.net'),
      'aws.cloudfront.distributions': slice(distribution({ dnsName: 'd1.cloudfront.net' })),
    },
    expect: 'pass',
    reasons: ['own'],
  },
  {
    ...row,
    name: 'an address of an own network interface',
    given: {
      ...at(),
      'aws.public-addresses': slice({ id: 'addresses', ...place, tags: null, addresses: [ADDRESS] }),
    },
    expect: 'pass',
    reasons: ['own'],
  },
  {
    ...row,
    name: 'what the custom domain of an own API leads to',
    given: {
      ...at('d-1.execute-api.us-east-1.amazonaws.com'),
      'aws.api-gateway.names': slice({
        id: 'api.example.com',
        ...place,
        tags: null,
        kind: 'domain' as const,
        name: 'api.example.com',
        host: 'api.example.com',
        targets: ['d-1.execute-api.us-east-1.amazonaws.com'],
      }),
    },
    expect: 'pass',
    reasons: ['own'],
  },
  {
    ...row,
    name: 'an own accelerator',
    given: {
      ...at('a1.awsglobalaccelerator.com'),
      'aws.accelerator.names': slice({ id: 'a', ...place, tags: null, names: read(['a1.awsglobalaccelerator.com']) }),
    },
    expect: 'pass',
    reasons: ['own'],
  },
  {
    ...row,
    name: 'an accelerator, while those of the account could not be read',
    given: {
      ...at('a1.awsglobalaccelerator.com'),
      'aws.accelerator.names': slice({ id: 'a', ...place, tags: null, names: notRead() }),
    },
    expect: 'unknown',
  },
  {
    ...row,
    name: 'somebody’s balancer',
    given: { ...at('other.elb.amazonaws.com'), 'aws.front-doors': balancer },
    expect: 'pass',
    reasons: ['there'],
    says: ['not one of the names and addresses'],
  },
  {
    ...row,
    name: 'an address in a range of AWS',
    given: { 'web.hosting': slice(hosting({ ranges: [inRange()] })) },
    expect: 'pass',
    reasons: ['there'],
    says: [`${ADDRESS} in 93.184.0.0/16 (eu-west-1)`],
  },
  { ...row, name: 'elsewhere', given: at('x.azurewebsites.net'), expect: 'fail', reasons: ['elsewhere'] },
  { ...row, name: 'an edge', given: at('d2.cloudfront.net'), expect: 'unknown', says: ['is an edge'] },
  { ...row, name: 'nothing tells', given: at(), expect: 'unknown' },
  {
    ...row,
    name: 'the account was not listed',
    given: { ...at('lb.elb.amazonaws.com'), 'aws.front-doors': failedSlice() },
    expect: 'unknown',
  },
  { ...row, name: 'no endpoints', given: {}, expect: 'notApplicable' },
]);
