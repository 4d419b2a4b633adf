import type { AddressFacts, ExchangeOutput, HttpFacts } from '../../domain/web.ts';
import { parseSetCookie, type SetCookie } from '../../parse/web/cookie.ts';
import { rootUrl } from '../../parse/web/endpoint.ts';
import { isIpLiteral, isPublicSuffix, registrableDomain } from '../../parse/web/host.ts';
import { headerValues } from '../../parse/web/location.ts';

type CookieProblem =
  /** Browsers drop it. */
  'ignored' | 'not-secure' | 'not-http-only' | 'no-same-site' | 'same-site-invalid';

/** A cookie of a site, once per name, domain and path. Its value is never known here. */
export interface CookieVerdict {
  readonly name: string;
  readonly domain: string;
  readonly path: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly sameSite: 'strict' | 'lax' | 'none' | null;
  readonly problems: readonly CookieProblem[];
  /** Why browsers drop it. */
  readonly ignoredBecause: string | null;
  /** `true`: it is only ever sent in order to be deleted. */
  readonly deleted: boolean;
  /** The name says that it carries a session or a login. */
  readonly session: boolean;
}

const MAX_PAIR = 4096;
const SESSION_NAME = /sess|login|auth|token|jwt|remember|connect\.sid|^(?:__host-|__secure-)?sid$|[._-]sid$|^__host-/i;

interface Sent {
  readonly cookie: SetCookie;
  readonly url: URL;
}

const prefixProblem = ({ name, secure, domain, path }: SetCookie): string | null => {
  const lower = name.toLowerCase();
  if (lower.startsWith('__secure-')) return secure ? null : '__Secure- without Secure';
  if (!lower.startsWith('__host-')) return null;
  if (!secure) return '__Host- without Secure';
  if (domain !== null) return '__Host- with Domain';
  return path === '/' ? null : '__Host- without Path=/';
};

const covers = (domain: string, host: string): boolean =>
  host === domain || (host.endsWith(`.${domain}`) && !isIpLiteral(host));

const domainProblem = (domain: string | null, host: string): string | null => {
  if (domain === null || domain === host) return null;
  if (isPublicSuffix(domain)) return 'Domain is a public suffix';
  return covers(domain, host) ? null : 'Domain does not cover the host';
};

/** Why a browser drops a cookie on arrival (RFC 6265bis section 5.7, CHIPS for Partitioned); null: it keeps it. */
const dropReason = ({ cookie, url }: Sent): string | null => {
  if (cookie.secure && url.protocol === 'http:') return 'Secure over http';
  if (cookie.sameSite === 'none' && !cookie.secure) return 'SameSite=None without Secure';
  if (cookie.partitioned && !cookie.secure) return 'Partitioned without Secure';
  if (cookie.name.length + cookie.valueLength > MAX_PAIR) return 'larger than 4096 bytes';
  return prefixProblem(cookie) ?? domainProblem(cookie.domain, url.hostname);
};

const isDeletion = ({ maxAge, expires }: SetCookie, now: number): boolean =>
  maxAge === null ? expires !== null && expires <= now : maxAge <= 0;

const defaultPath = ({ pathname }: URL): string => pathname.slice(0, Math.max(pathname.lastIndexOf('/'), 1));

const sameSiteProblem = ({ sameSite }: SetCookie): readonly CookieProblem[] => {
  if (sameSite === null) return ['no-same-site'];
  return sameSite === 'invalid' ? ['same-site-invalid'] : [];
};

const problemsOf = (cookie: SetCookie): readonly CookieProblem[] => [
  ...(cookie.secure ? [] : (['not-secure'] as const)),
  ...(cookie.httpOnly ? [] : (['not-http-only'] as const)),
  ...sameSiteProblem(cookie),
];

const ORDER: readonly CookieProblem[] = ['ignored', 'not-secure', 'not-http-only', 'no-same-site', 'same-site-invalid'];

/** All that was sent under one name, domain and path, judged by what browsers keep of it. */
const judgeCookie = (sent: readonly [Sent, ...Sent[]], now: number): CookieVerdict => {
  const live = sent.filter(({ cookie }) => !isDeletion(cookie, now));
  const kept = live.filter((one) => dropReason(one) === null);
  const [first] = sent;
  const shown = [...kept, ...live, first];
  const deleted = live.length === 0;
  const ignored = !deleted && kept.length === 0;
  const problems = new Set(ignored ? (['ignored'] as const) : kept.flatMap(({ cookie }) => problemsOf(cookie)));
  const judged = kept.length > 0 ? kept : [shown[0] ?? first];
  const sameSite = judged[0]?.cookie.sameSite ?? null;
  return {
    name: first.cookie.name,
    domain: first.cookie.domain ?? first.url.hostname,
    path: first.cookie.path ?? defaultPath(first.url),
    secure: judged.every(({ cookie }) => cookie.secure),
    httpOnly: judged.every(({ cookie }) => cookie.httpOnly),
    sameSite: sameSite === 'invalid' ? null : sameSite,
    problems: ORDER.filter((problem) => problems.has(problem)),
    ignoredBecause: ignored ? dropReason(shown[0] ?? first) : null,
    deleted,
    session: SESSION_NAME.test(first.cookie.name),
  };
};

const exchangesAt = (facts: HttpFacts, { plainRoot, plainPath, secure }: AddressFacts) => {
  const plain = rootUrl('http', facts.host, facts.plainPort);
  const probes = [
    { url: plain, probe: plainRoot },
    { url: plain, probe: plainPath },
    { url: rootUrl('https', facts.host, facts.port), probe: secure },
  ];
  return probes.flatMap(({ url, probe }) =>
    [probe?.first, probe?.again].flatMap((outcome) => (outcome ? [{ url, outcome }] : [])),
  );
};

const exchangesOf = (facts: HttpFacts): readonly { readonly url: string; readonly outcome: ExchangeOutput }[] => [
  ...facts.addresses.flatMap((address) => exchangesAt(facts, address)),
  ...[facts.plainChain, facts.secureChain].flatMap((chain) => chain?.hops ?? []),
  ...(facts.robots === null ? [] : [facts.robots]),
];

/** Other companies' hosts on the way, such as an identity provider's, are not the site's. */
const isOfSite = (url: URL, host: string): boolean => {
  const site = registrableDomain(host) ?? host;
  return url.hostname === site || url.hostname.endsWith(`.${site}`);
};

const sentBy = (facts: HttpFacts): readonly Sent[] =>
  exchangesOf(facts).flatMap(({ url: text, outcome }) => {
    const url = new URL(text);
    if (!outcome.ok || !isOfSite(url, facts.host)) return [];
    return headerValues(outcome.response.headers, 'set-cookie')
      .map(parseSetCookie)
      .flatMap((cookie) => (cookie === null ? [] : [{ cookie, url }]));
  });

const keyOf = ({ cookie, url }: Sent): string =>
  JSON.stringify([cookie.name, cookie.domain ?? url.hostname, cookie.path ?? defaultPath(url)]);

/**
 * Judges all cookies that a site set without a login: on `/` of each address, along both redirect chains within the
 * site, and on robots.txt. `now`: milliseconds since the epoch.
 */
export const judgeCookies = (facts: HttpFacts, now: number): readonly CookieVerdict[] => {
  const groups = new Map<string, [Sent, ...Sent[]]>();
  for (const sent of sentBy(facts)) {
    const group = groups.get(keyOf(sent));
    if (group === undefined) groups.set(keyOf(sent), [sent]);
    else group.push(sent);
  }
  return [...groups.values()]
    .map((group) => judgeCookie(group, now))
    .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
};
