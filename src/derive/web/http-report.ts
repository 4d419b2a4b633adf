import type { DnsFacts, HttpFacts, TlsSession, WebChain } from '../../domain/web.ts';
import { readRedirect } from '../../parse/web/location.ts';
import { type CookieVerdict, judgeCookies } from './cookies.ts';
import { type DnsReport, dnsReport } from './dns-report.ts';
import { type HeaderVerdict, judgeHeaders } from './headers.ts';
import { readHsts } from './hsts.ts';
import { answerOf, type HttpsOnlyVerdict, judgeHttpsOnly } from './https-only.ts';
import { findMixedContent, type MixedContent } from './mixed-content.ts';
import { judgePreload, type PreloadContext, type PreloadVerdict } from './preload.ts';
import { checkPreloadEligibility } from './preload-eligibility.ts';
import { judgeSecurityTxt, type SignatureVerdict } from './security-txt.ts';

export interface ReportHop {
  readonly url: string;
  readonly status: number | null;
  /** Where it redirects to, normalised; null: nowhere that can be followed. */
  readonly location: string | null;
  readonly error: string | null;
}

/** The result of `claimcheck http` for one host. */
export interface HttpReport {
  readonly host: string;
  readonly port: number;
  readonly httpsOnly: Pick<HttpsOnlyVerdict, 'status' | 'code' | 'because' | 'addresses' | 'notes'> & {
    readonly hops: readonly ReportHop[];
  };
  readonly hsts: {
    readonly status: string;
    readonly effective: { readonly maxAge: number; readonly includeSubDomains: boolean } | null;
    readonly lines: readonly string[];
    readonly problem: string | null;
    readonly eligible: boolean | null;
    readonly errors: readonly string[];
    readonly warnings: readonly string[];
  };
  readonly preload: PreloadVerdict;
  readonly cookies: readonly CookieVerdict[];
  readonly headers: readonly HeaderVerdict[];
  readonly mixedContent: MixedContent;
  readonly securityTxt: {
    readonly present: boolean | null;
    readonly valid: boolean;
    readonly problems: readonly string[];
    readonly recommendations: readonly string[];
    readonly notes: readonly string[];
    readonly expires: string | null;
    readonly signature: SignatureVerdict | null;
  };
  /** `{}` where it was not asked. */
  readonly dns: DnsReport | Readonly<Record<string, never>>;
}

/** A redirect chain as it is shown. */
const reportHops = (chain: WebChain | null): readonly ReportHop[] =>
  (chain?.hops ?? []).map(({ url, outcome }) => {
    if (!outcome.ok)
      return { url, status: null, location: null, error: `${outcome.error.kind}: ${outcome.error.detail}` };
    const { status, headers } = outcome.response;
    const redirect = readRedirect(url, status, headers);
    return { url, status, location: redirect.kind === 'to' ? redirect.url.href : null, error: null };
  });

const presentIssuer = ({ addresses }: HttpFacts): TlsSession['issuer'] | null =>
  addresses
    .flatMap(({ secure, unverified }) => [answerOf(secure), unverified])
    .flatMap((output) =>
      output?.ok === true && output.response.tls !== null ? [output.response.tls.issuer] : [],
    )[0] ?? null;

/** Judges all HTTP facts of one host, and its DNS facts where they were read. */
export const httpReport = (facts: HttpFacts, context: PreloadContext, dns: DnsFacts | null = null): HttpReport => {
  const { policy, status, lines, problem } = readHsts(facts);
  const { eligible, errors, warnings } = checkPreloadEligibility(facts);
  const securityTxt = judgeSecurityTxt(facts.securityTxt, context.now);
  return {
    host: facts.host,
    port: facts.port,
    httpsOnly: { ...judgeHttpsOnly(facts), hops: reportHops(facts.plainChain) },
    hsts: {
      status,
      effective: policy === null ? null : { maxAge: policy.maxAge, includeSubDomains: policy.includeSubDomains },
      lines,
      problem,
      eligible,
      errors,
      warnings,
    },
    preload: judgePreload(facts, context),
    cookies: judgeCookies(facts, context.now),
    headers: judgeHeaders(facts),
    mixedContent: findMixedContent(facts),
    securityTxt: {
      present: securityTxt.present,
      valid: securityTxt.valid,
      problems: securityTxt.problems,
      recommendations: securityTxt.recommendations,
      notes: securityTxt.notes,
      expires: securityTxt.expires,
      signature: securityTxt.signature,
    },
    dns: dns === null ? {} : dnsReport(dns, presentIssuer(facts)),
  };
};
