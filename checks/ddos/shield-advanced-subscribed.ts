import { dayText } from '../../src/derive/aws/day.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Shield Advanced is subscribed and within its term',
  why: 'Shield Advanced is a paid subscription of at least a year; without it only Shield Standard applies.',
  decides: ['ddos.shield'],
  needs: ['aws.shield.subscription'],
  reasons: {
    subscribed: {
      status: 'pass',
      text: 'account {account} is subscribed to Shield Advanced until {until}, renewed automatically',
    },
    ending: {
      status: 'pass',
      text: 'account {account} is subscribed to Shield Advanced until {until}, not renewed automatically',
    },
    expired: {
      status: 'fail',
      text: 'the Shield Advanced subscription of account {account} ended on {until}',
      fix: 'Renew the subscription (aws shield update-subscription --auto-renew ENABLED).',
    },
    'not-subscribed': {
      status: 'fail',
      text: 'account {account} is not subscribed to Shield Advanced: only Shield Standard applies',
      fix: 'Subscribe (aws shield create-subscription) and protect every public front door, or claim Shield Standard.',
    },
  },
  whenEmpty: 'no account was read',
  when: ({ tier }) => tier === 'advanced',
  evaluate: ({ 'aws.shield.subscription': subscriptions }, _, say) =>
    subscriptions.map((subscription) => {
      const subject = resource('shield-subscription', subscription);
      const { account, advanced, term } = subscription;
      if (!advanced.ok) return say.unread(subject, advanced.gap);
      if (!advanced.value) return say.is(subject, 'not-subscribed', { account }, { measured: { tier: 'standard' } });
      if (!term.ok) return say.unread(subject, term.gap);
      const { endsAt = null, autoRenew = null } = term.value ?? {};
      if (endsAt === null || autoRenew === null) {
        return say.unread(subject, {
          kind: 'malformed',
          detail: 'the subscription is active, but its term and renewal are not told',
        });
      }
      const slots = { account, until: dayText(endsAt) };
      const detail = { measured: { tier: 'advanced', until: dayText(endsAt), autoRenew } };
      if (endsAt < say.now && !autoRenew) return say.is(subject, 'expired', slots, detail);
      return say.is(subject, autoRenew ? 'subscribed' : 'ending', slots, detail);
    }),
});
