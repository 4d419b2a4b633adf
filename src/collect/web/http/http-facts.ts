import { createHash } from 'node:crypto';
import type {
  AddressFacts,
  DnsOutput,
  ExchangeOutput,
  Family,
  HttpFacts,
  SecurityTxtFacts,
  SiblingFacts,
  WebHop,
} from '../../../domain/web.ts';
import { rootUrl, type WebEndpoint } from '../../../parse/web/endpoint.ts';
import { publicSuffix, registrableDomain } from '../../../parse/web/host.ts';
import { readRedirect } from '../../../parse/web/location.ts';
import { readSecurityTxtKeys } from '../pgp/security-txt-keys.ts';
import type { WebPorts } from './ports.ts';
import { type NameAnswers, Visit } from './visit.ts';

export interface CollectHttpOptions {
  /** Milliseconds for everything about one host. */
  readonly budget: number;
  /** Milliseconds before a lost exchange is tried again. */
  readonly retryDelay: number;
  /** Whether to read the text of the home page too. */
  readonly page?: boolean;
  /** `false`: nothing but plaintext and HTTPS on each address, and their redirects. */
  readonly site?: boolean;
}

export const defaultCollectHttpOptions: CollectHttpOptions = { budget: 30_000, retryDelay: 1_000 };

const PER_FAMILY = 4;
const SECURITY_TXT_BYTES = 32_768;
const PAGE_BYTES = 1024 * 1024;
// The list's own checker waives its www rule here: owners cannot serve HTTPS on such names.
const NO_WWW_SUFFIX = 'appspot.com';

/** A path and query that no site has; the same for every reading of a host, so that evidence can be replayed. */
const unlikelyPath = (host: string): string => {
  const hex = createHash('sha256').update(`claimcheck ${host}`).digest('hex');
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
  return `/${uuid}?q=1`;
};

/** Served in plaintext, or sent on in plaintext: said to be so only after a second look. */
const staysPlain =
  (url: string) =>
  (output: ExchangeOutput): boolean => {
    if (!output.ok) return false;
    const { status, headers } = output.response;
    const redirect = readRedirect(url, status, headers);
    return (status >= 200 && status < 300) || (redirect.kind === 'to' && redirect.url.protocol === 'http:');
  };

const sorted = (answer: DnsOutput): readonly string[] => (answer.ok ? [...new Set(answer.records)].sort() : []);

const readAddress = async (
  visit: Visit,
  { host, port, plainPort }: WebEndpoint,
  address: string,
  family: Family,
  pageBytes: number,
): Promise<AddressFacts> => {
  const plain = rootUrl('http', host, plainPort);
  const secureUrl = rootUrl('https', host, port);
  const unlikely = new URL(unlikelyPath(host), plain).href;
  const [{ plainRoot, plainPath }, secure] = await Promise.all([
    visit.probe(plain, address, staysPlain(plain)).then(async (root) => ({
      plainRoot: root,
      plainPath:
        root.first.ok || root.again?.ok === true ? await visit.probe(unlikely, address, staysPlain(unlikely)) : null,
    })),
    visit.probe(secureUrl, address, () => false, pageBytes),
  ]);
  const last = secure.again ?? secure.first;
  const distrusted = !last.ok && last.error.kind === 'tls';
  const unverified = distrusted ? await visit.get(secureUrl, address, { verify: false }) : null;
  return { address, family, plainRoot, plainPath, secure, unverified };
};

const answeredBy = (addresses: readonly AddressFacts[], side: 'plainRoot' | 'secure'): AddressFacts | undefined =>
  addresses.find((one) => one[side].first.ok) ?? addresses.find((one) => one[side].again?.ok === true) ?? addresses[0];

const readSecurityTxt = async (visit: Visit, root: string): Promise<SecurityTxtFacts> => {
  const wellKnown = await visit.chain(new URL('/.well-known/security.txt', root).href, SECURITY_TXT_BYTES);
  const last = wellKnown.hops.at(-1)?.outcome;
  const missing = last?.ok === true && last.response.status !== 200;
  const legacy = missing ? await visit.chain(new URL('/security.txt', root).href, SECURITY_TXT_BYTES) : null;
  return { wellKnown, legacy, ...(await readSecurityTxtKeys(legacy ?? wellKnown, visit)) };
};

const namedAddresses = ({ v4, v6 }: NameAnswers) => [
  ...sorted(v4).map((address) => ({ address, family: 4 as const })),
  ...sorted(v6).map((address) => ({ address, family: 6 as const })),
];

