import { collectDns } from '../../collect/web/dns/dns-facts.ts';
import { createDnssec, type ReadDnssec } from '../../collect/web/dns/dnssec-facts.ts';
import { collectHttp, defaultCollectHttpOptions } from '../../collect/web/http/http-facts.ts';
import type { WebPort } from '../../collect/web/port.ts';
import { type HttpReport, httpReport } from '../../derive/web/http-report.ts';
import { httpPage } from '../../derive/web/page.ts';
import { type EndpointAddress, endpointName } from '../../domain/claim.ts';
import { stableJson } from '../../domain/json.ts';
import type { ExitCode } from '../../domain/result.ts';
import type { DnsFacts, HttpFacts } from '../../domain/web.ts';
import { parseWebEndpoint, type WebEndpoint } from '../../parse/web/endpoint.ts';
import { lookAtAll, progressLine, readHosts } from '../endpoints.ts';
import type { ScreenOptions, WebOptions } from '../options.ts';
import { pageStyle } from '../page-style.ts';
import { UsageError } from '../usage.ts';
import { liveWeb } from '../web.ts';

export interface HttpOptions extends ScreenOptions, WebOptions {
  readonly json?: boolean;
  /** DNS-over-HTTPS resolvers that are asked for DNSSEC; they learn the names of the hosts. */
  readonly dohUrl: readonly string[];
}

/** Milliseconds for all DNS records of one host: what is not there by then is told as unknown. */
const dnsBudget = 4_000;

interface Looked {
  readonly report: HttpReport;
  /** Whether the host gave any HTTP answer. */
  readonly answered: boolean;
}

/**
 * `claimcheck http HOST...`: HSTS, preload, redirects, cookies, headers, security.txt and DNS of hosts. A host that does
 * not resolve or answer has a report too, which says so. Exit code 2 when one could not be looked at.
 */
export const http = async (hosts: readonly string[], options: HttpOptions): Promise<ExitCode> => {
  const endpoints = readHosts(hosts);
  for (const endpoint of endpoints) webEndpoint(endpoint);
  const web = liveWeb(options);
  const readDnssec = createDnssec(options.dohUrl.map(readResolver));
  const { signal } = new AbortController();
  const progress = progressLine(endpoints.length, 'hosts read');
  const looked = await lookAtAll(
    endpoints,
    (endpoint) => look(webEndpoint(endpoint), web(endpoint, signal), readDnssec, options.timeout),
    progress.tell,
  );
  progress.end();
  const reports = looked.map(({ report }) => report);
  if (options.json) process.stdout.write(`${stableJson(reports.length === 1 ? reports[0] : reports, 2)}\n`);
  else process.stdout.write(reports.map((report) => httpPage(report, pageStyle(options))).join('\n'));
  return looked.every(({ answered }) => answered) ? 0 : 2;
};

const webEndpoint = (endpoint: EndpointAddress): WebEndpoint => {
  const name = endpointName(endpoint);
  const parsed = parseWebEndpoint(name);
  if (parsed === null) throw new UsageError(`"${name}" is no web endpoint`);
  return parsed;
};

const readResolver = (url: string): string => {
  if (URL.canParse(url) && new URL(url).protocol === 'https:') return url;
  throw new UsageError(`--doh-url "${url}": write an https URL, such as https://dns.example/dns-query`);
};

const look = async (endpoint: WebEndpoint, web: WebPort, readDnssec: ReadDnssec, timeout = 0): Promise<Looked> => {
  const budget = Math.max(defaultCollectHttpOptions.budget, 3 * timeout);
  const [facts, dns]: [HttpFacts, DnsFacts | null] = await Promise.all([
    collectHttp(endpoint, web, { ...defaultCollectHttpOptions, budget, page: true }),
    readDns(endpoint.host, web, readDnssec),
  ]);
  const answered = facts.addresses.some(({ plainRoot, secure, unverified }) =>
    [plainRoot.first, plainRoot.again, secure.first, secure.again, unverified].some((output) => output?.ok === true),
  );
  return { report: httpReport(facts, { now: Date.now() }, dns), answered };
};

const readDns = async (host: string, web: WebPort, readDnssec: ReadDnssec): Promise<DnsFacts | null> => {
  const signal = AbortSignal.timeout(dnsBudget);
  const [records, dnssec] = await Promise.all([collectDns(host, web, signal), readDnssec(host, web, signal)]);
  return records === null ? null : { ...records, dnssec };
};
