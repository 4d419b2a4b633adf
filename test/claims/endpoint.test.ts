import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEndpoint } from '../../src/claims/endpoint.ts';

describe('endpoints that are read', () => {
  test.each([
    ['a name', 'app.hiverhq.com', 'app.hiverhq.com', 443],
    ['a name with a port', 'app.hiverhq.com:8443', 'app.hiverhq.com', 8443],
    ['capitals', 'App.HiverHQ.com', 'app.hiverhq.com', 443],
    ['a final dot', 'hiverhq.com.', 'hiverhq.com', 443],
    ['a single label', 'localhost:3000', 'localhost', 3000],
    ['an underscore', '_dmarc.example.com', '_dmarc.example.com', 443],
    ['an internationalised name', 'bücher.example', 'xn--bcher-kva.example', 443],
    ['a full-width name', 'ｅｘａｍｐｌｅ.com', 'example.com', 443],
    ['an IPv4 address', '192.0.2.7:8443', '192.0.2.7', 8443],
    ['an IPv6 address', '[2001:db8::1]', '2001:db8::1', 443],
    ['an IPv6 address with a port', '[2001:DB8:0:0:0:0:0:1]:8443', '2001:db8::1', 8443],
    ['the lowest port', 'a.example:1', 'a.example', 1],
    ['the highest port', 'a.example:65535', 'a.example', 65535],
  ])('%s', (_, text, host, port) => {
    expect(parseEndpoint(text)).toEqual({ ok: true, value: { host, port } });
  });
});

describe('endpoints that are refused, with what to write instead', () => {
  test.each([
    ['nothing', '', 'not a host name'],
    [
      'a URL',
      'https://app.hiverhq.com/login',
      'a URL is not an endpoint; write HOST or HOST:PORT, such as "app.hiverhq.com"',
    ],
    ['a path', 'app.hiverhq.com/login', 'an endpoint has no path'],
    ['a query', 'app.hiverhq.com?x', 'an endpoint has no path'],
    ['a user', 'me@app.hiverhq.com', 'an endpoint has no user'],
    ['a pattern', '*.hiverhq.com', 'an endpoint is one host, not a pattern'],
    ['bare IPv6', '2001:db8::1', 'write an IPv6 address in brackets'],
    ['broken IPv6', '[2001:db8::1::2]', 'not an IPv6 address'],
    ['IPv6 with a zone', '[fe80::1%eth0]', 'not a host name'],
    ['port 0', 'a.example:0', 'the port must be a number from 1 to 65535'],
    ['port 65536', 'a.example:65536', 'the port must be a number from 1 to 65535'],
    ['a named port', 'a.example:https', 'the port must be a number from 1 to 65535'],
    ['an empty port', 'a.example:', 'the port must be a number from 1 to 65535'],
    ['an empty label', 'a..example', 'not a host name'],
    ['a leading hyphen', '-a.example', 'not a host name'],
    ['a trailing hyphen', 'a-.example', 'not a host name'],
    ['a label of 64', `${'a'.repeat(64)}.example`, 'not a host name'],
    ['a name of 254', Array(51).fill('abcd').join('.'), 'not a host name'],
    ['a space', 'a b.example', 'not a host name'],
    ['a percent sign', 'ex%61mple.com', 'not a host name'],
    ['a control character', 'a\u001b[0m.example', 'not a host name'],
    ['a short IPv4 address', '127.1', 'not an IPv4 address'],
    ['a hexadecimal IPv4 address', '0x7f000001', 'not an IPv4 address'],
    ['an octal IPv4 address', '0177.0.0.1', 'not an IPv4 address'],
    ['an IPv4 address with a final dot', '192.0.2.7.', 'not an IPv4 address'],
    ['an IPv4 address out of range', '192.0.2.256', 'not an IPv4 address'],
  ])('%s', (_, text, message) => {
    expect(parseEndpoint(text)).toEqual({ ok: false, message: expect.stringContaining(message) });
  });
});

test('any text is an endpoint of harmless characters, or refused', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.domain(),
    fc.ipV6().map((address) => `[${address}]`),
  );
  fc.assert(
    fc.property(text, (written) => {
      const endpoint = parseEndpoint(written);
      if (!endpoint.ok) return;
      expect(endpoint.value.host).toMatch(/^[a-z0-9._:-]{1,253}$/);
      expect(endpoint.value.port).toBeGreaterThan(0);
      expect(endpoint.value.port).toBeLessThan(65_536);
    }),
  );
});
