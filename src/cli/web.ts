import { basename } from 'node:path';
import { cachedRanges, openRanges } from '../collect/web/dns/ip-ranges.ts';
import { createResolve } from '../collect/web/dns/resolve.ts';
import { createExchange, defaultFetchOptions, Hosts } from '../collect/web/http/exchange.ts';
import { lazyPreloadList, openCachedList, openPreloadList } from '../collect/web/http/hsts-list.ts';
import { createListService, LIST_SERVICE } from '../collect/web/http/list-service.ts';
import type { AskListService, AskPreloadList, Exchange } from '../collect/web/http/ports.ts';
import { findDanger } from '../collect/web/http/safety.ts';
import type { AskRanges, HandshakeOptions, WebPort } from '../collect/web/port.ts';
import { plainHandshakes } from '../collect/web/port.ts';
import { createCrls } from '../collect/web/revocation/crl.ts';
import { createRoots } from '../collect/web/roots.ts';
import type { TlsExchange, TlsProbe } from '../collect/web/tls/exchange.ts';
import type { EndpointAddress } from '../domain/claim.ts';
import { parseOverride } from '../parse/web/endpoint.ts';
import { cacheFolder } from './cache.ts';
import { readText } from './files.ts';
import type { WebOptions } from './options.ts';
import { UsageError } from './usage.ts';
import { version } from './version.ts';

const dnsTimeout = 3_000;
/** Probes of old bugs wait for servers to react, one malformed message after the other. */
const activeTimeout = 30_000;
const listLimit = 64 * 1024 * 1024;

/** Live ports to public endpoints, as the options say. The options are checked at once, the network is not touched yet. */
export const liveWeb = (
  options: WebOptions,
  handshakes: HandshakeOptions = plainHandshakes,
): ((endpoint: EndpointAddress, signal: AbortSignal) => WebPort) => {
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
  const ranges = askRanges(options);
  const resolve = createResolve({ overrides, timeout: dnsTimeout, servers: [] });
  const crls = createCrls();
  // One for the whole run, so that whatever leads to a host shares its two connections.
  const hosts = new Hosts();

  const exchangeTo = (port: number): Exchange =>
    createExchange(
      {
        ...defaultFetchOptions,
        allowPrivate,
        ports: [port],
        trustStore,
        timeout: options.timeout ?? defaultFetchOptions.timeout,
        userAgent: `claimcheck/${version}`,
      },
      hosts,
    );
  const listService = askService(options, (port) => ({ resolve, exchange: exchangeTo(port) }));

  return (endpoint, signal) => {
    const safety = { allowPrivate, ports: [endpoint.port] };
    const inner = exchangeTo(endpoint.port);
    const exchange: Exchange = (input, limit) => inner(input, limit ? AbortSignal.any([limit, signal]) : signal);
    return {
      endpoint,
      signal,
      resolve,
      preload,
      ...(listService && { listService: (input) => listService(input, signal) }),
      roots,
      ranges,
      exchange,
      crl: options.revocation === false ? null : crls({ exchange, resolve }),
      handshakes,
      tls: guardTls(safety, options.timeout ?? (handshakes.active ? activeTimeout : undefined), signal),
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
    const { liveTlsExchange } = await import('../collect/web/tls/live-exchange.ts');
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

/** What the preload list says of a host: the list of a file, read at once, else the one in the cache, read when it is first asked. */
export const askList = ({ hstsList, hstsListDate }: WebOptions): AskPreloadList => {
  if (hstsListDate !== undefined && hstsList === undefined)
    throw new UsageError('--hsts-list-date goes with --hsts-list; the list in the cache has its own date');
  if (hstsListDate !== undefined && !isDay(hstsListDate))
    throw new UsageError(`--hsts-list-date "${hstsListDate}": write a day as YYYY-MM-DD`);
  if (hstsList === undefined) return lazyPreloadList(() => openCachedList(cacheFolder()));
  const text = readText(hstsList, 'the HSTS list', listLimit);
  const list = openPreloadList(text, { date: hstsListDate ?? null, source: basename(hstsList) });
  if (!list.ok) throw new UsageError(`${hstsList} is no HSTS preload list: ${list.problem}`);
  return list.value;
};

/** The preload list's service, where the user lets it be asked; a copy of it must speak TLS, too. */
const askService = (
  { online = false, listService = LIST_SERVICE }: WebOptions,
  portsTo: (port: number) => Pick<WebPort, 'exchange' | 'resolve'>,
): AskListService | undefined => {
  if (!online) return undefined;
  const url = URL.canParse(listService) ? new URL(listService) : null;
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '')
    throw new UsageError(`--list-service "${listService}": write an https URL`);
  return createListService(url.href, portsTo(Number(url.port || 443)));
};

/** In which of AWS's ranges addresses lie: the list of a file, read at once, else the one in the cache, read when it is first asked. */
const askRanges = ({ ipRanges }: WebOptions): AskRanges => {
  if (ipRanges === undefined) return cachedRanges(cacheFolder());
  const ranges = openRanges(readText(ipRanges, 'the IP ranges'), { source: basename(ipRanges), date: null });
  if (!ranges.ok) throw new UsageError(`${ipRanges} is ${ranges.problem}`);
  return ranges.value;
};

const isDay = (text: string): boolean => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};
