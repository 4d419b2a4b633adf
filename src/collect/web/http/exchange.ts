import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { ExchangeInput, ExchangeOutput } from '../../../domain/web.ts';
import { parseAddress } from '../../../parse/web/address.ts';
import { Attempt } from './attempt.ts';
import { type Connection, IdleConnections, openConnection } from './connections.ts';
import { failure } from './errors.ts';
import { Pace, type Rate } from './pace.ts';
import type { Exchange } from './ports.ts';
import { findDanger, hasGlobalIpv6, type Safety } from './safety.ts';

/** How the fetcher behaves; what it may be led to by others is in `Safety`. */
export interface FetchOptions extends Safety {
  /** PEM certificates to trust instead of the built-in ones; null: the built-in ones. */
  readonly trustStore: string | null;
  /** Milliseconds for one exchange from connect to last byte. */
  readonly timeout: number;
  readonly userAgent: string;
}

export const defaultFetchOptions: FetchOptions = {
  allowPrivate: false,
  ports: [],
  trustStore: null,
  timeout: 10_000,
  userAgent: 'claimcheck',
};

const PER_HOST = 2;
/** Enough for all that is read of a host with one address at once; for others five a second. */
const POLITE: Rate = { burst: 12, perSecond: 5 };

const interrupted = (): ExchangeOutput => failure('interrupted', 'before', 'time for this host is used up');

/** Why a question must not, or cannot, be asked from here; null: it may. */
const refusal = ({ url, address: text }: ExchangeInput, options: FetchOptions): ExchangeOutput | null => {
  const danger = findDanger(new URL(url), text, options);
  if (danger !== null) return failure('blocked', 'before', danger);
  const address = parseAddress(text);
  return address?.family === 6 && address.global && !hasGlobalIpv6()
    ? failure('no-route', 'before', 'this machine has no IPv6')
    : null;
};

/** A used connection may have been closed, or hold a late word on what was before: what it ends in is asked anew. */
const isDoubtful = (output: ExchangeOutput): boolean =>
  output.ok ? output.response.status === 408 : output.error.kind !== 'timeout' && output.error.kind !== 'interrupted';

/** One host as the fetcher treats it: few connections at a time, used again over TLS, and a polite rate. */
class Host {
  private readonly limit = pLimit(PER_HOST);
  private readonly idle = new IdleConnections();
  private readonly pace: Pace;

  constructor(rate: Rate) {
    this.pace = new Pace(rate);
  }

  ask(input: ExchangeInput, options: FetchOptions, signal: AbortSignal | undefined): Promise<ExchangeOutput> {
    return this.limit(async () => {
      const wait = signal?.aborted === true ? 0 : this.pace.next(performance.now());
      if (wait > 0) await sleep(wait, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
      return signal?.aborted === true ? interrupted() : this.exchange(input, options, signal);
    });
  }

  private async exchange(
    input: ExchangeInput,
    options: FetchOptions,
    signal: AbortSignal | undefined,
  ): Promise<ExchangeOutput> {
    const end = performance.now() + options.timeout;
    // Plaintext is asked as a stranger asks: one connection for each request.
    const secure = input.url.startsWith('https:');
    const keep = secure ? (connection: Connection): void => this.idle.put(input, connection) : undefined;
    const attempt = (connection: Connection): Promise<ExchangeOutput> =>
      new Promise((resolve) => {
        const timeout = Math.max(1, end - performance.now());
        new Attempt(input, connection, { timeout, userAgent: options.userAgent, signal, keep }, resolve);
      });
    const used = secure ? this.idle.take(input) : null;
    if (used !== null) {
      const output = await attempt(used);
      if (!isDoubtful(output)) return output;
      if (signal?.aborted === true) return interrupted();
    }
    this.idle.shrink(PER_HOST - this.limit.activeCount);
    return attempt(openConnection(input, options.trustStore));
  }
}

/** All hosts that are talked to in a run, by name: whoever shares this shares their limits. */
export class Hosts {
  private readonly byName = new Map<string, Host>();
  private readonly rate: Rate;

  constructor(rate: Rate = POLITE) {
    this.rate = rate;
  }

  of(name: string): Host {
    const host = this.byName.get(name) ?? new Host(this.rate);
    this.byName.set(name, host);
    return host;
  }
}

/**
 * The live HTTP port: a GET, or a POST, on one pinned address, redirects not followed. Every way it can end is an output; it is bounded in
 * time, in bytes and in header lines, sends no credentials, and uses no proxy. Certificates verify against the host of the URL.
 * A verified connection may carry several requests of the same origin to the same address, and no others.
 */
export const createExchange =
  (options: FetchOptions, hosts: Hosts = new Hosts()): Exchange =>
  async (input, signal) =>
    refusal(input, options) ?? hosts.of(new URL(input.url).hostname).ask(input, options, signal);
