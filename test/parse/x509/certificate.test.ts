import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { readCertificate } from '../../../src/parse/x509/certificate.ts';
import {
  basicConstraints,
  der,
  extension,
  issue,
  keyUsage,
  nameConstraints,
  oid,
  rsaKey,
} from '../../servers/tls/certificates.ts';

const read = (bytes: Uint8Array) => {
  const facts = readCertificate(bytes);
  if ('unreadable' in facts) throw new Error(facts.unreadable);
  return facts;
};

describe('against OpenSSL, on every root that Node ships', () => {
  const roots = rootCertificates.map((pem) => new X509Certificate(pem));

  test('validity, serial and key agree', () => {
    expect(roots.length).toBeGreaterThan(100);
    for (const x509 of roots) {
      const facts = read(x509.raw);
      expect(Date.parse(facts.notAfter), facts.subject).toBe(Date.parse(x509.validTo));
      expect(Date.parse(facts.notBefore), facts.subject).toBe(Date.parse(x509.validFrom));
      expect(BigInt(`0x${facts.serial}`), facts.subject).toBe(BigInt(`0x${x509.serialNumber}`));
      expect(facts.isCa || !x509.ca, facts.subject).toBe(true);
      const details = x509.publicKey.asymmetricKeyDetails;
      if (details?.modulusLength !== undefined)
        expect(facts.key, facts.subject).toMatchObject({
          type: 'RSA',
          bits: details.modulusLength,
          exponent: String(details.publicExponent),
        });
      else expect(facts.key.type, facts.subject).toBe('EC');
    }
  });
});

