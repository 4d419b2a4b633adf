import { describeKey, faultOf, judgePublishedKeys, keyProof } from '../../src/derive/web/pgp-key.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { endpoint } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'The OpenPGP key that security.txt names is in force',
  why: 'Whoever finds a weakness takes the key from there, and cannot use one that is expired or revoked.',
  decides: ['disclosure.pgp-key'],
  needs: ['web.http'],
  reasons: {
    current: {
      status: 'pass',
      text: 'the security.txt of {endpoint} names {url}, which has the key {fingerprint} ({algorithm}, {domains}); it expires: {expires}; {use}',
    },
    useless: {
      status: 'fail',
      text: 'the security.txt of {endpoint} names {url} for its key, and no key in force is there: {why}',
      fix: 'Publish the key in use there, or correct the Encryption field and the fingerprint on the page.',
    },
  },
  whenEmpty: 'no public endpoint is in scope',
  notShown: ['whose key it is, and who holds its secret half'],
  // A claim that names its key's address is decided there.
  when: ({ url }) => url === null,
  evaluate: ({ 'web.http': sites }, { fingerprint }, say) => {
    const named = sites.filter(({ securityTxt }) => (securityTxt?.keys.length ?? 0) > 0);
    if (named.length === 0) {
      // One file speaks for the programme; without any, the key may still be published elsewhere.
      const detail =
        'no security.txt that is seen names a key at an https address; the claim may name its address itself';
      return sites.map((site) => say.unread(endpoint(site.endpoint), { kind: 'inconclusive', detail }));
    }
    return named.map((site) => {
      const subject = endpoint(site.endpoint);
      const seen = (site.securityTxt?.keys ?? []).map((published) => ({
        url: published.url,
        verdict: judgePublishedKeys(published, fingerprint, say.now),
      }));
      for (const { url, verdict } of seen) {
        if (verdict.status !== 'current') continue;
        const told = { endpoint: site.endpoint, url, ...describeKey(verdict.key, say.now) };
        const measured = { fingerprint: verdict.key.fingerprint, expires: told.expires, domains: told.domains };
        return say.is(subject, 'current', told, { measured, proof: keyProof(url, verdict.key) });
      }
      for (const { verdict } of seen) if (verdict.status === 'open') return say.unread(subject, verdict.gap);
      const [first] = seen;
      const [url, why] = first === undefined ? ['', ''] : [first.url, faultOf(first.verdict, say.now)];
      return say.is(subject, 'useless', { endpoint: site.endpoint, url, why });
    });
  },
});
