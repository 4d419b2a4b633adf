import type { Answer, TrustProblemCode } from '../../domain/tls.ts';
import type { Finding, GradeRule } from './rule.ts';
import { allOf, anyOf, not, type RuleContext } from './rule-context.ts';

function problem(context: RuleContext, code: TrustProblemCode): Finding {
  const found = context.trust.flatMap(({ problems }) => problems).filter((candidate) => candidate.code === code);
  return { applies: found.length > 0 ? 'yes' : 'no', detail: found[0]?.text ?? '' };
}

/** Trust of all chains; unknown without one. */
export function trusted({ trust }: RuleContext): Answer {
  return trust.length === 0 ? 'unknown' : allOf(trust.map((chain) => chain.trusted));
}

function untrusted(context: RuleContext): Finding {
  const found = context.trust.flatMap(({ problems }) => problems).find(({ code }) => code !== 'name-mismatch');
  return { applies: not(trusted(context)), detail: found?.text ?? 'no certificate was seen' };
}

function sha1({ trust }: RuleContext): Finding {
  const found = trust.flatMap(({ signatures }) => signatures).filter((name) => /sha-?1(With|$)/i.test(name));
  return { applies: anyOf([found.length > 0 ? 'yes' : 'no']), detail: found[0] ?? '' };
}

export const trustRules: readonly GradeRule[] = [
  {
    id: 'revoked',
    grade: 'F',
    text: 'A certificate is revoked',
    fix: 'Replace the certificate, and its key if that was the reason.',
    // The guide gives the certificate a zero score, which is F; some other tools show T. The worse letter of the two is F.
    source: 'Qualys CertView (F); guide: a zero score',
    judge: (context) => problem(context, 'revoked'),
  },
  {
    id: 'name-mismatch',
    grade: 'M',
    text: 'The certificate is for another name',
    fix: 'Get a certificate that names this host.',
    source: 'SSL Labs API',
    judge: (context) => problem(context, 'name-mismatch'),
  },
  {
    id: 'untrusted',
    grade: 'T',
    text: 'The certificate is not trusted',
    fix: 'Get a valid certificate from a public authority and send its intermediates.',
    source: 'SSL Labs (2014)',
    judge: untrusted,
  },
  {
    id: 'sha1-signature',
    grade: 'T',
    text: 'A certificate is signed with SHA-1',
    fix: 'Get a certificate signed with SHA-256.',
    source: 'SSL Labs (2017)',
    judge: sha1,
  },
];
