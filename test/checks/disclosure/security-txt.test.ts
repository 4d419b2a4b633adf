import check from '../../../checks/disclosure/security-txt.ts';
import type { ExchangeOutput, HttpFacts } from '../../../src/domain/web.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { answer, chain, failed, HOST, hop, site } from '../../derive/web/http-facts.ts';

const row = { kind: 'disclosure.policy', with: { url: null } } as const;
const URL = `https://${HOST}/.well-known/security.txt`;

const file = (text: string, type = 'text/plain'): ExchangeOutput => ({
  ok: true,
  response: {
    status: 200,
    headers: [['content-type', type]],
    headersCut: false,
    body: { encoding: 'utf8', text, cut: false },
    tls: null,
  },
});
const at = (endpoint: string, wellKnown: ExchangeOutput, legacy: ExchangeOutput | null = null): HttpFacts =>
  site({
    endpoint,
    securityTxt: {
      keys: [],
      signatures: null,
      wellKnown: chain([hop(URL, wellKnown)]),
      legacy: legacy === null ? null : chain([hop(`https://${HOST}/security.txt`, legacy)]),
    },
  });
const only = (...outputs: readonly [ExchangeOutput, ExchangeOutput?]) => ({
  'web.http': slice(at('a:443', outputs[0], outputs[1] ?? null)),
});

const CONTACT = 'Contact: https://app.example.com/report\n';
const good = file(`${CONTACT}Expires: 2027-01-01T00:00:00Z\n`);
const missing = answer(404);

testCheck('security-txt', check, [
  {
    ...row,
    name: 'valid',
    given: only(good),
    expect: 'pass',
    reasons: ['valid'],
    says: ['1 contact(s), valid until 2027-01-01'],
  },
  {
    ...row,
    name: 'at the old place',
    given: only(missing, good),
    expect: 'pass',
    reasons: ['faulty'],
    says: ['faults: location'],
  },
  { ...row, name: 'no Expires', given: only(file(CONTACT)), expect: 'pass', reasons: ['faulty'], says: ['no_expire'] },
  {
    ...row,
    name: 'expired',
    given: only(file(`${CONTACT}Expires: 2026-11-21T00:00:00Z\n`)),
    expect: 'fail',
    reasons: ['expired'],
    says: ['expired on 2026-11-21'],
  },
  {
    ...row,
    name: 'no contact',
    given: only(file('Expires: 2027-01-01T00:00:00Z\n')),
    expect: 'fail',
    reasons: ['useless'],
    says: ['no_contact'],
  },
  { ...row, name: 'none', given: only(missing, missing), expect: 'unknown', says: ['absent'] },
  {
    ...row,
    name: 'a home page in its place',
    given: only(file('<html>', 'text/html')),
    expect: 'unknown',
    says: ['invalid_media'],
  },
  { ...row, name: 'not reached', given: only(failed('timeout')), expect: 'unknown', says: ['unreachable'] },
  {
    ...row,
    name: 'none here, one there',
    given: { 'web.http': slice(at('a:443', missing, missing), at('b:443', good)) },
    expect: 'pass',
    reasons: ['valid'],
  },
  { ...row, name: 'DNS failed', given: { 'web.http': failedSlice() }, expect: 'unknown' },
  { ...row, name: 'no endpoints', given: {}, expect: 'notApplicable' },
]);
