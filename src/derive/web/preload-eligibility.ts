import {
  type AddressFacts,
  type ExchangeOutput,
  type HttpFacts,
  isUnanswered,
  type TlsSession,
  type WebChain,
  type WebError,
  type WebResponse,
} from '../../domain/web.ts';
import { isIpLiteral, isPublicSuffix, registrableDomain } from '../../parse/web/host.ts';
import {
  checkPreloadHeader,
  findError,
  findWarning,
  joinFindings,
  noFindings,
  type PreloadPolicy,
  type RuleFindings,
} from '../../parse/web/hsts-preload-header.ts';
import { headerValues, readRedirect } from '../../parse/web/location.ts';
import { answerOf } from './https-only.ts';

/** Whether the HSTS preload list would accept a host today, by the list's own rule ids. */
export interface Eligibility extends RuleFindings {
  /** null: its HTTPS side could not be asked. */
  readonly eligible: boolean | null;
}

const MAX_REDIRECTS = 3;
const NEW_ENTRY_POLICY = 'bulk-1-year';
const SHA1_SIGNATURES = new Set(['1.2.840.113549.1.1.5', '1.2.840.10045.4.1', '1.2.840.10040.4.3']);
// Failures that are ours: they say nothing about the host.
const NOT_THEIRS = new Set<WebError['kind']>(['blocked', 'no-route', 'interrupted', 'not-recorded']);

/** Rules on the name itself; the first that fails ends them. */
export const checkDomainFormat = (name: string): RuleFindings => {
  const rule = (id: string): RuleFindings => findError(`domain.format.${id}`);
  if (name.startsWith('.')) return rule('begins_with_dot');
  if (name.endsWith('.')) return rule('ends_with_dot');
  if (name.includes('..')) return rule('contains_double_dot');
  if (isPublicSuffix(name)) return rule('public_suffix');
  if (/[^a-z0-9.-]/.test(name.toLowerCase())) return rule('invalid_characters');
  return isIpLiteral(name) ? rule('is_ip_address') : noFindings;
};

/** Only whole registered domains are accepted. */
export const checkDomainLevel = (name: string): RuleFindings => {
  const domain = registrableDomain(name);
  if (domain === null) return findError('internal.domain.name.cannot_compute_etld1');
  return domain === name ? noFindings : findError('domain.is_subdomain');
};

const checkSession = ({ protocol, cipher, signatures }: TlsSession): RuleFindings =>
  joinFindings(
    signatures.some((oid) => SHA1_SIGNATURES.has(oid)) ? findError('domain.tls.sha1') : noFindings,
    protocol === 'TLSv1.3' || /^TLS_ECDHE_.*(?:_GCM_|CHACHA20)/.test(cipher)
      ? noFindings
      : findWarning('tls.obsolete_cipher_suite'),
  );

/** Rules on the first HTTPS response: exactly one header, and what it says. */
const checkPreloadResponse = ({ headers }: WebResponse, policy: PreloadPolicy): RuleFindings => {
  const [line, second] = headerValues(headers, 'strict-transport-security');
  if (line === undefined) return findError('response.no_header');
  return second === undefined ? checkPreloadHeader(line, policy) : findError('response.multiple_headers');
};

interface Redirects {
  readonly targets: readonly URL[];
  readonly findings: RuleFindings;
}

/** The redirect targets of a chain in order, and whether following them went wrong within the allowed number. */
const redirectsOf = ({ hops }: WebChain): Redirects => {
  const redirects = hops.map(({ url, outcome }) =>
    outcome.ok ? readRedirect(url, outcome.response.status, outcome.response.headers) : null,
  );
  const targets = redirects.flatMap((redirect) => (redirect?.kind === 'to' ? [redirect.url] : []));
  if (targets.length > MAX_REDIRECTS)
    return { targets: targets.slice(0, MAX_REDIRECTS + 1), findings: findError('redirects.too_many') };
  const lost = hops.slice(1).some(({ outcome }) => !outcome.ok);
  const odd = redirects.some((redirect) => redirect?.kind === 'malformed' || redirect?.kind === 'unsafe');
  return { targets, findings: lost || odd ? findError('redirects.follow_error') : noFindings };
};

const checkEachSecure = (targets: readonly URL[]): RuleFindings => {
  const index = targets.findIndex(({ protocol }) => protocol !== 'https:');
  if (index === -1) return noFindings;
  return findError(index === 0 ? 'redirects.insecure.initial' : 'redirects.insecure.subsequent');
};

const firstHopFindings = (outcome: ExchangeOutput | undefined): RuleFindings => {
  if (outcome?.ok !== true) return findError('redirects.http.first_redirect.invalid');
  const { errors } = checkPreloadResponse(outcome.response, NEW_ENTRY_POLICY);
  return errors.length > 0 ? findError('redirects.http.first_redirect.no_hsts') : noFindings;
};

