import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findNames } from '../../src/collect/found-names.ts';
import { noArtifacts } from '../../src/domain/artifact-keys.generated.ts';
import type { Artifacts } from '../../src/domain/artifacts.ts';
import { slice } from '../check-tester.ts';
import { apiName, distribution, dnsRecord, door } from '../checks/aws-items.ts';

const told = (over: Partial<Artifacts>): Artifacts => ({ ...noArtifacts, ...over });
const hosts = (artifacts: Artifacts, asked: readonly { host: string; port: number }[] = []) =>
  findNames(artifacts, asked).endpoints.map(({ host }) => host);

const account = told({
  'aws.front-doors': slice(door({ dnsName: 'Front-1.us-east-1.ELB.amazonaws.com' }), door({ name: 'eip' })),
  'aws.cloudfront.distributions': slice(distribution({ aliases: ['www.example.com', '*.cdn.example.com'] })),
  'aws.api-gateway.names': slice(apiName()),
  'aws.route53.records': slice(
    dnsRecord({ name: 'app.example.com', alias: 'front-1.us-east-1.elb.amazonaws.com' }),
    dnsRecord({ name: 'app.example.com', type: 'AAAA', alias: 'front-1.us-east-1.elb.amazonaws.com' }),
    dnsRecord({ name: 'www.example.com', type: 'CNAME', values: ['d1.cloudfront.net'] }),
    dnsRecord({ name: 'host.example.com', values: ['10.0.0.1', '54.0.0.1'] }),
  ),
});

describe('names that AWS tells of', () => {
  test('of load balancers, distributions and their aliases, APIs and records, each once and in order', () => {
    expect(hosts(account)).toEqual([
      'app.example.com',
      'd1.cloudfront.net',
      'front-1.us-east-1.elb.amazonaws.com',
      'host.example.com',
      'orders.execute-api.us-east-1.amazonaws.com',
      'www.example.com',
    ]);
  });

  test('those asked for are not found again, unless another port of them was asked for', () => {
    const asked = [
      { host: 'app.example.com', port: 443 },
      { host: 'www.example.com', port: 8443 },
    ];
    expect(hosts(account, asked)).not.toContain('app.example.com');
    expect(hosts(account, asked)).toContain('www.example.com');
  });

  test.each([
    ['a wildcard', { name: '*.example.com', alias: 'd1.cloudfront.net' }],
    ['a name of a protocol, which is no host', { name: '_x.example.com', type: 'CNAME', values: ['y.acm.aws'] }],
    ['private addresses', { values: ['10.0.0.1', '192.168.1.1'] }],
    ['a name without a dot', { name: 'example', alias: 'd1.cloudfront.net' }],
    ['a name with what no host name has', { name: 'a b.example.com', alias: 'd1.cloudfront.net' }],
    ['a name with an escape sequence', { name: '\u001b[31m.example.com', alias: 'd1.cloudfront.net' }],
    ['an address as a name', { name: '10.0.0.1', alias: 'd1.cloudfront.net' }],
  ] as const)('%s is none', (_, record) => {
    expect(hosts(told({ 'aws.route53.records': slice(dnsRecord(record)) }))).toEqual([]);
  });

  test('wildcards are told apart', () => {
    expect(findNames(account, []).wildcards).toEqual(['*.cdn.example.com']);
  });

  test('what is too much is counted, and what remains is the same whatever came first', () => {
    const many = Array.from({ length: 620 }, (_, at) =>
      dnsRecord({ name: `h${at}.example.com`, type: 'CNAME', values: ['x.'] }),
    );
    const whole = findNames(told({ 'aws.route53.records': slice(...many) }), []);
    expect([whole.endpoints.length, whole.beyond]).toEqual([500, 120]);
    fc.assert(
      fc.property(fc.shuffledSubarray(many, { minLength: many.length }), (mixed) => {
        expect(findNames(told({ 'aws.route53.records': slice(...mixed) }), [])).toEqual(whole);
      }),
      { numRuns: 5 },
    );
  });
});
