import check from '../../../checks/transit/aws-names-https-only.ts';
import { known, unread } from '../../../src/domain/gap.ts';
import { denied, failedSlice, slice, testCheck } from '../../check-tester.ts';
import { aliases, hosting } from '../../derive/web/hosting-facts.ts';
import { address, answer, failed, HOST, probe, redirectTo, site } from '../../derive/web/http-facts.ts';
import { apiName, distribution, dnsRecord, door, listener } from '../aws-items.ts';

const row = { kind: 'transit.https-only', with: {} } as const;
const balancerName = 'front-1.us-east-1.elb.amazonaws.com';
const front = door({ dnsName: balancerName });
const doors = slice(front);
const records = slice(dnsRecord({ name: HOST, alias: `dualstack.${balancerName}` }));
const plain = (redirects: boolean) =>
  slice(
    listener({ port: 443 }),
    listener({ protocol: 'HTTP', port: 80, policies: [], redirectsToHttps: known(redirects) }),
  );
const content = site({ addresses: [address({ plainRoot: probe(answer(200), answer(200)) })] });
const renamed = (host: string, over: Parameters<typeof site>[0] = {}) =>
  site({ endpoint: `${host}:443`, host, ...over });
const blocked = probe(failed('blocked', 'before', 'private address'));
const inside = { plainRoot: blocked, plainPath: null, secure: blocked, address: '10.0.0.1' };
const noNames = {
  v4: { ok: false, error: { kind: 'nxdomain', detail: '' } },
  v6: { ok: false, error: { kind: 'nxdomain', detail: '' } },
} as const;