/** Visitors type these, too. What does not answer is not asked twice: only what a name serves in plaintext is of interest. */
const readSiblings = async (visit: Visit, { host, port }: WebEndpoint): Promise<readonly SiblingFacts[]> => {
  const domain = registrableDomain(host);
  if (port !== 443 || domain === null) return [];
  const read = [domain, `www.${domain}`]
    .filter((name) => name !== host)
    .map(async (name): Promise<readonly SiblingFacts[]> => {
      const url = rootUrl('http', name, 80);
      const [first] = namedAddresses(await visit.names(name, port));
      if (first === undefined) return [];
      const { address } = first;
      const answer = await visit.get(url, address);
      const again = staysPlain(url)(answer) ? await visit.get(url, address, { attempt: 2 }) : null;
      return [{ host: name, address, plainRoot: { first: answer, again } }];
    });
  return (await Promise.all(read)).flat();
};

/** One after the other: over the connection that is open, that is sooner done than with a handshake for each. */
const readFiles = async (visit: Visit, root: string) => {
  const securityTxt = await readSecurityTxt(visit, root);
  return { securityTxt, robots: await visit.hop(new URL('/robots.txt', root).href) };
};

/** `www.` of a registrable domain, if it has an address. */
const readWww = async (visit: Visit, { host, port }: WebEndpoint): Promise<WebHop | null> => {
  if (port !== 443 || registrableDomain(host) !== host || publicSuffix(host) === NO_WWW_SUFFIX) return null;
  const hop = await visit.hop(rootUrl('https', `www.${host}`, port));
  return hop.address === null ? null : hop;
};

const readSite = async (
  visit: Visit,
  { host, port, plainPort }: WebEndpoint,
  addresses: readonly AddressFacts[],
  pageBytes: number,
  site: boolean,
) => {
  const plain = rootUrl('http', host, plainPort);
  const secure = rootUrl('https', host, port);
  const plainSide = answeredBy(addresses, 'plainRoot');
  const secureSide = answeredBy(addresses, 'secure');
  if (plainSide === undefined || secureSide === undefined) {
    return { plainChain: null, secureChain: null, robots: null, securityTxt: null };
  }
  visit.prefer(plain, plainSide.address);
  visit.prefer(secure, secureSide.address);
  // A side that did not answer twice is not asked for more.
  const answers = site && (secureSide.secure.first.ok || secureSide.secure.again?.ok === true);
  const [plainChain, secureChain, files] = await Promise.all([
    visit.chain(plain),
    visit.chain(secure, pageBytes),
    answers ? readFiles(visit, secure) : { robots: null, securityTxt: null },
  ]);
  return { plainChain, secureChain, ...files };
};

/**
 * Reads all HTTP facts of one endpoint: every address of both families in plaintext and over TLS, the redirects from
 * both, robots.txt for its cookies, security.txt, the other names of its site, and what the preload list says. It judges nothing and never
 * fails: whatever could not be read says so in its place.
 */
export const collectHttp = async (
  endpoint: WebEndpoint,
  ports: WebPorts,
  { budget, retryDelay, page = false, site = true }: CollectHttpOptions = defaultCollectHttpOptions,
): Promise<HttpFacts> => {
  const visit = new Visit(ports, { signal: AbortSignal.timeout(budget), retryDelay });
  const { host, port, plainPort } = endpoint;
  const pageBytes = page ? PAGE_BYTES : 0;
  const names = await visit.names(host, port);
  const all = namedAddresses(names);
  const chosen = [4, 6].flatMap((family) => all.filter((one) => one.family === family).slice(0, PER_FAMILY));
  const [www, siblings, preload, listService, addresses] = await Promise.all([
    site ? readWww(visit, endpoint) : null,
    site ? readSiblings(visit, endpoint) : [],
    site ? ports.preload({ hstsList: host }) : null,
    site ? (ports.listService?.({ hstsStatus: host }) ?? null) : null,
    Promise.all(chosen.map(({ address, family }) => readAddress(visit, endpoint, address, family, pageBytes))),
  ]);
  return {
    endpoint: `${host}:${port}`,
    host,
    port,
    plainPort,
    names,
    addresses,
    unprobed: all.length - chosen.length,
    www,
    siblings,
    preload,
    listService,
    ...(await readSite(visit, endpoint, addresses, pageBytes, site)),
  };
};
