import { describeKey, judgePublishedKeys, keyProof } from '../../src/derive/web/pgp-key.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { endpoint } from '../../src/domain/finding.ts';

const FIX =
  'Publish there, over HTTPS, the public key that is in use, or correct the address or the fingerprint on the page.';

export default defineCheck({
  title: 'The OpenPGP key at the address that the page names is in force and has the claimed fingerprint',
  why: 'Whoever encrypts a report to an expired, revoked or foreign key sends it to nobody, or to a stranger.',
  decides: ['disclosure.pgp-key'],
  needs: ['web.pgp-keys'],
  reasons: {
    same: {
      status: 'pass',
      text: '{url} has the key with the same fingerprint as the page names, {fingerprint} ({algorithm}, {domains}); it expires: {expires}; {use}',
    },
    current: {
      status: 'pass',
      text: '{url} has the key {fingerprint} ({algorithm}, {domains}); it expires: {expires}; {use}',
    },
    expired: { status: 'fail', text: 'the key {fingerprint} at {url} expired on {expires}', fix: FIX },
    revoked: { status: 'fail', text: 'the key {fingerprint} at {url} is revoked', fix: FIX },
    other: { status: 'fail', text: '{url} has no key with the fingerprint that the page names, but {found}', fix: FIX },
    absent: { status: 'fail', text: '{url} publishes no key: {because}', fix: FIX },
    secret: {
      status: 'fail',
      text: '{url} publishes the secret half of the key {fingerprint}',
      fix: 'Take it down, revoke the key and publish a new public key.',
    },
  },
  whenEmpty: 'no key was looked at',
  notShown: ['whose key it is, and who holds its secret half'],
  // Without an address the key that security.txt names is looked at.
  when: ({ url }) => url !== null,
  evaluate: ({ 'web.pgp-keys': published }, { fingerprint }, say) =>
    published.map((one) => {
      const { url } = one;
      const subject = endpoint(one.endpoint);
      const verdict = judgePublishedKeys(one, fingerprint, say.now);
      if (verdict.status === 'open') return say.unread(subject, verdict.gap);
      if (verdict.status === 'absent') return say.is(subject, 'absent', { url, because: verdict.because });
      if (verdict.status === 'other') {
        const found = verdict.found.map((key) => describeKey(key, say.now).fingerprint).join(', ');
        return say.is(subject, 'other', { url, found }, { measured: { fingerprint: found } });
      }
      const { key, status } = verdict;
      const told = { url, ...describeKey(key, say.now) };
      const measured = { fingerprint: key.fingerprint, expires: told.expires, domains: told.domains };
      const reason = status === 'current' && fingerprint !== null ? 'same' : status;
      return say.is(subject, reason, told, { measured, proof: keyProof(url, key) });
    }),
});
