import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { createResolve } from '../collect/web/dns/resolve.ts';
import { createExchange, defaultFetchOptions } from '../collect/web/http/exchange.ts';
import type { AskPreloadList, Exchange } from '../collect/web/http/ports.ts';
import { findDanger } from '../collect/web/http/safety.ts';
import type { WebPort } from '../collect/web/port.ts';
import { createRoots } from '../collect/web/roots.ts';
import type { TlsExchange, TlsProbe } from '../collect/web/tls/exchange.ts';
import { liveTlsExchange } from '../collect/web/tls/live-exchange.ts';
import { type EndpointAddress, endpointName } from '../domain/claim.ts';
import { parseOverride } from '../parse/web/endpoint.ts';
import { findPreloadEntry, parsePreloadList } from '../parse/web/hsts-list.ts';
import { readText } from './files.ts';
import type { WebOptions } from './options.ts';
import { UsageError } from './usage.ts';
import { version } from './version.ts';

const dnsTimeout = 3_000;
const listLimit = 64 * 1024 * 1024;

/** Live ports to public endpoints, as the options say. The options are checked at once, the network is not touched yet. */
export const liveWeb = (options: WebOptions): ((endpoint: EndpointAddress, signal: AbortSignal) => WebPort) => {
  const trustStore = options.trustStore === undefined ? null : readTrustStore(options.trustStore);
  const roots = createRoots(
    options.trustStore === undefined || trustStore === null
      ? null
      : { name: basename(options.trustStore), pem: trustStore },
  );
  const overrides = options.resolve.map((text) => {
    const override = parseOverride(text);
    if (override === null)
      throw new UsageError(`--resolve "${text}": write HOST:PORT:ADDRESS[,ADDRESS], IPv6 in brackets`);
    return override;
  });
  const allowPrivate = options.allowPrivate ?? false;
  const preload = askList(options);
  const resolve = createResolve({ overrides, timeout: dnsTimeout, servers: [] });
  const exchanges = new Map<string, Exchange>();

  /** One for everything that reads an endpoint, so that they share its two connections. */
  const exchangeOf = (endpoint: EndpointAddress): Exchange => {
    const name = endpointName(endpoint);
    const exchange =
      exchanges.get(name) ??
      createExchange({
        ...defaultFetchOptions,
        allowPrivate,
        ports: [endpoint.port],
        trustStore,
        timeout: options.timeout ?? defaultFetchOptions.timeout,
        userAgent: `claimcheck/${version}`,
      });
    exchanges.set(name, exchange);
    return exchange;
  };

  return (endpoint, signal) => {
    const safety = { allowPrivate, ports: [endpoint.port] };
    const exchange = exchangeOf(endpoint);
    return {
      endpoint,
      signal,
      resolve,
      preload,
      roots,
      exchange: (input, inner) => exchange(input, inner ? AbortSignal.any([inner, signal]) : signal),
      tls: guardTls(safety, options.timeout, signal),
    };
  };
};

/** One paced exchange per address, and none to an address that must not be asked. */
const guardTls = (
  safety: { readonly allowPrivate: boolean; readonly ports: readonly number[] },
  timeout: number | undefined,
  signal: AbortSignal,
): TlsExchange => {
  const exchanges = new Map<string, TlsExchange>();
  const limits = timeout === undefined ? {} : { totalMs: timeout };
  return async (probe: TlsProbe) => {
    const stop = (why: string) => ({ end: 'skipped' as const, why, alert: null, messages: [], reaction: null });
    if (signal.aborted) return stop('the scan was stopped');
    const host = probe.host.includes(':') ? `[${probe.host}]` : probe.host;
    const danger = findDanger(new URL(`https://${host}:${probe.port}/`), probe.address, safety);
    if (danger !== null) return stop(danger);
    const exchange = exchanges.get(probe.address) ?? liveTlsExchange(limits);
    exchanges.set(probe.address, exchange);
    return exchange(probe);
  };
};

const readTrustStore = (path: string): string => {
  const text = readText(path, 'the trust store');
  if (!/-----BEGIN CERTIFICATE-----/.test(text)) throw new UsageError(`${path} holds no PEM certificate`);
  return text;
};

export const askList = ({ hstsList, hstsListDate }: WebOptions): AskPreloadList => {
  if (hstsListDate !== undefined && !isDay(hstsListDate)) {
    throw new UsageError(`--hsts-list-date "${hstsListDate}": write a day as YYYY-MM-DD`);
  }
  if (hstsList === undefined) return () => Promise.resolve(null);
  const text = readText(hstsList, 'the HSTS list', listLimit);
  const reading = parsePreloadList(text);
  if (!reading.ok) throw new UsageError(`${hstsList} is no HSTS preload list: ${reading.problem}`);
  const { list } = reading;
  const facts = {
    date: hstsListDate ?? null,
    sha256: createHash('sha256').update(text).digest('hex'),
    source: basename(hstsList),
    entries: list.entries,
  };
  return async ({ hstsList: host }) => ({ ...facts, entry: findPreloadEntry(list, host) });
};

const isDay = (text: string): boolean => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};
