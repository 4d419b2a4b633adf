import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ocspRequest, readOcsp } from '../../../src/parse/x509/ocsp.ts';
import { der, issue } from '../../servers/tls/certificates.ts';
import { loaded, makeResponse, type ResponseOptions } from '../../servers/tls/revocation-makers.ts';

const OCSP_SIGNING = ['1.3.6.1.5.5.7.3.9'];
const root = issue({ subject: 'Root', ca: true });
const leaf = issue({ subject: 'lab.test', issuer: root, serial: 7 });
const delegate = issue({ subject: 'Responder', issuer: root, usages: OCSP_SIGNING });
const useless = issue({ subject: 'Responder', issuer: root });
const stranger = issue({ subject: 'Responder', usages: OCSP_SIGNING });

const read = (options: Partial<ResponseOptions> = {}) =>
  readOcsp(makeResponse({ certificate: leaf, issuer: root, ...options }), loaded(leaf), loaded(root));

test.each(['good', 'revoked', 'unknown'] as const)('a response that says %s', (status) =>
  expect(read({ status })).toMatchObject({
    responseStatus: 'successful',
    problem: null,
    delegate: null,
    answer: {
      status,
      revoked: status === 'revoked' ? { since: '2026-03-01T00:00:00.000Z', reason: 'keyCompromise' } : null,
      thisUpdate: '2026-11-20T00:00:00.000Z',
      nextUpdate: '2026-11-27T00:00:00.000Z',
    },
  }),
);

test('without a next update, and with SHA-256 identifiers', () =>
  expect(read({ hash: 'sha256', nextUpdate: null }).answer).toMatchObject({ status: 'good', nextUpdate: null }));

test.each<[string, Partial<ResponseOptions>, string | null]>([
  ['signed by a delegate', { signer: delegate, along: [delegate] }, null],
  ['signed by a delegate that does not come along', { signer: delegate }, 'not signed'],
  ['signed by a certificate for something else', { signer: useless, along: [useless] }, 'not signed'],
  ['signed by somebody else’s responder', { signer: stranger, along: [stranger] }, 'not signed'],
  ['for another certificate', { certificate: issue({ subject: 'x', issuer: root, serial: 8 }) }, 'another certificate'],
  ['by another issuer of that name', { issuer: issue({ subject: 'Root', ca: true }) }, 'another certificate'],
])('a response %s', (_, options, problem) => {
  const facts = read(options);
  expect(facts.problem).toEqual(problem === null ? null : expect.stringContaining(problem));
  expect(facts.answer === null).toBe(problem !== null);
  expect(facts.delegate?.subject ?? null).toBe(problem === null ? 'CN=Responder' : null);
});

test.each([
  [1, 'malformedRequest'],
  [3, 'tryLater'],
  [6, 'unauthorized'],
])('a responder that answers %s', (status, name) =>
  expect(readOcsp(der(0x30, der(0x0a, Uint8Array.of(status))), loaded(leaf), loaded(root))).toMatchObject({
    responseStatus: name,
    answer: null,
  }),
);

test('a request names the certificate by SHA-1', () =>
  expect(Buffer.from(ocspRequest(loaded(leaf), loaded(root))).toString('hex')).toMatch(/06052b0e03021a/));

test('whatever the bytes, nothing is thrown, and a changed response says nothing good', () => {
  const response = makeResponse({ certificate: leaf, issuer: root, status: 'revoked' });
  fc.assert(
    fc.property(fc.nat(response.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const changed = Buffer.from(response);
      changed[at] = (changed[at] ?? 0) ^ by;
      expect(readOcsp(changed, loaded(leaf), loaded(root)).answer?.status).not.toBe('good');
    }),
    { numRuns: 200 },
  );
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      (bytes) => readOcsp(bytes, loaded(leaf), loaded(root)).answer === null,
    ),
  );
});
