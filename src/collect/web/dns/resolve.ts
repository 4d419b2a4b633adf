import { type CaaRecord, promises as dns } from 'node:dns';
import type { DnsErrorKind, DnsInput, DnsOutput } from '../../../domain/web.ts';
import { parseAddress } from '../../../parse/web/address.ts';
import type { Override } from '../../../parse/web/endpoint.ts';
import type { Resolve } from '../http/ports.ts';

export interface ResolveOptions {
  /** Answers that replace DNS for one host and port. */
  readonly overrides: readonly Override[];
  /** Milliseconds for one try; two are made. */
  readonly timeout: number;
  /** `address:port` of the servers to ask; empty: the system's. */
  readonly servers: readonly string[];
}

export const defaultResolveOptions: ResolveOptions = { overrides: [], timeout: 3_000, servers: [] };

const TRIES = 2;
const MAX_RECORDS = 100;
const MAX_RECORD = 4096;

const KINDS: Readonly<Record<string, DnsErrorKind>> = {
  ENOTFOUND: 'nxdomain',
  ENODATA: 'nodata',
  ESERVFAIL: 'servfail',
  EREFUSED: 'refused',
  ECONNREFUSED: 'refused',
  ETIMEOUT: 'timeout',
  ECANCELLED: 'timeout',
};

const failed = (kind: DnsErrorKind, detail: string): DnsOutput => ({ ok: false, error: { kind, detail } });

const answered = (records: readonly string[]): DnsOutput =>
  records.length === 0
    ? failed('nodata', 'empty answer')
    : { ok: true, records: records.slice(0, MAX_RECORDS).map((record) => record.slice(0, MAX_RECORD)) };

const caaText = ({ critical, ...tags }: CaaRecord): readonly string[] =>
  Object.entries(tags)
    .filter(([tag]) => tag !== 'type')
    .map(([tag, value]) => `${critical} ${tag} ${String(value)}`);

const ask = async (resolver: dns.Resolver, { name, type }: DnsInput): Promise<readonly string[]> => {
  switch (type) {
    case 'A':
      return resolver.resolve4(name);
    case 'AAAA':
      return resolver.resolve6(name);
    case 'TXT':
      return (await resolver.resolveTxt(name)).map((chunks) => chunks.join(''));
    case 'CAA':
      return (await resolver.resolveCaa(name)).flatMap(caaText);
    case 'CNAME':
      return resolver.resolveCname(name);
    case 'NS':
      return resolver.resolveNs(name);
    case 'PTR':
      return resolver.resolvePtr(name);
    case 'MX':
      return (await resolver.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${exchange}`);
    case 'SOA': {
      const { nsname, hostmaster, serial } = await resolver.resolveSoa(name);
      return [`${nsname} ${hostmaster} ${serial}`];
    }
  }
};

const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

const live = async (input: DnsInput, options: ResolveOptions, signal?: AbortSignal): Promise<DnsOutput> => {
  if (signal?.aborted === true) return failed('timeout', 'time for this host is used up');
  const resolver = new dns.Resolver({ timeout: options.timeout, tries: TRIES });
  if (options.servers.length > 0) resolver.setServers(options.servers);
  const cancel = (): void => resolver.cancel();
  signal?.addEventListener('abort', cancel);
  try {
    return answered(await ask(resolver, input));
  } catch (error) {
    const code = errorCode(error);
    return failed(KINDS[code] ?? 'malformed', code);
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
};

const isHostQuestion = ({ type }: DnsInput): boolean => type === 'A' || type === 'AAAA' || type === 'CNAME';

/** An override answers both address questions of its host and port, so that DNS cannot add to it; such a name is no alias. */
const fromOverride = ({ type, name, port }: DnsInput, overrides: readonly Override[]): DnsOutput | null => {
  if (type === 'CNAME') return overrides.some(({ host }) => host === name) ? failed('nodata', 'overridden') : null;
  const override = overrides.findLast((one) => one.host === name && one.port === port);
  if (override === undefined) return null;
  const family = type === 'A' ? 4 : 6;
  return answered(override.addresses.filter((address) => parseAddress(address)?.family === family));
};

/**
 * Names that no server is asked for: those under localhost are this machine's loopback, those under invalid do not exist
 * (RFC 6761 sections 6.3 and 6.4). null: any other name.
 */
const reserved = ({ name, type }: DnsInput): DnsOutput | null => {
  if (/(?:^|\.)invalid$/.test(name)) return failed('nxdomain', 'no name under .invalid exists');
  if (!/(?:^|\.)localhost$/.test(name)) return null;
  return answered(type === 'A' ? ['127.0.0.1'] : []);
};

/**
 * The live DNS port, by the system's servers and not by the system's resolver: the two families are asked apart and
 * NXDOMAIN, no data and failures stay distinct.
 */
export const createResolve =
  (options: ResolveOptions): Resolve =>
  async (input, signal) => {
    if (isHostQuestion(input)) {
      const override = fromOverride(input, options.overrides);
      if (override !== null) return override;
    }
    return reserved(input) ?? live(input, options, signal);
  };
