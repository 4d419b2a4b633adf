import { performance } from 'node:perf_hooks';
import httpCollector from '../../collect/web/collectors/http.ts';
import tlsCollector from '../../collect/web/collectors/tls.ts';
import type { WebPort } from '../../collect/web/port.ts';
import type { StartTls } from '../../collect/web/tls/exchange.ts';
import { gradeEndpoint } from '../../derive/tls/endpoint-grade.ts';
import { atLeast } from '../../derive/tls/letters.ts';
import { tlsPage } from '../../derive/tls/page.ts';
import { type TlsReport, tlsReport } from '../../derive/tls/report.ts';
import type { EndpointAddress } from '../../domain/claim.ts';
import { describeGap } from '../../domain/gap.ts';
import type { ExitCode } from '../../domain/result.ts';
import type { Letter } from '../../domain/tls.ts';
import type { HttpFacts } from '../../domain/web.ts';
import { lookAtAll, progressLine, readHosts } from '../endpoints.ts';
import type { ScreenOptions, WebOptions } from '../options.ts';
import { pageStyle } from '../page-style.ts';
import { liveWeb } from '../web.ts';

export interface TlsOptions extends ScreenOptions, WebOptions {
  readonly json?: boolean;
  readonly failBelow?: Letter;
  readonly active?: boolean;
  readonly starttls?: StartTls;
}

/** A report, and why it could not be made where there is none. */
interface Looked {
  readonly report: TlsReport & { readonly problem: string | null };
}

/** `claimcheck tls HOST[:PORT]...`: grades endpoints. Exit code 1 below `--fail-below`, 2 when a grade cannot be told. */
export const tls = async (hosts: readonly string[], options: TlsOptions): Promise<ExitCode> => {
  const endpoints = readHosts(hosts);
  const web = liveWeb(options, { active: options.active ?? false, starttls: options.starttls ?? null });
  const progress = progressLine(endpoints.length, 'endpoints graded');
  const looked = await lookAtAll(
    endpoints,
    (endpoint) => look(endpoint, (signal) => web(endpoint, signal)),
    progress.tell,
  );
  progress.end();
  const reports = looked.map(({ report }) => report);
  if (options.json) process.stdout.write(`${JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2)}\n`);
  else process.stdout.write(reports.map((report) => page(report, options)).join('\n'));
  return exitCode(reports, options.failBelow);
};

const look = async (endpoint: EndpointAddress, open: (signal: AbortSignal) => WebPort): Promise<Looked> => {
  const started = performance.now();
  const [forHandshakes, forPage] = [new AbortController(), new AbortController()];
  const page = readHttp(open(forPage.signal));
  const handshakes = await tlsCollector.collect(open(forHandshakes.signal));
  // Where nobody speaks TLS there is no header to wait for: a tarpit would hold the page for as long as it can.
  if (handshakes.items.every(({ addresses }) => addresses.every(({ problem }) => problem !== null))) forPage.abort();
  const http = await page;
  const seconds = Math.round(performance.now() - started) / 1_000;
  const [seen] = handshakes.items;
  const problem = handshakes.gaps[0] === undefined ? null : describeGap(handshakes.gaps[0].gap);
  const graded = seen === undefined ? [] : gradeEndpoint(seen, http, Date.now());
  return {
    report: {
      ...tlsReport(
        endpoint.host,
        endpoint.port,
        graded.map((one) => ({ ...one, seconds })),
      ),
      problem,
    },
  };
};

/** A service that upgrades from plaintext is no web server: it has no headers. */
const readHttp = async (web: WebPort): Promise<HttpFacts | 'no-http' | null> =>
  web.handshakes.starttls === null ? ((await httpCollector.collect(web)).items[0] ?? null) : 'no-http';

const page = (report: Looked['report'], options: ScreenOptions): string => {
  if (report.problem !== null) return `${report.host}:${report.port}  could not look: ${report.problem}\n`;
  return tlsPage(report, pageStyle(options));
};

const exitCode = (reports: readonly TlsReport[], wanted: Letter | undefined): ExitCode => {
  if (wanted !== undefined && reports.some(({ bounds }) => bounds !== null && !atLeast(bounds.upper, wanted))) return 1;
  const told = reports.every(
    ({ bounds }) => bounds !== null && (wanted === undefined || atLeast(bounds.lower, wanted)),
  );
  return told ? 0 : 2;
};
