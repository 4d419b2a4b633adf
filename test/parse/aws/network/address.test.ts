import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, test } from 'vitest';
import { formatAddress, parseCidr, parseIp, rangeOf } from '../../../../src/parse/aws/network/address.ts';

describe('parseCidr', () => {
  test.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['255.255.255.255/32', '255.255.255.255/32'],
    ['203.0.113.9', '203.0.113.9/32'],
    ['2001:DB8::1/32', '2001:db8::/32'],
    ['::/0', '::/0'],
    ['::ffff:10.0.0.1/128', '::ffff:a00:1/128'],
    ['2001:db8:0:1:0:0:0:1/64', '2001:db8:0:1::/64'],
    ['fd00::/8', 'fd00::/8'],
  ])('%s is %s', (text, canonical) => {
    expect(parseCidr(text)).toBe(canonical);
  });

  test.each([
    '',
    '10.0.0/8',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/08',
    '010.0.0.0/8',
    '10.0.0.256/32',
    '10..0.0/8',
    '1.2.3.4.5',
    '10.0.0.0/',
    '::1::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    'fe80::1%eth0',
    '12345::/16',
    '::/129',
    '1.2.3.4:80',
    'any',
    `${'1'.repeat(70)}.0.0.0`,
  ])('refuses %s', (text) => {
    expect(parseCidr(text)).toBeNull();
  });
});

test('parseIp takes one address and no block', () => {
  expect(parseIp('2001:db8:0:0::1')).toBe('2001:db8::1');
  expect(parseIp('10.0.0.1')).toBe('10.0.0.1');
  expect(parseIp('10.0.0.0/8')).toBeNull();
});

test('a range is half-open and reaches the end of the space', () => {
  const all4 = parseCidr('0.0.0.0/0');
  const all6 = parseCidr('::/0');
  expect(all4 && rangeOf(all4)).toEqual({ family: 4, from: 0, to: 2 ** 32 });
  expect(all6 && rangeOf(all6)).toEqual({ family: 6, from: 0n, to: 2n ** 128n });
});

describe('agrees with an independent library', () => {
  test('on IPv4 blocks', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (ip, bits) => {
        const mine = parseCidr(`${ip}/${bits}`);
        const theirs = ipaddr.IPv4.networkAddressFromCIDR(`${ip}/${bits}`).toString();
        expect(mine).toBe(`${theirs}/${bits}`);
      }),
    );
  });

  test('on IPv6 addresses, both ways', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }), (value) => {
        const text = formatAddress(value);
        expect(text).toBe(ipaddr.parse(text).toString());
        const bytes = ipaddr.parse(text).toByteArray();
        expect(bytes.reduce((sum, byte) => (sum << 8n) + BigInt(byte), 0n)).toBe(value);
        const ip = parseIp(text);
        expect(ip && rangeOf(ip).from).toBe(value);
      }),
    );
  });

  test('on any text of address characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789abf:./'), maxLength: 24 }), (text) => {
        const mine = parseIp(text);
        if (mine !== null) expect(ipaddr.isValid(text)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
