import check from '../../../checks/transit/aws-policies-agree.ts';
import type { TlsEndpoint } from '../../../src/domain/endpoint.ts';
import type { TlsFacts } from '../../../src/domain/tls.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { modern, protocols, suites } from '../../derive/tls/facts.ts';
import { aliases, HOST, hosting } from '../../derive/web/hosting-facts.ts';
import { distribution, listener, loadBalancer, sslPolicy } from '../aws-items.ts';

const row = { kind: 'transit.encryption', with: { bits: 128, traffic: 'external' } } as const;
const gcm = 'ECDHE_RSA_WITH_AES_128_GCM_SHA256';
const cbc = 'ECDHE_RSA_WITH_AES_128_CBC_SHA';
const speaking = (...names: readonly string[]): TlsFacts =>
  modern({ protocols: protocols({ 'TLSv1.2': 'yes' }), suites: { 'TLSv1.2': suites(names) } });

const endpoint = (...addresses: readonly TlsFacts[]): TlsEndpoint => ({
  endpoint: `${HOST}:443`,
  host: HOST,
  port: 443,
  addresses,
  roots: { store: 'none', certificates: [] },
  intermediates: [],
  revocation: [],
});
const balancer = loadBalancer({ dnsName: 'front-1.us-east-1.elb.amazonaws.com' });
const behind = {
  'web.hosting': slice(hosting({ aliases: aliases('front-1.us-east-1.elb.amazonaws.com') })),
  'aws.elb.load-balancers': slice(balancer),
  'aws.elb.listeners': slice(listener({ balancer: balancer.id })),
  'aws.elb.ssl-policies': slice(sslPolicy()),
};

testCheck('aws-policies-agree', check, [
  {
    ...row,
    name: 'what the policy allows',
    given: { ...behind, 'web.tls': slice(endpoint(speaking(gcm))) },
    expect: 'pass',
    reasons: ['agree'],
    says: ['the listener on port 443 of load balancer front'],
  },
  {
    ...row,
    name: 'a suite that the policy forbids, on one address of two',
    given: { ...behind, 'web.tls': slice(endpoint(speaking(gcm), speaking(gcm, cbc))) },
    expect: 'unknown',
    reasons: ['gap.inconclusive'],
    says: [`TLS_${cbc}`, 'ELBSecurityPolicy-TLS13-1-2-2021-06', 'something else answers too'],
  },
  {
    ...row,
    name: 'a protocol that the policy forbids',
    given: {
      ...behind,
      'web.tls': slice(endpoint(modern({ protocols: protocols({ TLSv1: 'yes', 'TLSv1.2': 'yes' }), suites: {} }))),
    },
    expect: 'unknown',
    says: ['agrees to TLSv1,'],
  },
  {
    ...row,
    name: 'a distribution whose certificate is that of CloudFront allows more than is set',
    given: {
      'web.tls': slice(endpoint(speaking(cbc))),
      'web.hosting': slice(hosting({ aliases: aliases('d1.cloudfront.net') })),
      'aws.cloudfront.distributions': slice(
        distribution({ viewer: { defaultCertificate: true, policy: 'TLSv1.2_2021' } }),
      ),
    },
    expect: 'pass',
  },
  {
    ...row,
    name: 'a distribution that forbids it',
    given: {
      'web.tls': slice(endpoint(speaking(cbc))),
      'web.hosting': slice(hosting({ aliases: aliases('d1.cloudfront.net') })),
      'aws.cloudfront.distributions': slice(distribution()),
    },
    expect: 'unknown',
    says: ['TLSv1.2_2021 of distribution E1 forbids'],
  },
  {
    ...row,
    name: 'a policy that nobody knows may allow anything',
    given: { ...behind, 'aws.elb.ssl-policies': slice(), 'web.tls': slice(endpoint(speaking(cbc))) },
    expect: 'notApplicable',
  },
  {
    ...row,
    name: 'another port is another listener',
    given: { ...behind, 'web.tls': slice({ ...endpoint(speaking(cbc)), port: 8443 }) },
    expect: 'notApplicable',
  },
  {
    ...row,
    name: 'somebody else’s balancer',
    given: {
      ...behind,
      'web.hosting': slice(hosting({ aliases: aliases('other.elb.amazonaws.com') })),
      'web.tls': slice(endpoint(speaking(cbc))),
    },
    expect: 'notApplicable',
  },
  {
    ...row,
    name: 'an endpoint that did not answer',
    given: { ...behind, 'web.tls': slice(endpoint(modern({ problem: 'refused' }))) },
    expect: 'notApplicable',
  },
  {
    ...row,
    name: 'the listeners could not be listed',
    given: { ...behind, 'aws.elb.listeners': failedSlice(), 'web.tls': slice(endpoint(speaking(gcm))) },
    expect: 'unknown',
  },
]);
