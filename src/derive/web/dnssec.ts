import type { DnssecFacts, ValidatedAnswer } from '../../domain/web.ts';

/** The states of RFC 4035 section 4.3; `unknown` where resolvers do not validate, disagree or do not answer. */
export type DnssecState = 'secure' | 'insecure' | 'bogus' | 'unknown' | 'not-measured';

const isFound = (answer: ValidatedAnswer | null): boolean =>
  answer?.ok === true && (answer.rcode === 'noerror' || answer.rcode === 'nxdomain');

const validates = ({ signed, bogus }: DnssecFacts): boolean =>
  signed.ok && signed.authenticated && bogus.ok && bogus.rcode === 'servfail';

const judgeOne = (facts: DnssecFacts): DnssecState => {
  const { checked, unchecked } = facts;
  if (!validates(facts) || !checked.ok) return 'unknown';
  if (isFound(checked)) return checked.authenticated ? 'secure' : 'insecure';
  return checked.rcode === 'servfail' && isFound(unchecked) ? 'bogus' : 'unknown';
};

/** Whether the zone above vouches for keys of the registrable domain; without that no signature in it counts. */
export type DelegationState = 'signed' | 'unsigned' | 'unknown' | 'not-measured';

const delegationOf = ({ delegation }: DnssecFacts): DelegationState => {
  if (!delegation.ok) return 'unknown';
  return delegation.signed ? 'signed' : 'unsigned';
};

/** The delegation as all resolvers that were asked see it. */
export const judgeDelegation = (facts: readonly DnssecFacts[]): DelegationState => {
  const states = new Set(facts.map(delegationOf));
  const [state = 'not-measured'] = states;
  return states.size > 1 ? 'unknown' : state;
};

/** Whether a name is signed, as all resolvers that were asked see it. */
export const judgeDnssec = (facts: readonly DnssecFacts[]): DnssecState => {
  const states = new Set(facts.map(judgeOne));
  const [state = 'not-measured'] = states;
  return states.size > 1 ? 'unknown' : state;
};
