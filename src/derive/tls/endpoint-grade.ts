import type { TlsEndpoint } from '../../domain/endpoint.ts';
import type { HstsFact, Ruleset } from '../../domain/tls.ts';
import type { HttpFacts } from '../../domain/web.ts';
import { hstsForGrade } from '../web/hsts.ts';
import { grade } from './grade.ts';
import type { GradedEndpoint } from './report.ts';
import { judgeTrust } from './trust.ts';
import { storeOf } from './trust-path.ts';

/** The rule set SSL Labs applies since 2025. */
const current: Ruleset = '2009r';

/**
 * Grades every address of an endpoint as of `now` (milliseconds since the epoch). Without HTTP facts of the endpoint its
 * HSTS header is unknown, which leaves the best letters open; `no-http`: a service that has no such header.
 */
export const gradeEndpoint = (
  { host, addresses, roots, intermediates, revocation }: TlsEndpoint,
  http: HttpFacts | 'no-http' | null,
  now: number,
  ruleset: Ruleset = current,
): readonly Omit<GradedEndpoint, 'seconds'>[] => {
  const store = storeOf(roots.certificates);
  const question = {
    host,
    store,
    intermediates: storeOf(intermediates),
    revocation,
    date: new Date(now).toISOString(),
  };
  return addresses.map((facts) => {
    const trust = facts.chains.map((chain) => judgeTrust(chain, question));
    const hsts = hstsOf(http, facts.address);
    return { facts, trust, hsts, grade: grade({ facts, trust, hsts, ruleset }) };
  });
};

const hstsOf = (http: HttpFacts | 'no-http' | null, address: string): HstsFact => {
  if (http === 'no-http') return { status: 'absent' };
  if (http === null) return { status: 'unknown' };
  const { status, maxAge } = hstsForGrade(http, address);
  if (status === 'present') return maxAge === null ? { status: 'unknown' } : { status, maxAge };
  return { status };
};
