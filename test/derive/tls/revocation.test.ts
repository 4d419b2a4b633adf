import { createHash, createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { judgeRevocation } from '../../../src/derive/tls/revocation.ts';
import type { CrlFacts, OcspFacts, RevocationFacts, RevocationState } from '../../../src/domain/revocation.ts';
import { readCertificate } from '../../../src/parse/x509/certificate.ts';
import { issue } from '../../servers/tls/certificates.ts';
import { loaded } from '../../servers/tls/revocation-makers.ts';

const date = '2026-11-22T12:00:00.000Z';
const root = issue({ subject: 'Root', ca: true });
const leaf = issue({ subject: 'lab.test', issuer: root });
const window = { thisUpdate: '2026-11-20T00:00:00.000Z', nextUpdate: '2026-11-27T00:00:00.000Z' };
const entry = { since: '2026-03-01T00:00:00.000Z', reason: 'keyCompromise' };

const responder = (notAfter: string): OcspFacts['delegate'] => {
  const facts = readCertificate(issue({ subject: 'Responder', issuer: root, notAfter }).certificate);
  if ('unreadable' in facts) throw new Error(facts.unreadable);
  return facts;
};
const ocsp = (status: 'good' | 'revoked' | 'unknown', more: object = {}, rest: Partial<OcspFacts> = {}): OcspFacts => ({
  responseStatus: 'successful',
  problem: null,
  answer: { status, revoked: status === 'revoked' ? entry : null, ...window, ...more },
  delegate: null,
  ...rest,
});
const silent: OcspFacts = {
  responseStatus: 'tryLater',
  problem: 'the responder answers tryLater',
  answer: null,
  delegate: null,
};
const crl = (more: Partial<CrlFacts> = {}): CrlFacts => ({
  sha256: '00',
  bytes: 100,
  entries: 3,
  problem: null,
  entry: null,
  ...window,
  ...more,
});
const listed = (value: CrlFacts): RevocationFacts['crls'] => [{ url: 'http://crl.test', ok: true, value }];
const asked = (value: OcspFacts): RevocationFacts['ocsp'] => [{ url: 'http://ocsp.test', ok: true, value }];

const judge = (more: Partial<RevocationFacts>): RevocationState => {
  const facts: RevocationFacts = {
    certificate: createHash('sha256').update(leaf.certificate).digest('hex'),
    issuerKey: createHash('sha256')
      .update(createPublicKey(root.key).export({ type: 'spki', format: 'der' }))
      .digest('hex'),
    staple: null,
    crls: [],
    ocsp: [],
    ...more,
  };
  return judgeRevocation(loaded(leaf), loaded(root), [facts], date);
};

test.each<[string, Partial<RevocationFacts>, RevocationState['state'], RevocationState['source'], string]>([
  ['a good staple', { staple: ocsp('good') }, 'good', 'staple', 'by the stapled response of 2026-11-20T00:00Z'],
  [
    'a staple that says revoked',
    { staple: ocsp('revoked') },
    'revoked',
    'staple',
    'revoked on 2026-03-01 (keyCompromise), by',
  ],
  ['a list without the certificate', { crls: listed(crl()) }, 'good', 'crl', 'by the revocation list of'],
  ['a list with it', { crls: listed(crl({ entry })) }, 'revoked', 'crl', 'revoked on 2026-03-01 (keyCompromise)'],
  [
    'a list with it, for no stated reason',
    { crls: listed(crl({ entry: { ...entry, reason: null } })) },
    'revoked',
    'crl',
    'revoked on 2026-03-01, by',
  ],
  ['a responder that says good', { ocsp: asked(ocsp('good')) }, 'good', 'ocsp', 'by the OCSP responder of'],
  ['a staple before a list', { staple: ocsp('good'), crls: listed(crl({ entry })) }, 'good', 'staple', 'staple'],
  ['a list before a responder', { crls: listed(crl()), ocsp: asked(ocsp('revoked')) }, 'good', 'crl', 'list'],
  ['a useless staple, then a list', { staple: silent, crls: listed(crl({ entry })) }, 'revoked', 'crl', 'list'],
  ['no next update', { crls: listed(crl({ nextUpdate: null })) }, 'good', 'crl', 'list'],
  [
    'a list that expired',
    { crls: listed(crl({ nextUpdate: '2026-11-22T11:59:59.000Z' })) },
    'unchecked',
    null,
    'the revocation list expired on 2026-11-22',
  ],
  [
    'a list that names it but expired',
    { crls: listed(crl({ entry, nextUpdate: '2026-11-01T00:00:00.000Z' })) },
    'unchecked',
    null,
    'expired',
  ],
  [
    'a list of tomorrow',
    { crls: listed(crl({ thisUpdate: '2026-11-23T00:00:00.000Z' })) },
    'unchecked',
    null,
    'after today',
  ],
  [
    'a list with a bad signature',
    { crls: listed(crl({ problem: 'the list is not signed by the issuer' })) },
    'unchecked',
    null,
    'not signed',
  ],
  [
    'a staple that expired',
    { staple: ocsp('good', { nextUpdate: '2026-11-22T00:00:00.000Z' }) },
    'unchecked',
    null,
    'the OCSP response expired',
  ],
  ['a responder that does not know it', { ocsp: asked(ocsp('unknown')) }, 'unchecked', null, 'does not know'],
  ['a responder out of order', { ocsp: asked(silent) }, 'unchecked', null, 'tryLater'],
  [
    'a delegate that is valid',
    { ocsp: asked(ocsp('good', {}, { delegate: responder('2027-01-01T00:00:00Z') })) },
    'good',
    'ocsp',
    'responder',
  ],
  [
    'a delegate that expired',
    { ocsp: asked(ocsp('good', {}, { delegate: responder('2026-01-01T00:00:00Z') })) },
    'unchecked',
    null,
    'whose certificate is not valid',
  ],
  [
    'nobody answers',
    { crls: [{ url: 'http://crl.test', ok: false, why: 'refused' }] },
    'unchecked',
    null,
    'http://crl.test: refused',
  ],
  ['nobody to ask', {}, 'unchecked', null, 'it names no list and no responder'],
])('%s', (_, facts, state, source, text) => {
  const judged = judge(facts);
  expect(judged).toMatchObject({ subject: 'CN=lab.test', state, source });
  expect(judged.text).toContain(text);
  expect(judged.asOf).toBe(state === 'unchecked' ? null : window.thisUpdate);
});

describe('what is known of others', () => {
  test('is not taken', () => {
    const other = issue({ subject: 'Root', ca: true });
    expect(judge({ issuerKey: 'aa', staple: ocsp('revoked') }).state).toBe('unchecked');
    expect(judge({ certificate: 'aa', staple: ocsp('revoked') }).state).toBe('unchecked');
    expect(judgeRevocation(loaded(leaf), loaded(other), [], date).state).toBe('unchecked');
  });
});
