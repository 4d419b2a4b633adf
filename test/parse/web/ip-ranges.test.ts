import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { expect, test } from 'vitest';
import { findIpRange, parseIpRanges } from '../../../src/parse/web/ip-ranges.ts';

const of = (...prefixes: readonly (readonly [prefix: string, region: string, service: string])[]): string =>
  JSON.stringify({
    syncToken: '1',
    createDate: '2026-11-20-18-07-05',
    prefixes: prefixes
      .filter(([prefix]) => !prefix.includes(':'))
      .map(([ip_prefix, region, service]) => ({ ip_prefix, region, service, network_border_group: region })),
    ipv6_prefixes: prefixes
      .filter(([prefix]) => prefix.includes(':'))
      .map(([ipv6_prefix, region, service]) => ({ ipv6_prefix, region, service, network_border_group: region })),
  });

const text = of(
  ['52.94.0.0/15', 'eu-west-1', 'AMAZON'],
  ['52.94.0.0/15', 'eu-west-1', 'EC2'],
  ['52.94.76.0/22', 'GLOBAL', 'CLOUDFRONT'],
  ['203.0.113.7/32', 'us-east-1', 'EC2'],
  ['2600:1f18::/33', 'us-east-1', 'EC2'],
);

test.each([
  ['52.95.255.255', '52.94.0.0/15', 'eu-west-1', ['AMAZON', 'EC2']],
  ['52.94.79.1', '52.94.76.0/22', 'GLOBAL', ['CLOUDFRONT']],
  ['52.94.80.0', '52.94.0.0/15', 'eu-west-1', ['AMAZON', 'EC2']],
  ['203.0.113.7', '203.0.113.7/32', 'us-east-1', ['EC2']],
  ['::ffff:203.0.113.7', '203.0.113.7/32', 'us-east-1', ['EC2']],
  ['2600:1f18:7fff::1', '2600:1f18::/33', 'us-east-1', ['EC2']],
])('%s lies in %s', (address, prefix, region, services) => {
  const ranges = parseIpRanges(text);
  expect(ranges && findIpRange(ranges, address)).toEqual({ prefix, region, services });
});

test.each(['52.96.0.0', '52.93.255.255', '203.0.113.8', '2600:1f18:8000::1', '::', 'no address'])(
  '%s lies in none',
  (address) => {
    const ranges = parseIpRanges(text);
    expect(ranges && findIpRange(ranges, address)).toBeNull();
  },
);

test('the longest of the prefixes that contain an address is found', () => {
  const octet = fc.integer({ min: 0, max: 3 });
  const v4 = fc.tuple(octet, octet, octet, octet).map((octets) => octets.map((one) => one * 64).join('.'));
  const network = fc
    .tuple(v4, fc.integer({ min: 0, max: 32 }))
    .map(([address, length]) => `${ipaddr.IPv4.networkAddressFromCIDR(`${address}/${length}`)}/${length}`);
  fc.assert(
    fc.property(fc.array(network, { maxLength: 12 }), v4, (networks, address) => {
      const ranges = parseIpRanges(of(...networks.map((prefix) => [prefix, 'r', 'EC2'] as const)));
      const around = networks
        .filter((prefix) => ipaddr.IPv4.parse(address).match(ipaddr.IPv4.parseCIDR(prefix)))
        .sort((a, b) => Number(b.split('/')[1]) - Number(a.split('/')[1]));
      expect((ranges && findIpRange(ranges, address)?.prefix) ?? null).toBe(around[0] ?? null);
    }),
  );
});

test.each([
  ['no JSON', '<html>'],
  ['something else', '{"prefixes":[]}'],
  ['a prefix that is none', of(['52.94.0.0/33', 'x', 'EC2'])],
])('%s is not read', (_, input) => {
  expect(parseIpRanges(input)).toBeNull();
});
