import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, MalformedTls, uint, vector } from '../../../src/parse/tls/bytes.ts';
import {
  bitLength,
  parseAlpn,
  parseCertificate,
  parseCertificate13,
  parseCertificateStatus,
  parseServerHello,
  parseServerKeyExchange,
} from '../../../src/parse/tls/messages.ts';
import { parseSsl2ServerHello } from '../../../src/parse/tls/sslv2.ts';
import { readCertificate } from '../../../src/parse/x509/certificate.ts';
import { issue } from '../../servers/tls/certificates.ts';
import { dheKeyExchange, ecdheKeyExchange, fakePrime, serverHello } from '../../servers/tls/scripted-server.ts';

const bodyOf = (message: Uint8Array): Uint8Array => message.subarray(4);

describe('ServerHello', () => {
  test('names version, suite, compression and extensions', () => {
    const hello = parseServerHello(
      bodyOf(serverHello(0xc02f, { compression: 1, extensions: [[0xff01, Uint8Array.of(0)]] })),
    );
    expect(hello).toMatchObject({ version: 0x0303, suite: 0xc02f, compression: 1, retryRequest: false, group: null });
    expect([...hello.extensions.keys()]).toEqual([0xff01]);
  });

  test('without any extension block is that of an old server', () => {
    expect(parseServerHello(bodyOf(serverHello(5, { version: 0x0300 }))).extensions.size).toBe(0);
  });

  test('the version of TLS 1.3 stands in an extension', () => {
    const hello = parseServerHello(
      bodyOf(
        serverHello(0x1301, {
          extensions: [
            [43, uint(2, 0x0304)],
            [51, concat(uint(2, 0x11ec))],
          ],
        }),
      ),
    );
    expect(hello).toMatchObject({ version: 0x0304, group: 0x11ec, keyShare: null });
  });
});

describe('ServerKeyExchange', () => {
  test.each([512, 768, 1023, 1024, 2047, 2048, 4096])('a prime of %i bits', (bits) => {
    const { dh } = parseServerKeyExchange(bodyOf(dheKeyExchange(fakePrime(bits))), 0x009e, 0x0303);
    expect(bitLength(dh?.prime ?? new Uint8Array(0))).toBe(bits);
  });

  test('leading zeros do not count as bits', () => {
    const { dh } = parseServerKeyExchange(
      bodyOf(dheKeyExchange(concat(new Uint8Array(3), fakePrime(1024)))),
      0x009e,
      0x0303,
    );
    expect(bitLength(dh?.prime ?? new Uint8Array(0))).toBe(1024);
  });

  test('the curve and the signature scheme of ECDHE', () => {
    expect(parseServerKeyExchange(bodyOf(ecdheKeyExchange(0x001d)), 0xc02f, 0x0303)).toEqual({
      curve: 0x001d,
      dh: null,
      signature: 0x0401,
    });
  });

  test('before TLS 1.2 no scheme is named', () => {
    expect(parseServerKeyExchange(bodyOf(ecdheKeyExchange(0x0017)), 0xc013, 0x0302).signature).toBeNull();
  });

  test('is not read for suites with a pre-shared key', () => {
    expect(parseServerKeyExchange(Uint8Array.of(1), 0x008c, 0x0303)).toEqual({
      curve: null,
      dh: null,
      signature: null,
    });
  });
});

describe('SSL 2.0', () => {
  const hello = concat(
    uint(2, 0x8000 + 11 + 2 + 6),
    Uint8Array.of(4, 0, 1),
    uint(2, 2),
    uint(2, 2),
    uint(2, 6),
    uint(2, 0),
    Uint8Array.of(9, 9),
    uint(3, 0x010080),
    uint(3, 0x0700c0),
  );

  test('a SERVER-HELLO names suites and certificate', () => {
    expect(parseSsl2ServerHello(hello)).toEqual({ suites: [0x010080, 0x0700c0], certificate: Uint8Array.of(9, 9) });
  });

  test('a part of one asks for more', () => expect(parseSsl2ServerHello(hello.subarray(0, 12))).toBeNull());

  test('an alert in TLS is none', () =>
    expect(() => parseSsl2ServerHello(Uint8Array.of(21, 3, 1, 0, 2, 2, 70))).toThrow(MalformedTls));
});

describe('any bytes at all', () => {
  const parsers: readonly (readonly [string, (bytes: Uint8Array) => unknown])[] = [
    ['ServerHello', parseServerHello],
    ['Certificate', parseCertificate],
    ['Certificate of TLS 1.3', parseCertificate13],
    ['CertificateStatus', parseCertificateStatus],
    ['ALPN', parseAlpn],
    ['ServerKeyExchange, ECDHE', (bytes) => parseServerKeyExchange(bytes, 0xc02f, 0x0303)],
    ['ServerKeyExchange, DHE', (bytes) => parseServerKeyExchange(bytes, 0x009e, 0x0303)],
    ['SSL 2.0', parseSsl2ServerHello],
  ];
  test.each(parsers)('%s: a value or MalformedTls, nothing else', (_, parse) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        try {
          parse(bytes);
        } catch (problem) {
          expect(problem).toBeInstanceOf(MalformedTls);
        }
      }),
    );
  });

  const real = issue({
    subject: 'lab.test',
    names: ['lab.test', '*.lab.test'],
    ips: ['127.0.0.1'],
    ca: true,
    mustStaple: true,
  }).certificate;
  test('a certificate with any bytes changed, cut or added is read or called unreadable', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(real.length - 1), fc.nat(255)), { maxLength: 5 }),
        fc.nat(real.length),
        fc.uint8Array({ maxLength: 20 }),
        (changes, length, tail) => {
          const bytes = Buffer.from(real);
          for (const [at, value] of changes) bytes[at] = value;
          const read = readCertificate(concat(bytes.subarray(0, length), tail));
          expect('subject' in read || 'unreadable' in read).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('a Certificate message with 10,000 certificates is read up to 100', () => {
    const many = vector(3, ...Array.from({ length: 10_000 }, () => vector(3, Uint8Array.of(1))));
    expect(parseCertificate(many).certificates).toHaveLength(100);
  });
});
