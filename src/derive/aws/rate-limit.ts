import type { RateRule, WebAcl } from '../../domain/aws.ts';
import type { Gap, Read } from '../../domain/gap.ts';

/** What a web ACL does about too many requests, by its strongest rate rule. */
export type RateLimit =
  | { readonly is: 'unread'; readonly gap: Gap }
  | { readonly is: 'no-acl' }
  | { readonly is: 'no-rule'; readonly acl: string }
  /** Beyond the limit requests are blocked; `partly`: only those that a scope-down statement matches. */
  | { readonly is: 'limited' | 'partly'; readonly acl: string; readonly rule: RateRule }
  | { readonly is: 'counted'; readonly acl: string; readonly rule: RateRule };

/** A rule group that was not read may hold the rule that is missed: only a block that was seen counts without it. */
export const rateLimitOf = (read: Read<WebAcl | null>): RateLimit => {
  if (!read.ok) return { is: 'unread', gap: read.gap };
  if (read.value === null) return { is: 'no-acl' };
  const { name: acl, rateRules, unreadGroups } = read.value;
  const blocking = rateRules.filter(({ action }) => action === 'block').toSorted(tighter);
  const whole = blocking.find(({ scopedDown }) => !scopedDown);
  if (whole) return { is: 'limited', acl, rule: whole };
  const [part] = blocking;
  if (part) return { is: 'partly', acl, rule: part };
  const [missing] = unreadGroups;
  if (missing) return { is: 'unread', gap: missing };
  const challenge = rateRules.find(({ action }) => action === 'challenge');
  if (challenge) {
    const detail = `rule ${challenge.name} of web ACL ${acl} only asks clients beyond its limit for a proof (challenge or CAPTCHA)`;
    return { is: 'unread', gap: { kind: 'inconclusive', detail } };
  }
  const [rule] = rateRules.toSorted(tighter);
  return rule ? { is: 'counted', acl, rule } : { is: 'no-rule', acl };
};

const perSecond = ({ limit, windowSeconds }: RateRule): number => limit / windowSeconds;

const tighter = (a: RateRule, b: RateRule): number =>
  perSecond(a) - perSecond(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
