import { createHash } from 'node:crypto';
import type {
  CrlFacts,
  OcspFacts,
  RevocationFacts,
  RevocationSource,
  RevocationState,
  RevokedEntry,
  SourceRead,
} from '../../domain/revocation.ts';
import { type Certificate, keyDigest } from '../../parse/x509/loaded.ts';

/** What one source says at the date of the judgement; `why` when it says nothing. */
type Said =
  | { readonly state: 'good' | 'revoked'; readonly asOf: string; readonly revoked: RevokedEntry | null }
  | { readonly state: 'unchecked'; readonly why: string };

/**
 * Whether a certificate is revoked, by the stapled response, then the revocation lists, then the responders: the first source that
 * says something on the date (an ISO 8601 instant) decides. A source that is expired, of tomorrow, for another certificate or wrongly
 * signed says nothing. No source is no reproach: the state is then `unchecked`, with what stood in the way.
 */
export function judgeRevocation(
  certificate: Certificate,
  issuer: Certificate,
  facts: readonly RevocationFacts[],
  date: string,
): RevocationState {
  const { subject } = certificate.facts;
  const read = revocationOf(certificate, issuer, facts);
  const said = [...stapled(read, date), ...listed(read, date), ...responded(read, date)];
  const found = said.find(({ answer }) => answer.state !== 'unchecked');
  if (found === undefined || found.answer.state === 'unchecked')
    return { subject, state: 'unchecked', source: null, asOf: null, text: whyUnchecked(certificate, read, said) };
  const { source, answer } = found;
  const { state, asOf, revoked } = answer;
  const since = revoked === null ? '' : `revoked on ${revoked.since.slice(0, 10)}${because(revoked)}, `;
  return { subject, state, source, asOf, text: `${since}by ${SOURCES[source]} of ${asOf.slice(0, 16)}Z` };
}

const SOURCES: Readonly<Record<RevocationSource, string>> = {
  staple: 'the stapled response',
  crl: 'the revocation list',
  ocsp: 'the OCSP responder',
};

const because = ({ reason }: RevokedEntry): string => (reason === null ? '' : ` (${reason})`);

/** What was read of this certificate with the key of this issuer. */
export const revocationOf = (
  certificate: Certificate,
  issuer: Certificate,
  facts: readonly RevocationFacts[],
): RevocationFacts | null => {
  const digest = createHash('sha256').update(certificate.x509.raw).digest('hex');
  const key = keyDigest(issuer);
  return facts.find((one) => one.certificate === digest && one.issuerKey === key) ?? null;
};

type Source = { readonly source: RevocationSource; readonly answer: Said };

const stapled = (read: RevocationFacts | null, date: string): readonly Source[] =>
  read === null || read.staple === null ? [] : [{ source: 'staple', answer: ocspSays(read.staple, date) }];

const listed = (read: RevocationFacts | null, date: string): readonly Source[] =>
  (read?.crls ?? []).map((crl) => ({ source: 'crl', answer: ask(crl, (value) => crlSays(value, date)) }));

const responded = (read: RevocationFacts | null, date: string): readonly Source[] =>
  (read?.ocsp ?? []).map((ocsp) => ({ source: 'ocsp', answer: ask(ocsp, (value) => ocspSays(value, date)) }));

const ask = <T>(read: SourceRead<T>, say: (value: T) => Said): Said =>
  read.ok ? say(read.value) : { state: 'unchecked', why: `${read.url}: ${read.why}` };

const silent = (why: string): Said => ({ state: 'unchecked', why });

/** What an OCSP response says on a date (RFC 6960 section 3.2). */
export function ocspSays({ answer, problem, delegate }: OcspFacts, date: string): Said {
  if (answer === null) return silent(problem ?? 'the OCSP response says nothing');
  const stale = staleness('the OCSP response', answer, date);
  if (stale !== null) return silent(stale);
  if (delegate !== null && (date < delegate.notBefore || date > delegate.notAfter))
    return silent('the OCSP response is signed by a responder whose certificate is not valid');
  if (answer.status === 'unknown') return silent('the OCSP responder does not know the certificate');
  return { state: answer.status, asOf: answer.thisUpdate, revoked: answer.revoked };
}

function crlSays(crl: CrlFacts, date: string): Said {
  if (crl.problem !== null) return silent(crl.problem);
  const stale = staleness('the revocation list', crl, date);
  if (stale !== null) return silent(stale);
  return { state: crl.entry === null ? 'good' : 'revoked', asOf: crl.thisUpdate, revoked: crl.entry };
}

type Window = { readonly thisUpdate: string; readonly nextUpdate: string | null };

function staleness(what: string, { thisUpdate, nextUpdate }: Window, date: string): string | null {
  if (thisUpdate > date) return `${what} is of ${thisUpdate.slice(0, 10)}, after today`;
  if (nextUpdate !== null && nextUpdate < date) return `${what} expired on ${nextUpdate.slice(0, 10)}`;
  return null;
}

function whyUnchecked({ facts }: Certificate, read: RevocationFacts | null, said: readonly Source[]): string {
  const reasons = said.flatMap(({ answer }) => (answer.state === 'unchecked' ? [answer.why] : []));
  if (reasons.length > 0) return [...new Set(reasons)].join('; ');
  if (facts.crlUrls.length === 0 && facts.ocspUrls.length === 0) return 'it names no list and no responder';
  return read === null ? 'no source was asked' : 'no source could be asked';
}
