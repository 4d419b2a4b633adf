import httpCollector from '../../collect/web/collectors/http.ts';
import type { WebPort } from '../../collect/web/port.ts';
import { type HttpReport, httpReport } from '../../derive/web/http-report.ts';
import { httpPage } from '../../derive/web/page.ts';
import type { EndpointAddress } from '../../domain/claim.ts';
import { describeGap } from '../../domain/gap.ts';
import type { ExitCode } from '../../domain/result.ts';
import { visible } from '../../domain/text.ts';
import { lookAtAll, progressLine, readHosts } from '../endpoints.ts';
import type { ScreenOptions, WebOptions } from '../options.ts';
import { liveWeb } from '../web.ts';

export interface HttpOptions extends ScreenOptions, WebOptions {
  readonly json?: boolean;
}

type Looked =
  | { readonly host: string; readonly report: HttpReport }
  | { readonly host: string; readonly problem: string };

/** `claimcheck http HOST...`: HSTS, preload, redirects, cookies and security.txt of hosts. Exit code 2 when one could not be looked at. */
export const http = async (hosts: readonly string[], options: HttpOptions): Promise<ExitCode> => {
  const endpoints = readHosts(hosts);
  const web = liveWeb(options);
  const { signal } = new AbortController();
  const progress = progressLine(endpoints.length, 'hosts read');
  const looked = await lookAtAll(endpoints, (endpoint) => look(endpoint, web(endpoint, signal)), progress.tell);
  progress.end();
  const shown = looked.map((one) => ('report' in one ? one.report : { host: one.host, problem: one.problem }));
  if (options.json) process.stdout.write(`${JSON.stringify(shown.length === 1 ? shown[0] : shown, null, 2)}\n`);
  else process.stdout.write(looked.map(page).join('\n'));
  return looked.every((one) => 'report' in one && one.report.httpsOnly.status !== 'inconclusive') ? 0 : 2;
};

const look = async (endpoint: EndpointAddress, web: WebPort): Promise<Looked> => {
  const { items, gaps } = await httpCollector.collect(web);
  const [facts] = items;
  if (facts !== undefined) return { host: endpoint.host, report: httpReport(facts, { now: Date.now(), online: null }) };
  return { host: endpoint.host, problem: gaps[0] === undefined ? 'nothing was read' : describeGap(gaps[0].gap) };
};

const page = (looked: Looked): string =>
  'report' in looked ? httpPage(looked.report) : `${looked.host}  could not look: ${visible(looked.problem)}\n`;
