import { describe, expect, test } from 'vitest';
import { trafficOf } from '../../../../src/parse/aws/network/values.ts';

describe('trafficOf', () => {
  test.each([
    ['every protocol, whatever the ports', ['-1', 22, 22], { kind: 'all' }],
    ['tcp by name', ['tcp', 22, 22], { kind: 'ports', protocol: 'tcp', from: 22, to: 22 }],
    ['tcp by number', ['6', 0, 65535], { kind: 'ports', protocol: 'tcp', from: 0, to: 65535 }],
    ['udp by number', ['17', 53, 53], { kind: 'ports', protocol: 'udp', from: 53, to: 53 }],
    ['GRE keeps no ports', ['47', 22, 22], { kind: 'protocol', number: 47 }],
    ['tcp with port -1 is malformed', ['tcp', -1, -1], { kind: 'malformed', protocol: 'tcp' }],
    ['tcp without ports is malformed', ['tcp', null, null], { kind: 'malformed', protocol: 'tcp' }],
    ['a range from high to low is malformed', ['udp', 10, 5], { kind: 'malformed', protocol: 'udp' }],
    ['ports beyond 65535 are malformed', ['tcp', 1, 70000], { kind: 'malformed', protocol: 'tcp' }],
    ['all ICMP', ['icmp', -1, -1], { kind: 'icmp', version: 4, type: null, code: null }],
    ['ICMP type with any code', ['icmp', 8, -1], { kind: 'icmp', version: 4, type: 8, code: null }],
    ['ICMP type and code', ['1', 3, 4], { kind: 'icmp', version: 4, type: 3, code: 4 }],
    [
      'ICMPv6 without a range is every type',
      ['icmpv6', null, null],
      { kind: 'icmp', version: 6, type: null, code: null },
    ],
    ['ICMPv6 by number', ['58', 128, 0], { kind: 'icmp', version: 6, type: 128, code: 0 }],
    ['any ICMP type with a code is malformed', ['icmp', -1, 4], { kind: 'malformed', protocol: 'icmp' }],
    ['an ICMP type beyond a byte is malformed', ['icmp', 300, -1], { kind: 'malformed', protocol: 'icmp' }],
  ] as const)('%s', (_, [name, from, to], expected) => {
    expect(trafficOf(name, from, to)).toEqual(expected);
  });
});
