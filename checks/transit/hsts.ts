import { httpsGap } from '../../src/derive/web/gaps.ts';
import { readHsts } from '../../src/derive/web/hsts.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { endpoint } from '../../src/domain/finding.ts';

const FIX = 'Send "Strict-Transport-Security: max-age=31536000; includeSubDomains" once on every HTTPS response.';

export default defineCheck({
  title: 'Browsers are told to come back over HTTPS',
  why: 'Without HSTS a browser tries plaintext again at the next visit, and an attacker can keep it there.',
  decides: ['transit.hsts'],
  needs: ['web.http'],
  reasons: {
    present: { status: 'pass', text: '{endpoint} has an HSTS policy of {seconds} s, subdomains {subdomains}' },
    short: {
      status: 'fail',
      text: '{endpoint} has an HSTS policy of only {seconds} s, {claimed} s are claimed',
      fix: FIX,
    },
    disabled: { status: 'fail', text: '{endpoint} tells browsers to forget its HSTS policy (max-age=0)', fix: FIX },
    invalid: { status: 'fail', text: '{endpoint} sends an HSTS header that browsers ignore: {problem}', fix: FIX },
    absent: { status: 'fail', text: '{endpoint} sends no HSTS header', fix: FIX },
  },
  whenEmpty: 'no public endpoint is in scope',
  notShown: ['the very first visit of a browser, which only the preload list covers'],
  evaluate: ({ 'web.http': sites }, { maxAgeSeconds: claimed }, say) =>
    sites.map((facts) => {
      const subject = endpoint(facts.endpoint);
      const { status, policy, problem } = readHsts(facts);
      const gap = httpsGap(facts);
      if (gap !== null || status === 'unknown') {
        return say.unread(subject, gap ?? { kind: 'unreachable', detail: 'no HTTPS answer was seen' });
      }
      const name = { endpoint: facts.endpoint };
      const seconds = policy?.statedMaxAge ?? 0;
      const detail = { measured: { maxAge: seconds }, badness: -seconds };
      if (status === 'invalid') return say.is(subject, 'invalid', { ...name, problem: problem ?? '' });
      if (status !== 'present') return say.is(subject, status, name, detail);
      if (seconds < claimed) return say.is(subject, 'short', { ...name, seconds, claimed }, detail);
      const subdomains = policy?.includeSubDomains === true ? 'included' : 'not included';
      return say.is(subject, 'present', { ...name, seconds, subdomains }, detail);
    }),
});
