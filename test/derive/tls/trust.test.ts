import { createHash, createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { judgeTrust } from '../../../src/derive/tls/trust.ts';
import { storeOf, type TrustStore } from '../../../src/derive/tls/trust-path.ts';
import type { RevocationFacts } from '../../../src/domain/revocation.ts';
import type { ChainFacts } from '../../../src/domain/tls.ts';
import { readCertificate } from '../../../src/parse/x509/certificate.ts';
import { readPem } from '../../../src/parse/x509/pem.ts';
import { type CertificateOptions, type Issued, issue, labChain } from '../../servers/tls/certificates.ts';

const date = '2026-11-22T12:00:00.000Z';
const { root, intermediate, leaf } = labChain(['lab.test', '*.wild.test', 'xn--bcher-kva.test']);
const readStore = (pems: readonly string[]): TrustStore => storeOf(readPem(pems));
const store = readStore([root.pem]);

const sent = (...certificates: readonly Issued[]): ChainFacts => ({
  protocol: 'TLSv1.3',
  certificates: certificates.map(({ certificate }) => readCertificate(certificate)),
  staple: null,
  handshakeScts: false,
});
const judge = (chain: ChainFacts, more: Partial<Parameters<typeof judgeTrust>[1]> = {}) =>
  judgeTrust(chain, { host: 'lab.test', store, date, ...more });
const codes = (list: readonly { readonly code: string }[]): string[] => list.map(({ code }) => code);
const leafWith = (options: Partial<CertificateOptions>): Issued =>
  issue({ subject: 'lab.test', names: ['lab.test'], issuer: intermediate, ...options });

test('a good chain is trusted, and the path says how', () => {
  const trust = judge(sent(leaf, intermediate));
  expect(trust).toEqual({
    trusted: 'yes',
    problems: [],
    remarks: [{ code: 'revocation-unchecked', text: expect.stringContaining('it names no list and no responder') }],
    path: ['CN=lab.test', 'CN=Lab Intermediate', 'CN=Lab Root'],
    revocation: [
      expect.objectContaining({ subject: 'CN=lab.test', state: 'unchecked' }),
      expect.objectContaining({ subject: 'CN=Lab Intermediate', state: 'unchecked' }),
    ],
    signatures: ['ecdsa-with-SHA256', 'ecdsa-with-SHA256'],
  });
});

describe('names', () => {
  test.each([
    ['lab.test', true],
    ['LAB.test', true],
    ['lab.test.', true],
    ['other.test', false],
    ['sub.lab.test', false],
    ['a.wild.test', true],
    ['wild.test', false],
    ['a.b.wild.test', false],
    ['xn--bcher-kva.test', true],
    ['192.0.2.1', false],
  ])('%s: %s', (host, covered) => {
    const { problems, trusted } = judge(sent(leaf, intermediate), { host });
    expect(codes(problems)).toEqual(covered ? [] : ['name-mismatch']);
    expect(trusted).toBe('yes');
  });

  test('the common name alone is no name', () =>
    expect(codes(judge(sent(leafWith({ names: [] }), intermediate)).problems)).toEqual(['name-mismatch']));

  test('an address needs an address', () => {
    const byAddress = leafWith({ names: ['192.0.2.1'], ips: ['192.0.2.7'] });
    expect(codes(judge(sent(byAddress, intermediate), { host: '192.0.2.7' }).problems)).toEqual([]);
    expect(codes(judge(sent(byAddress, intermediate), { host: '192.0.2.1' }).problems)).toEqual(['name-mismatch']);
  });

  test('a partial wildcard covers nothing', () => {
    expect(codes(judge(sent(leafWith({ names: ['l*b.test'] }), intermediate)).problems)).toEqual(['name-mismatch']);
  });
});

describe('time', () => {
  test.each([
    ['2026-11-22T12:00:01Z', []],
    ['2026-11-22T11:59:59Z', ['expired']],
  ])('valid until %s: %j', (notAfter, expected) =>
    expect(codes(judge(sent(leafWith({ notAfter }), intermediate)).problems)).toEqual(expected),
  );

  test('not yet valid', () =>
    expect(codes(judge(sent(leafWith({ notBefore: '2026-11-22T12:00:01Z' }), intermediate)).problems)).toEqual([
      'not-yet-valid',
    ]));

  test('expired and an unknown root at once', () => {
    const alone = issue({ subject: 'lab.test', names: ['lab.test'], notAfter: '2021-01-01T00:00:00Z' });
    expect(codes(judge(sent(alone)).problems)).toEqual(['expired', 'self-signed']);
  });

  test.each([
    ['2026-12-22T11:00:00Z', ['expires-soon', 'revocation-unchecked']],
    ['2026-12-22T13:00:00Z', ['revocation-unchecked']],
  ])('thirty days before %s', (notAfter, expected) =>
    expect(codes(judge(sent(leafWith({ notAfter }), intermediate)).remarks)).toEqual(expected),
  );
});

describe('paths', () => {
  test('signed by itself', () =>
    expect(judge(sent(issue({ subject: 'lab.test', names: ['lab.test'] })))).toMatchObject({
      trusted: 'no',
      problems: [{ code: 'self-signed' }],
    }));

  test('signed by itself and in the store', () => {
    const own = issue({ subject: 'lab.test', names: ['lab.test'] });
    expect(judge(sent(own), { store: readStore([own.pem]) }).trusted).toBe('yes');
  });

  test('a root that is in no store', () => {
    const other = labChain();
    expect(judge(sent(other.leaf, other.intermediate, other.root))).toMatchObject({
      trusted: 'no',
      problems: [{ code: 'untrusted-root' }],
    });
  });

  test('a missing intermediate that is nowhere known leaves trust open', () => {
    expect(judge(sent(leaf))).toMatchObject({
      trusted: 'unknown',
      path: null,
      problems: [{ code: 'incomplete-chain' }],
    });
  });

  test('a missing intermediate that is known makes an incomplete chain of a trusted server', () => {
    const trust = judge(sent(leaf), { intermediates: readStore([intermediate.pem]) });
    expect(trust.trusted).toBe('yes');
    expect(trust.remarks[0]).toEqual({ code: 'incomplete', text: 'the server does not send CN=Lab Intermediate' });
  });

  test('order, extras, duplicates and a root that is sent are remarks', () => {
    const second = issue({ subject: 'Second', ca: true, issuer: intermediate });
    const deep = issue({ subject: 'lab.test', names: ['lab.test'], issuer: second });
    expect(codes(judge(sent(deep, intermediate, second)).remarks)).toEqual(['wrong-order', 'revocation-unchecked']);
    expect(codes(judge(sent(leaf, intermediate, second)).remarks)).toEqual([
      'extra-certificates',
      'revocation-unchecked',
    ]);
    expect(codes(judge(sent(leaf, intermediate, intermediate)).remarks)).toEqual([
      'duplicate-certificates',
      'revocation-unchecked',
    ]);
    expect(codes(judge(sent(leaf, intermediate, root)).remarks)).toEqual(['root-sent', 'revocation-unchecked']);
  });

  test('of two paths the one that is valid counts: an expired cross-sign does no harm', () => {
    const oldRoot = issue({ subject: 'Old Root', ca: true, notAfter: '2021-09-30T00:00:00Z' });
    const cross = issue({
      subject: 'Lab Root',
      ca: true,
      key: root.key,
      issuer: oldRoot,
      notAfter: '2021-09-30T00:00:00Z',
    });
    const both = readStore([oldRoot.pem, root.pem]);
    expect(judge(sent(leaf, intermediate, cross), { store: both })).toMatchObject({
      trusted: 'yes',
      path: ['CN=lab.test', 'CN=Lab Intermediate', 'CN=Lab Root'],
    });
  });

  test('only the expired path is left: expired', () => {
    const oldRoot = issue({ subject: 'Old Root', ca: true });
    const cross = issue({
      subject: 'Lab Root',
      ca: true,
      key: root.key,
      issuer: oldRoot,
      notAfter: '2021-09-30T00:00:00Z',
    });
    expect(codes(judge(sent(leaf, intermediate, cross), { store: readStore([oldRoot.pem]) }).problems)).toEqual([
      'expired',
    ]);
  });

  test('an issuer that may not sign', () => {
    const notCa = issue({ subject: 'Lab Intermediate', issuer: root });
    const forged = issue({ subject: 'lab.test', names: ['lab.test'], issuer: notCa });
    expect(judge(sent(forged, notCa))).toMatchObject({ trusted: 'no', problems: [{ code: 'not-a-ca' }] });
  });

  test('the right name with the wrong key', () => {
    const impostor = issue({ subject: 'Lab Intermediate', ca: true, issuer: root });
    expect(judge(sent(leaf, impostor))).toMatchObject({ trusted: 'no', problems: [{ code: 'bad-signature' }] });
  });

  test('a hundred certificates that sign one another end quickly', () => {
    const twins = Array.from({ length: 99 }, (_, serial) => issue({ subject: 'Twin', ca: true, serial }));
    const [first] = twins;
    if (first === undefined) throw new Error('no twin');
    const crossed = twins.map((twin) => issue({ subject: 'Twin', ca: true, key: twin.key, issuer: first }));
    expect(
      judge(sent(issue({ subject: 'lab.test', names: ['lab.test'], issuer: first }), ...crossed)).trusted,
    ).not.toBe('yes');
  });
});

describe('certificates for other purposes', () => {
  test.each([
    ['servers', ['1.3.6.1.5.5.7.3.1'], []],
    ['anything', ['2.5.29.37.0'], []],
    ['clients', ['1.3.6.1.5.5.7.3.2'], ['wrong-usage']],
  ])('for %s: %j gives %j', (_, usages, expected) =>
    expect(codes(judge(sent(leafWith({ usages }), intermediate)).problems)).toEqual(expected),
  );
});

test('must-staple without a staple is a remark', () => {
  expect(codes(judge(sent(leafWith({ mustStaple: true }), intermediate)).remarks)).toEqual([
    'must-staple-without-staple',
    'revocation-unchecked',
  ]);
});

describe('revocation', () => {
  const current = { thisUpdate: '2026-11-20T00:00:00.000Z', nextUpdate: '2026-11-27T00:00:00.000Z' };
  const about = (certificate: Issued, issuer: Issued, status: 'good' | 'revoked'): RevocationFacts => ({
    certificate: createHash('sha256').update(certificate.certificate).digest('hex'),
    issuerKey: createHash('sha256')
      .update(createPublicKey(issuer.key).export({ type: 'spki', format: 'der' }))
      .digest('hex'),
    staple: {
      responseStatus: 'successful',
      problem: null,
      answer: {
        status,
        revoked: status === 'good' ? null : { since: '2026-03-01T00:00:00.000Z', reason: 'keyCompromise' },
        ...current,
      },
      delegate: null,
    },
    crls: [],
    ocsp: [],
  });

  test('a revoked leaf, and a revoked intermediate, are no trust', () => {
    for (const [certificate, issuer] of [
      [leaf, intermediate],
      [intermediate, root],
    ] as const)
      expect(judge(sent(leaf, intermediate), { revocation: [about(certificate, issuer, 'revoked')] })).toMatchObject({
        trusted: 'no',
        problems: [{ code: 'revoked', text: expect.stringContaining('revoked on 2026-03-01 (keyCompromise)') }],
      });
  });

  test('nothing revoked leaves no remark', () => {
    const revocation = [about(leaf, intermediate, 'good'), about(intermediate, root, 'good')];
    expect(judge(sent(leaf, intermediate), { revocation })).toMatchObject({ trusted: 'yes', remarks: [] });
  });

  test('of two paths the one without a revoked authority counts', () => {
    const twin = issue({ subject: 'Lab Intermediate', ca: true, issuer: root, key: intermediate.key, serial: 9 });
    const revocation = [about(intermediate, root, 'revoked')];
    expect(judge(sent(leaf, intermediate, twin), { revocation })).toMatchObject({ trusted: 'yes', problems: [] });
    expect(judge(sent(leaf, intermediate), { revocation }).trusted).toBe('no');
  });

  test('what is known of another key’s certificate is not taken', () => {
    const other = issue({ subject: 'Lab Intermediate', ca: true, issuer: root });
    expect(judge(sent(leaf, intermediate), { revocation: [about(leaf, other, 'revoked')] }).trusted).toBe('yes');
  });

  test('an expired staple is told', () => {
    const known = about(leaf, intermediate, 'good');
    const trust = judge(sent(leaf, intermediate), { revocation: [known], date: '2026-12-01T00:00:00.000Z' });
    expect(trust.remarks).toContainEqual({
      code: 'bad-staple',
      text: 'the staple is of no use: the OCSP response expired on 2026-11-27',
    });
  });
});

test('no certificate, or garbage for one', () => {
  expect(judge(sent())).toMatchObject({ trusted: 'no', problems: [{ code: 'no-certificate' }] });
  expect(judge({ ...sent(), certificates: [{ der: 'AA==', unreadable: 'cut short' }] })).toMatchObject({
    trusted: 'no',
    problems: [{ code: 'unreadable' }],
  });
});

test('a store may be one text with many certificates, with garbage between them', () => {
  expect(
    readStore([
      `# comment\n${root.pem}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n${intermediate.pem}`,
    ]).size,
  ).toBe(2);
});