interface HttpRules {
  readonly general: RuleFindings;
  /** Told only if the main response is fine, as they would repeat it. */
  readonly firstHop: RuleFindings;
}

const checkFirstRedirect = (host: string, chain: WebChain, targets: readonly URL[]): HttpRules => {
  const [first] = targets;
  if (first === undefined) return { general: findError('redirects.http.no_redirect'), firstHop: noFindings };
  if (first.protocol === 'https:' && first.hostname === host) {
    const outcome = chain.hops[1]?.outcome;
    const firstHop = firstHopFindings(outcome);
    return { general: outcome?.ok === true ? checkEachSecure(targets) : noFindings, firstHop };
  }
  const id = first.hostname === `www.${host}` ? 'www_first' : 'first_redirect.insecure';
  return { general: findError(`redirects.http.${id}`), firstHop: noFindings };
};

/** A TLS port that tells plaintext askers so offers no plain HTTP. */
const hasNoHttp = (facts: HttpFacts, first: ExchangeOutput | undefined): boolean =>
  first?.ok !== true || (facts.plainPort === facts.port && first.response.status === 400);

const checkHttpRedirects = (facts: HttpFacts): HttpRules => {
  const chain = facts.plainChain;
  const first = chain?.hops[0]?.outcome;
  if (chain === null || first?.ok !== true || hasNoHttp(facts, first)) {
    return { general: findWarning('redirects.http.does_not_exist'), firstHop: noFindings };
  }
  const useless = headerValues(first.response.headers, 'strict-transport-security').length > 0;
  const { targets, findings } = redirectsOf(chain);
  const { general, firstHop } = checkFirstRedirect(facts.host, chain, targets);
  return {
    general: joinFindings(useless ? findWarning('redirects.http.useless_header') : noFindings, findings, general),
    firstHop,
  };
};

const checkHttpsRedirects = ({ secureChain }: HttpFacts): RuleFindings => {
  if (secureChain === null) return noFindings;
  const { targets, findings } = redirectsOf(secureChain);
  return joinFindings(findings, checkEachSecure(targets));
};

const checkWww = ({ www }: HttpFacts): RuleFindings =>
  www?.outcome.ok === false && www.outcome.error.phase === 'tls' ? findError('domain.www.no_tls') : noFindings;

const checkConnection = (addresses: readonly AddressFacts[]): RuleFindings =>
  findError(
    addresses.some(({ unverified }) => unverified?.ok === true)
      ? 'domain.tls.invalid_cert_chain'
      : 'domain.tls.cannot_connect',
  );

/** Several addresses may answer differently; the one with the most errors counts. */
const worstResponse = (facts: HttpFacts, policy: PreloadPolicy) =>
  facts.addresses
    .map(({ secure }) => answerOf(secure))
    .flatMap((output) => (output.ok ? [output.response] : []))
    .map((response) => ({ response, header: checkPreloadResponse(response, policy) }))
    .sort((a, b) => b.header.errors.length - a.header.errors.length)[0];

const couldNotAsk = ({ names, addresses }: HttpFacts): boolean => {
  const failures = addresses.flatMap(({ secure }) => {
    const answer = answerOf(secure);
    return answer.ok ? [] : [answer.error.kind];
  });
  if (addresses.length > 0)
    return failures.length === addresses.length && failures.every((kind) => NOT_THEIRS.has(kind));
  return [names.v4, names.v6].some(isUnanswered);
};

const checkSite = (facts: HttpFacts): RuleFindings => {
  const own = facts.preload?.entry;
  const policy = own?.name === facts.host && own.eighteenWeeks ? 'bulk-18-weeks' : 'bulk-1-year';
  const worst = worstResponse(facts, policy);
  if (worst === undefined) return checkConnection(facts.addresses);
  const { response, header } = worst;
  const http = checkHttpRedirects(facts);
  return joinFindings(
    response.tls === null ? noFindings : checkSession(response.tls),
    header,
    http.general,
    header.errors.length === 0 ? http.firstHop : noFindings,
    checkHttpsRedirects(facts),
    checkDomainLevel(facts.host).errors.length === 0 ? checkWww(facts) : noFindings,
  );
};

/**
 * Judges a host by the submission rules of the HSTS preload list (hstspreload.org; chromium/hstspreload domain.go,
 * response.go, redirects.go), in the list's order and with its rule ids. Subdomains beyond `www.` are asked for by the
 * list and checked by nobody.
 */
export const checkPreloadEligibility = (facts: HttpFacts): Eligibility => {
  const format = checkDomainFormat(facts.host);
  if (format.errors.length > 0) return { eligible: false, ...format };
  const level = checkDomainLevel(facts.host);
  if (couldNotAsk(facts)) return { eligible: level.errors.length > 0 ? false : null, ...level };
  const findings = joinFindings(level, checkSite(facts));
  return { eligible: findings.errors.length === 0, ...findings };
};
