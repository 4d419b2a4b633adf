import type { SecurityTxtFacts, WebChain } from '../../domain/web.ts';
import { headerValues } from '../../parse/web/location.ts';
import { parseSecurityTxt, type SecurityTxt } from '../../parse/web/security-txt.ts';

export interface SecurityTxtVerdict {
  /** null: it could not be looked for. */
  readonly present: boolean | null;
  readonly valid: boolean;
  readonly problems: readonly string[];
  readonly recommendations: readonly string[];
  readonly notes: readonly string[];
  /** Where it was found. */
  readonly url: string | null;
  /** The day it expires, `YYYY-MM-DD`. */
  readonly expires: string | null;
  readonly file: SecurityTxt | null;
}

const without = (present: boolean | null, problem: string): SecurityTxtVerdict => ({
  present,
  valid: false,
  problems: [problem],
  recommendations: [],
  notes: [],
  url: null,
  expires: null,
  file: null,
});

const readChain = ({ hops }: WebChain, now: number): { readonly file: SecurityTxt; readonly url: string } | null => {
  const last = hops.at(-1);
  if (last?.outcome.ok !== true || last.outcome.response.status !== 200) return null;
  const { headers, body } = last.outcome.response;
  const file = parseSecurityTxt({
    contentType: headerValues(headers, 'content-type'),
    body: body ?? { encoding: 'utf8', text: '', cut: false },
    urls: [hops[0]?.url ?? last.url, last.url],
    now,
  });
  return { file, url: last.url };
};

const isAnswered = (chain: WebChain | null): boolean => chain?.hops.at(-1)?.outcome.ok === true;

const leftHttps = ({ hops }: WebChain): boolean => hops.some(({ url }) => url.startsWith('http:'));

/**
 * Judges the security.txt of a host (RFC 9116). A page of another media type, such as a home page that answers every
 * path, is not read: the media problem is all that is said of it. A file at the old place only is a `location` problem.
 */
export const judgeSecurityTxt = (facts: SecurityTxtFacts | null, now: number): SecurityTxtVerdict => {
  if (facts === null) return without(null, 'unreachable');
  const wellKnown = readChain(facts.wellKnown, now);
  const legacy = facts.legacy === null ? null : readChain(facts.legacy, now);
  const found = wellKnown ?? legacy;
  if (found === null) {
    const unseen = !isAnswered(facts.wellKnown) || (facts.legacy !== null && !isAnswered(facts.legacy));
    return unseen ? without(null, 'unreachable') : without(false, 'absent');
  }
  const { file, url } = found;
  const chain = wellKnown === null && facts.legacy !== null ? facts.legacy : facts.wellKnown;
  const problems = [
    ...(wellKnown === null ? ['location'] : []),
    ...(leftHttps(chain) ? ['invalid_uri_scheme'] : []),
    ...file.problems,
  ];
  return {
    present: true,
    valid: problems.length === 0,
    problems,
    recommendations: file.recommendations,
    notes: file.notes,
    url,
    expires: file.expires === null ? null : new Date(file.expires).toISOString().slice(0, 10),
    file,
  };
};
