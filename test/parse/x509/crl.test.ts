import fc from 'fast-check';
import { expect, test } from 'vitest';
import { certificateParts } from '../../../src/parse/x509/certificate-parts.ts';
import { readCrl } from '../../../src/parse/x509/crl.ts';
import { basicConstraints, der, extension, issue, keyUsage } from '../../servers/tls/certificates.ts';
import { distributionPoint, type ListOptions, loaded, makeList } from '../../servers/tls/revocation-makers.ts';

const url = 'http://crl.test/7.crl';
const points = extension('2.5.29.31', false, der(0x30, der(0x30, der(0xa0, der(0xa0, der(0x86, Buffer.from(url)))))));
const root = issue({ subject: 'Root', ca: true });
const leaf = issue({ subject: 'lab.test', issuer: root, serial: 7, extensions: [points] });
const other = issue({ subject: 'Root', ca: true });
const { serial } = certificateParts(loaded(leaf));

const read = (options: Partial<ListOptions> = {}) =>
  readCrl(makeList({ issuer: root, ...options }), loaded(leaf), loaded(options.issuer ?? root));

test('a list that does not name the certificate', () =>
  expect(read({ revoked: [{ serial: Uint8Array.of(1, 8) }] })).toMatchObject({
    problem: null,
    entry: null,
    entries: 1,
    thisUpdate: '2026-11-20T00:00:00.000Z',
    nextUpdate: '2026-11-27T00:00:00.000Z',
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  }));

test('a list that names it, with and without a reason', () => {
  expect(read({ revoked: [{ serial, reason: 1 }] })?.entry).toEqual({
    since: '2026-03-01T00:00:00.000Z',
    reason: 'keyCompromise',
  });
  expect(read({ revoked: [{ serial }] })?.entry).toEqual({ since: '2026-03-01T00:00:00.000Z', reason: null });
});

test('a longer serial number that starts the same is another one', () =>
  expect(read({ revoked: [{ serial: Uint8Array.of(...serial, 0) }] })?.entry).toBeNull());

test.each<[string, Partial<ListOptions>, string | null]>([
  ['empty, and without a next one', { nextUpdate: null }, null],
  ['signed by another key', { signer: other }, 'not signed'],
  ['by another issuer', { issuer: issue({ subject: 'Other', ca: true }) }, 'another issuer'],
  ['of this partition', { extensions: [distributionPoint(url)] }, null],
  ['of another partition', { extensions: [distributionPoint('http://crl.test/8.crl')] }, 'another partition'],
  ['for servers alone', { extensions: [distributionPoint(null, 1)] }, null],
  ['for authorities alone', { extensions: [distributionPoint(null, 2)] }, 'another kind'],
  ['an indirect one', { extensions: [distributionPoint(null, 4)] }, 'not read'],
  ['for attribute certificates', { extensions: [distributionPoint(null, 5)] }, 'not read'],
  ['a delta', { extensions: [extension('2.5.29.27', true, der(0x02, Uint8Array.of(1)))] }, 'not complete'],
  ['with a critical extension nobody knows', { extensions: [extension('1.2.3', true, der(0x05))] }, 'unknown critical'],
  ['with a number', { extensions: [extension('2.5.29.20', false, der(0x02, Uint8Array.of(1)))] }, null],
])('%s', (_, options, problem) =>
  expect(read(options)?.problem ?? null).toEqual(problem === null ? null : expect.stringContaining(problem)),
);

test('an issuer whose key may not sign lists', () => {
  const mute = issue({ subject: 'Root', key: root.key, extensions: [basicConstraints(true), keyUsage('keyCertSign')] });
  expect(read({ issuer: mute })?.problem).toBe('the issuer may not sign lists');
});

test('50,000 entries', () => {
  const revoked = Array.from({ length: 50_000 }, (_, index) => ({
    serial: Uint8Array.of(2, index & 0x7f, (index >> 7) & 0x7f, (index >> 14) & 0x7f),
  }));
  expect(read({ revoked: [...revoked, { serial, reason: 4 }] })).toMatchObject({
    entries: 50_001,
    entry: { reason: 'superseded' },
  });
});

test('whatever the bytes, nothing is thrown, and a changed list is not taken for a good one', () => {
  const list = makeList({ issuer: root, revoked: [{ serial, reason: 1 }] });
  fc.assert(
    fc.property(fc.nat(list.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const changed = Buffer.from(list);
      changed[at] = (changed[at] ?? 0) ^ by;
      const facts = readCrl(changed, loaded(leaf), loaded(root));
      expect(facts === null || facts.problem !== null || facts.entry !== null).toBe(true);
    }),
    { numRuns: 200 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => readCrl(bytes, loaded(leaf), loaded(root)) === null),
  );
});
