import type { HttpFacts, WebErrorKind } from '../../domain/web.ts';
import { parseAddress } from '../../parse/web/address.ts';
import { answerOf, type HttpsOnlyVerdict, judgeHttpsOnly } from './https-only.ts';

/** Of HTTPS beyond that plaintext leads there nothing is asked of a name that nobody named. */
const settled: ReadonlySet<string> = new Set(['https-untrusted', 'https-dead']);

const notAsked = (kind: WebErrorKind): boolean => kind === 'blocked';

/** Whether strangers cannot get to any address of the name, so that it is no public one. */
export const leadsNowherePublic = ({ addresses }: HttpFacts): boolean =>
  addresses.every(({ address, plainRoot }) => {
    const answer = answerOf(plainRoot);
    return parseAddress(address)?.global !== true && !answer.ok && notAsked(answer.error.kind);
  });

/**
 * Judges plaintext at a name that AWS tells of. Such a name need not serve HTTPS, nor with a certificate for itself: the
 * names that AWS gives to load balancers have none. All else is as for names in scope.
 */
export const judgeFoundName = (facts: HttpFacts): HttpsOnlyVerdict => {
  const verdict = judgeHttpsOnly(facts);
  const addresses =
    facts.addresses.length > 0 && verdict.addresses.every(({ status, code }) => status === 'ok' || settled.has(code));
  return verdict.status === 'inconclusive' && settled.has(verdict.code) && addresses
    ? { ...verdict, status: 'ok' }
    : verdict;
};