describe('what a certificate says', () => {
  test('names of all kinds, flags and usages', () => {
    const { certificate } = issue({
      subject: 'lab.test',
      names: ['lab.test', '*.lab.test', 'xn--bcher-kva.test'],
      ips: ['127.0.0.1'],
      mustStaple: true,
    });
    expect(read(certificate)).toMatchObject({
      subject: 'CN=lab.test',
      issuer: 'CN=lab.test',
      commonName: 'lab.test',
      names: { dns: ['lab.test', '*.lab.test', 'xn--bcher-kva.test'], ip: ['127.0.0.1'] },
      isCa: false,
      selfIssued: true,
      mustStaple: true,
      embeddedScts: false,
      key: { type: 'EC', bits: 256, curve: 'P-256' },
      signature: 'ecdsa-with-SHA256',
    });
  });

  test.each([
    ['md5', 'md5WithRSAEncryption'],
    ['sha1', 'sha1WithRSAEncryption'],
    ['sha384', 'sha384WithRSAEncryption'],
  ])('a signature with %s', (hash, name) => {
    expect(read(issue({ subject: 'x', key: rsaKey(1024), hash }).certificate)).toMatchObject({
      signature: name,
      key: { bits: 1024 },
    });
  });

  test('Ed25519', () => {
    const key = generateKeyPairSync('ed25519').privateKey;
    expect(read(issue({ subject: 'x', key, hash: null }).certificate)).toMatchObject({
      signature: 'Ed25519',
      key: { type: 'Ed25519' },
    });
  });

  test('the exponent 1 of a key that protects nothing', () => {
    const modulus = der(0x02, Buffer.alloc(257, 0x5a).fill(0, 0, 1).fill(0xc1, 1, 2));
    const rsa = der(0x30, modulus, der(0x02, Uint8Array.of(1)));
    const publicKey = der(0x30, der(0x30, oid('1.2.840.113549.1.1.1'), der(0x05)), der(0x03, Uint8Array.of(0), rsa));
    expect(read(issue({ subject: 'x', publicKey }).certificate).key).toEqual({
      type: 'RSA',
      bits: 2048,
      curve: null,
      exponent: '1',
    });
  });

  test('where OCSP, issuer and CRL are', () => {
    const uri = (text: string): Uint8Array => der(0x86, Buffer.from(text));
    const access = der(
      0x30,
      der(0x30, oid('1.3.6.1.5.5.7.48.1'), uri('http://ocsp.test')),
      der(0x30, oid('1.3.6.1.5.5.7.48.2'), uri('http://issuer.test')),
    );
    const points = der(0x30, der(0x30, der(0xa0, der(0xa0, uri('http://crl.test/1.crl')))));
    const extensions = [extension('1.3.6.1.5.5.7.1.1', false, access), extension('2.5.29.31', false, points)];
    expect(read(issue({ subject: 'x', extensions }).certificate)).toMatchObject({
      ocspUrls: ['http://ocsp.test'],
      issuerUrls: ['http://issuer.test'],
      crlUrls: ['http://crl.test/1.crl'],
    });
  });

  test('what an authority may do', () => {
    const extensions = [
      basicConstraints(true, 3),
      keyUsage('keyCertSign', 'crlSign'),
      nameConstraints(['DNS:lab.test', 'IP:0a000000ff000000', 'dir:Lab'], ['email:.bad.test']),
      extension('1.2.3.4', true, Buffer.from([5, 0])),
    ];
    expect(read(issue({ subject: 'x', extensions, usages: ['1.3.6.1.5.5.7.3.1'] }).certificate)).toMatchObject({
      version: 3,
      isCa: true,
      pathLength: 3,
      keyUsage: expect.toSatisfy((uses: readonly string[]) => [...uses].sort().join() === 'crlSign,keyCertSign'),
      extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'],
      nameConstraints: {
        permitted: { dns: ['lab.test'], ip: ['10.0.0.0/8'], email: [], directory: [['CN=Lab']] },
        excluded: { dns: [], ip: [], email: ['.bad.test'], directory: [] },
      },
      unhandledCritical: ['1.2.3.4'],
    });
  });

  test.each([
    ['negative', Uint8Array.of(0xff, 0x01), 'ff01'],
    ['zero', Uint8Array.of(0), '00'],
    ['21 octets', new Uint8Array(21).fill(0x7f), '7f'.repeat(21)],
  ])('a serial number that is %s', (_, serial, expected) =>
    expect(read(issue({ subject: 'x', serialBytes: serial }).certificate).serial).toBe(expected),
  );

  test('an extension that comes twice is not read at all', () => {
    const twice = [extension('1.2.3.4', false, Buffer.from([5, 0])), extension('1.2.3.4', false, Buffer.from([5, 0]))];
    expect(readCertificate(issue({ subject: 'x', extensions: twice }).certificate)).toMatchObject({
      unreadable: expect.stringContaining('twice'),
    });
  });

  test('more than a megabyte, or a forest of elements: not read', () => {
    expect(readCertificate(Buffer.alloc(1_000_001, 0x30))).toMatchObject({ unreadable: expect.any(String) });
    expect(readCertificate(der(0x30, Buffer.alloc(130_000, Buffer.from([0x30, 0]))))).toMatchObject({
      unreadable: expect.stringContaining('node count'),
    });
  });

  test('10,000 names', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `n${index}.test`);
    expect(read(issue({ subject: 'x', names }).certificate).names.dns).toHaveLength(10_000);
  });

  test('years before 1950 and after 2049', () => {
    expect(read(issue({ subject: 'x', notAfter: '2099-01-02T03:04:05Z' }).certificate).notAfter).toBe(
      '2099-01-02T03:04:05.000Z',
    );
    expect(read(issue({ subject: 'x', notBefore: '1999-01-02T03:04:05Z' }).certificate).notBefore).toBe(
      '1999-01-02T03:04:05.000Z',
    );
  });

  test('control and direction characters do not reach a terminal', () => {
    expect(read(issue({ subject: 'a\u001b[31m\u202eb' }).certificate).subject).toBe('CN=a\ufffd[31m\ufffdb');
  });

  test.each([
    ['nothing', new Uint8Array(0)],
    ['no DER', Buffer.from('hello')],
    ['an empty sequence', Uint8Array.of(0x30, 0)],
  ])('%s is unreadable, with the reason', (_, bytes) => {
    expect(readCertificate(bytes)).toMatchObject({ unreadable: expect.any(String) });
  });
});
