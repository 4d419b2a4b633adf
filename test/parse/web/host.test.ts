import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../../src/parse/web/address.ts';
import { parseOverride, parseWebEndpoint, rootUrl } from '../../../src/parse/web/endpoint.ts';
import {
  canonicalHost,
  isIpLiteral,
  isPublicSuffix,
  labelPath,
  registrableDomain,
  sameHost,
} from '../../../src/parse/web/host.ts';

test.each([
  ['App.Example.COM', 'app.example.com'],
  ['app.example.', 'app.example'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['127.1', '127.0.0.1'],
  ['2130706433', '127.0.0.1'],
  ['::1', '[::1]'],
  ['[2001:DB8::1]', '[2001:db8::1]'],
  ['', null],
  ['a b', null],
  ['a/b', null],
  ['user@host', null],
  ['host?', null],
  ['[', null],
  ['.', null],
])('host «%s» is %s', (text, host) => {
  expect(canonicalHost(text)).toBe(host);
});

test('hosts are compared without case and final dot', () => {
  expect(sameHost('App.example.', 'app.EXAMPLE')).toBe(true);
  expect(sameHost('app.example', 'www.app.example')).toBe(false);
  expect(sameHost('', '')).toBe(false);
});

test('public suffixes count with their private section', () => {
  expect(registrableDomain('www.example.co.uk')).toBe('example.co.uk');
  expect(registrableDomain('me.github.io')).toBe('me.github.io');
  expect(registrableDomain('github.io')).toBeNull();
  expect(registrableDomain('example')).toBeNull();
  expect(registrableDomain('10.0.0.1')).toBeNull();
  expect(['github.io', 'com', 'example', 'example.com'].map(isPublicSuffix)).toEqual([true, true, true, false]);
  expect(labelPath('a.b.c')).toEqual(['a.b.c', 'b.c', 'c']);
  expect(['10.0.0.1', '[::1]', 'a.1'].map(isIpLiteral)).toEqual([true, true, false]);
});

describe('endpoints', () => {
  test.each([
    ['app.example', { host: 'app.example', port: 443, plainPort: 80 }],
    ['app.example:443', { host: 'app.example', port: 443, plainPort: 80 }],
    ['app.example:80', { host: 'app.example', port: 443, plainPort: 80 }],
    ['App.Example.:8443', { host: 'app.example', port: 8443, plainPort: 8443 }],
    ['[::1]:18443', { host: '[::1]', port: 18443, plainPort: 18443 }],
    ['127.0.0.1', { host: '127.0.0.1', port: 443, plainPort: 80 }],
    ['app.example:', null],
    ['app.example:0', null],
    ['app.example:65536', null],
    ['https://app.example', null],
    ['', null],
  ])('«%s»', (text, endpoint) => {
    expect(parseWebEndpoint(text)).toEqual(endpoint);
  });

  test('root URLs leave out default ports only', () => {
    expect(rootUrl('http', 'a.example', 80)).toBe('http://a.example/');
    expect(rootUrl('http', 'a.example', 8443)).toBe('http://a.example:8443/');
    expect(rootUrl('https', '[::1]', 443)).toBe('https://[::1]/');
  });

  test.each([
    ['app.example:443:127.0.0.1', { host: 'app.example', port: 443, addresses: ['127.0.0.1'] }],
    ['App.example:80:127.0.0.1,[::1]', { host: 'app.example', port: 80, addresses: ['127.0.0.1', '::1'] }],
    ['app.example:443:2001:db8::1', { host: 'app.example', port: 443, addresses: ['2001:db8::1'] }],
    ['app.example:443:', null],
    ['app.example:443:localhost', null],
    ['app.example:127.0.0.1', null],
    ['app.example:0:127.0.0.1', null],
  ])('override «%s»', (text, override) => {
    expect(parseOverride(text)).toEqual(override);
  });
});

test.each([
  ['93.184.216.34', 4, 'unicast', true],
  ['2606:4700::1', 6, 'unicast', true],
  ['[2606:4700::1]', 6, 'unicast', true],
  ['127.0.0.1', 4, 'loopback', false],
  ['10.0.0.1', 4, 'private', false],
  ['169.254.169.254', 4, 'linkLocal', false],
  ['100.64.0.1', 4, 'carrierGradeNat', false],
  ['192.0.2.1', 4, 'reserved', false],
  ['0.0.0.0', 4, 'unspecified', false],
  ['224.0.0.1', 4, 'multicast', false],
  ['255.255.255.255', 4, 'broadcast', false],
  ['::1', 6, 'loopback', false],
  ['fd00:ec2::254', 6, 'uniqueLocal', false],
  ['fe80::1', 6, 'linkLocal', false],
  ['::ffff:10.0.0.1', 6, 'private', false],
  ['64:ff9b::a00:1', 6, 'private', false],
  ['64:ff9b::5db8:d822', 6, 'unicast', true],
  ['2002:a00:1::', 6, '6to4', false],
  ['2001:db8::1', 6, 'reserved', false],
])('address %s is IPv%i, %s, global %s', (text, family, range, global) => {
  expect(parseAddress(text)).toMatchObject({ family, range, global });
});

test.each(['127.1', '0x7f.0.0.1', '2130706433', 'fe80::1%eth0', 'localhost', '', '1.2.3.4.5'])(
  '«%s» is no address',
  (text) => {
    expect(parseAddress(text)).toBeNull();
  },
);
