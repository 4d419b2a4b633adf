import type { Finding, GradeRule } from './rule.ts';
import { legacyAnswer, not, type RuleContext, refusedBySome, yesIf } from './rule-context.ts';
import { trusted } from './rules-trust.ts';

/** 180 days: what SSL Labs calls a long HSTS duration. */
const LONG_MAX_AGE = 15_552_000;

function renegotiation({ facts }: RuleContext): Finding {
  const { secureRenegotiation } = facts;
  if (secureRenegotiation.known) return { applies: yesIf(!secureRenegotiation.value), detail: '' };
  return { applies: legacyAnswer(facts), detail: secureRenegotiation.why };
}

function hstsBroken({ hsts }: RuleContext): Finding {
  if (hsts.status === 'unknown') return { applies: 'unknown', detail: 'the HSTS header could not be read' };
  return { applies: yesIf(hsts.status === 'disabled' || hsts.status === 'invalid'), detail: `HSTS is ${hsts.status}` };
}

function hstsShort({ hsts }: RuleContext): Finding {
  if (hsts.status === 'unknown') return { applies: 'unknown', detail: 'the HSTS header could not be read' };
  if (hsts.status !== 'present') return { applies: 'yes', detail: `HSTS is ${hsts.status}` };
  return { applies: yesIf(hsts.maxAge < LONG_MAX_AGE), detail: `max-age is ${hsts.maxAge}, ${LONG_MAX_AGE} is needed` };
}

function noFallbackScsv({ facts }: RuleContext): Finding {
  const { fallbackScsv } = facts;
  // With one version only SSL Labs could not test it and gave no A+ (until 2025).
  if (!fallbackScsv.known) return { applies: 'yes', detail: fallbackScsv.why };
  return { applies: yesIf(!fallbackScsv.value), detail: '' };
}

/** Rules that take an A down to A- (warnings), and those that keep an A from being A+. */
export const warningRules: readonly GradeRule[] = [
  {
    id: 'no-tls13',
    grade: 'A-',
    text: 'TLS 1.3 is not offered',
    fix: 'Offer TLS 1.3.',
    source: '2009r (2025)',
    rulesets: ['2009r'],
    judge: ({ facts }) =>
      refusedBySome(facts, 'TLSv1.3')
        ? { applies: 'yes', detail: 'it is refused on some connections' }
        : { applies: not(facts.protocols['TLSv1.3'].offered), detail: facts.protocols['TLSv1.3'].why },
  },
  {
    id: 'hsts-broken',
    grade: 'A-',
    text: 'HSTS is disabled or invalid',
    fix: 'Send one Strict-Transport-Security header with a max-age of at least 180 days.',
    source: '2009r (2025)',
    rulesets: ['2009r'],
    judge: hstsBroken,
  },
  {
    id: 'no-secure-renegotiation',
    grade: 'A-',
    text: 'Secure renegotiation (RFC 5746) is missing',
    fix: 'Update the TLS software.',
    source: '2009e (2014)',
    judge: renegotiation,
  },
  {
    id: 'no-long-hsts',
    grade: 'A',
    text: 'HSTS is missing or shorter than 180 days',
    fix: 'Send Strict-Transport-Security with a max-age of at least 15552000.',
    source: '2009c (2013)',
    judge: hstsShort,
  },
  {
    id: 'no-fallback-scsv',
    grade: 'A',
    text: 'TLS_FALLBACK_SCSV is not honoured',
    fix: 'Update the TLS software.',
    source: '2009h (2014), dropped by 2009r (2025)',
    rulesets: ['2009q'],
    judge: noFallbackScsv,
  },
  {
    id: 'no-plus-untrusted',
    grade: 'A',
    text: 'Only a trusted server gets an A+',
    fix: 'Get a trusted certificate.',
    source: 'SSL Labs practice',
    judge: (context) => ({ applies: not(trusted(context)), detail: '' }),
  },
];
