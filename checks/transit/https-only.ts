import { plainGap } from '../../src/derive/web/gaps.ts';
import { judgeHttpsOnly } from '../../src/derive/web/https-only.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { endpoint, type Proof } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Endpoints serve nothing in plaintext',
  why: 'Whatever travels once without TLS can be read and changed on the way.',
  decides: ['transit.https-only'],
  needs: ['web.http'],
  reasons: {
    secure: { status: 'pass', text: '{endpoint} is served over HTTPS only: {because}' },
    plaintext: {
      status: 'fail',
      text: '{endpoint} answers in plaintext: {because}',
      fix: 'Close port 80, or answer every plaintext request with a redirect to https:// on the same host.',
    },
  },
  whenEmpty: 'no public endpoint is in scope',
  notShown: [
    'names that are not in scope; lists of names are never complete',
    'the first request of a browser that has never been there: a closed port 80 does not stop an attacker from answering on it, only preloading does',
  ],
  evaluate: ({ 'web.http': sites }, _, say) =>
    sites.map((facts) => {
      const subject = endpoint(facts.endpoint);
      const verdict = judgeHttpsOnly(facts);
      if (verdict.status === 'inconclusive') return say.unread(subject, plainGap(verdict));
      const proof: Proof = {
        type: 'facts',
        text: 'what each address answered in plaintext',
        facts: Object.fromEntries(verdict.addresses.map(({ address, because }) => [address, because])),
      };
      return say.is(
        subject,
        verdict.status === 'ok' ? 'secure' : 'plaintext',
        { endpoint: facts.endpoint, because: verdict.because },
        { proof, measured: { plaintext: verdict.code } },
      );
    }),
});
