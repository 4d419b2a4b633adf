import { judgeCookies } from '../../src/derive/web/cookies.ts';
import { httpsGap } from '../../src/derive/web/gaps.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { endpoint } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Cookies are set with the Secure attribute',
  why: 'A cookie without Secure is sent along with any plaintext request, for whoever listens.',
  decides: ['transit.secure-cookies'],
  needs: ['web.http'],
  reasons: {
    secure: { status: 'pass', text: 'all {count} cookies that {endpoint} sets without a login are Secure' },
    insecure: {
      status: 'fail',
      text: '{endpoint} sets cookies without Secure: {names}',
      fix: 'Add Secure (and HttpOnly, SameSite) to every Set-Cookie, best with the __Host- prefix.',
    },
  },
  whenEmpty: 'no public endpoint is in scope',
  notShown: ['cookies that are only set after a login'],
  evaluate: ({ 'web.http': sites }, _, say) => {
    const seen = sites.map((facts) => ({
      facts,
      gap: httpsGap(facts),
      // A cookie that browsers drop, or that is only there to be deleted, is never sent.
      live: judgeCookies(facts, say.now).filter(({ deleted, problems }) => !deleted && !problems.includes('ignored')),
    }));
    const anySet = seen.some(({ live }) => live.length > 0);
    return seen.flatMap(({ facts, gap, live }) => {
      const subject = endpoint(facts.endpoint);
      const insecure = live.filter(({ secure }) => !secure).map(({ name }) => name);
      const measured = { cookies: live.length, insecure: insecure.length };
      if (insecure.length > 0) {
        const slots = { endpoint: facts.endpoint, names: insecure.slice(0, 10).join(', ') };
        return [say.is(subject, 'insecure', slots, { measured, badness: insecure.length })];
      }
      if (gap !== null) return [say.unread(subject, gap)];
      if (live.length > 0)
        return [say.is(subject, 'secure', { endpoint: facts.endpoint, count: live.length }, { measured })];
      // No cookie proves nothing; it leaves the claim open only where no endpoint showed one.
      return anySet ? [] : [say.unread(subject, { kind: 'inconclusive', detail: 'it sets no cookie without a login' })];
    });
  },
});