testCheck('aws-names-https-only', check, [
  {
    ...row,
    name: 'answers and settings agree that plaintext is redirected',
    given: {
      'web.found.http': slice(site()),
      'aws.front-doors': doors,
      'aws.route53.records': records,
      'aws.elb.listeners': plain(true),
    },
    expect: 'pass',
    reasons: ['secure'],
    says: ['a record of zone example.com', 'redirects to https://', 'only redirects to HTTPS'],
  },
  {
    ...row,
    name: 'a name with a plaintext listener is one finding of both sides',
    given: {
      'web.found.http': slice(content),
      'aws.front-doors': doors,
      'aws.route53.records': records,
      'aws.elb.listeners': plain(false),
    },
    expect: 'fail',
    reasons: ['plaintext'],
    says: [
      'content is served in plaintext (status 200)',
      'HTTP listener of application load balancer front does not redirect',
    ],
  },
  {
    ...row,
    name: 'the settings redirect, the name serves plaintext',
    given: {
      'web.found.http': slice(content),
      'aws.front-doors': doors,
      'aws.route53.records': records,
      'aws.elb.listeners': plain(true),
    },
    expect: 'fail',
    reasons: ['disagree'],
    says: ['something else serves the name too'],
  },
  {
    ...row,
    name: 'the settings have no listener on port 80, the name serves plaintext',
    given: { 'web.found.http': slice(content), 'aws.front-doors': doors, 'aws.route53.records': records },
    expect: 'fail',
    reasons: ['disagree'],
    says: ['has no listener on port 80'],
  },
  {
    ...row,
    name: 'the listener does not redirect, what stands behind does',
    given: {
      'web.found.http': slice(site()),
      'aws.front-doors': doors,
      'aws.route53.records': records,
      'aws.elb.listeners': plain(false),
    },
    expect: 'pass',
    reasons: ['behind'],
  },
  {
    ...row,
    name: 'rules that could not be read do not contradict an answer',
    given: {
      'web.found.http': slice(content),
      'aws.front-doors': doors,
      'aws.route53.records': records,
      'aws.elb.listeners': slice(listener({ protocol: 'HTTP', port: 80, redirectsToHttps: unread(denied('x:Y')) })),
    },
    expect: 'fail',
    reasons: ['plaintext'],
  },
  {
    ...row,
    name: 'a TCP listener passes on whatever comes',
    given: {
      'web.found.http': slice(content),
      'aws.front-doors': doors,
      'aws.route53.records': records,
      'aws.elb.listeners': slice(listener({ protocol: 'TCP', port: 80 })),
    },
    expect: 'fail',
    reasons: ['plaintext'],
    says: ['passes on what comes to port 80 (TCP)'],
  },
  {
    ...row,
    name: 'the load balancer’s own name has no certificate, which is no plaintext',
    given: {
      'web.found.http': slice(
        renamed(balancerName, {
          addresses: [
            address({
              plainRoot: probe(redirectTo(`https://${balancerName}/`)),
              plainPath: null,
              secure: probe(failed('tls', 'tls')),
              unverified: answer(200),
            }),
          ],
        }),
      ),
      'aws.front-doors': doors,
      'aws.elb.listeners': plain(true),
    },
    expect: 'pass',
    reasons: ['secure'],
    says: ['the name of application load balancer front'],
  },
  {
    ...row,
    name: 'a host without any web service',
    given: {
      'web.found.http': slice(
        site({
          addresses: [
            address({ plainRoot: probe(failed('refused')), plainPath: null, secure: probe(failed('refused')) }),
          ],
        }),
      ),
      'aws.route53.records': slice(dnsRecord({ name: HOST, values: ['93.184.216.34'] })),
    },
    expect: 'pass',
    reasons: ['secure'],
    says: ['no load balancer, distribution or API of the account is known behind it'],
  },
  {
    ...row,
    name: 'a distribution that allows HTTP',
    given: {
      'web.found.http': slice(content),
      'aws.cloudfront.distributions': slice(
        distribution({ aliases: [HOST], behaviors: [{ path: '/old/*', policy: 'allow-all' }] }),
      ),
      'aws.route53.records': slice(dnsRecord({ name: HOST, alias: 'd1.cloudfront.net' })),
    },
    expect: 'fail',
    reasons: ['plaintext'],
    says: ['distribution E1 allows viewers HTTP for /old/*'],
  },
  {
    ...row,
    name: 'a distribution that does not say what it allows',
    given: {
      'web.found.http': slice(site()),
      'aws.cloudfront.distributions': slice(distribution({ behaviors: null })),
      'aws.route53.records': slice(dnsRecord({ name: HOST, type: 'CNAME', values: ['d1.cloudfront.net'] })),
    },
    expect: 'pass',
    reasons: ['secure'],
    says: ['what distribution E1 allows viewers is not told'],
  },
  {
    ...row,
    name: 'a distribution known by its alias alone',
    given: {
      'web.found.http': slice(content),
      'aws.cloudfront.distributions': slice(distribution({ aliases: [HOST] })),
    },
    expect: 'fail',
    reasons: ['plaintext'],
    says: ['an alias of distribution E1'],
  },
  {
    ...row,
    name: 'an API that answers in plaintext all the same',
    given: {
      'web.found.http': slice(content),
      'aws.api-gateway.names': slice(
        apiName({ kind: 'domain', name: HOST, host: HOST, targets: ['d-1.execute-api.x'] }),
      ),
    },
    expect: 'fail',
    reasons: ['disagree'],
    says: ['a custom domain of API Gateway', 'has HTTPS endpoints only'],
  },
  {
    ...row,
    name: 'an API under its own name',
    given: { 'web.found.http': slice(renamed(apiName().host)), 'aws.api-gateway.names': slice(apiName()) },
    expect: 'pass',
    says: ['the name of API orders'],
  },
  {
    ...row,
    name: 'two doors behind one name: the worse decides',
    given: {
      'web.found.http': slice(content),
      'aws.front-doors': slice(front, door({ name: 'other', dnsName: 'other-1.us-east-1.elb.amazonaws.com' })),
      'aws.route53.records': slice(
        dnsRecord({ name: HOST, alias: balancerName }),
        dnsRecord({ name: HOST, type: 'CNAME', values: ['other-1.us-east-1.elb.amazonaws.com'] }),
      ),
      'aws.elb.listeners': plain(false),
    },
    expect: 'fail',
    reasons: ['plaintext'],
    says: ['load balancer front does not redirect', 'load balancer other has no listener'],
  },
  {
    ...row,
    name: 'records that lead in a circle lead to no door',
    given: {
      'web.found.http': slice(site()),
      'aws.route53.records': slice(
        dnsRecord({ name: HOST, type: 'CNAME', values: ['b.example.com'] }),
        dnsRecord({ name: 'b.example.com', type: 'CNAME', values: [HOST] }),
      ),
    },
    expect: 'pass',
    says: ['no load balancer'],
  },
  {
    ...row,
    name: 'an endpoint in scope whose alias is seen from outside alone',
    given: {
      'web.http': slice(content),
      'web.hosting': slice(hosting({ aliases: aliases(balancerName) })),
      'aws.front-doors': doors,
      'aws.elb.listeners': plain(true),
    },
    expect: 'fail',
    reasons: ['disagree'],
    says: ['(in scope)'],
  },
  {
    ...row,
    name: 'an endpoint in scope that leads to no door is judged by its answers elsewhere',
    given: { 'web.http': slice(content), 'aws.front-doors': doors },
    expect: 'notApplicable',
  },
  {
    ...row,
    name: 'names that lead nowhere, or inside',
    given: {
      'web.found.http': slice(
        renamed('gone.example.com', { addresses: [], names: noNames }),
        renamed('vpn.example.com', { addresses: [address(inside)] }),
      ),
    },
    expect: 'notApplicable',
  },
  {
    ...row,
    name: 'the name of a load balancer that does not resolve could not be looked at',
    given: {
      'web.found.http': slice(renamed(balancerName, { addresses: [], names: noNames })),
      'aws.front-doors': doors,
    },
    expect: 'unknown',
    reasons: ['gap.unreachable'],
  },
  {
    ...row,
    name: 'silence on both ports',
    given: {
      'web.found.http': slice(
        site({
          addresses: [
            address({ plainRoot: probe(failed('filtered')), plainPath: null, secure: probe(failed('filtered')) }),
          ],
        }),
      ),
    },
    expect: 'unknown',
  },
  {
    ...row,
    name: 'records could not be listed',
    given: { 'aws.route53.records': failedSlice(denied('route53:ListHostedZones')) },
    expect: 'unknown',
  },
  {
    ...row,
    name: 'a name was not looked at',
    given: { 'web.found.http': failedSlice({ kind: 'notRecorded', detail: 'not in the evidence' }) },
    expect: 'unknown',
  },
  { ...row, name: 'no names', given: {}, expect: 'notApplicable' },
]);
