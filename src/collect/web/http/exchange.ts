import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import pLimit from 'p-limit';
import type { ExchangeInput, ExchangeOutput, TlsSession } from '../../../domain/web.ts';
import { parseAddress } from '../../../parse/web/address.ts';
import { isIpLiteral } from '../../../parse/web/host.ts';
import { classify, failure, type Phase } from './errors.ts';
import type { Exchange } from './ports.ts';
import { asResponse, readBody, tlsSession } from './response.ts';
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

const CONNECT_TIMEOUT = 5_000;
const MAX_HEADER_BYTES = 16_384;
const MAX_INTERIM = 10;
const PER_HOST = 2;

const requestOptions = (url: URL, input: ExchangeInput, options: FetchOptions) => ({
  host: parseAddress(input.address)?.text ?? input.address,
  port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
  path: `${url.pathname}${url.search}`,
  method: 'GET',
  agent: false,
  setDefaultHeaders: false,
  maxHeaderSize: MAX_HEADER_BYTES,
  insecureHTTPParser: false,
  headers: {
    Host: url.host,
    'User-Agent': options.userAgent,
    Accept: '*/*',
    'Accept-Encoding': 'identity',
    Connection: 'close',
  },
  // An IP literal is never sent as SNI; the certificate is then checked against the address itself.
  servername: isIpLiteral(url.hostname) ? '' : url.hostname.replace(/\.$/, ''),
  rejectUnauthorized: input.verify,
  ...(options.trustStore === null ? {} : { ca: options.trustStore }),
});

/** One exchange in flight: collects how far it came and settles once. */
class Attempt {
  private phase: Phase = 'connect';
  private tls: TlsSession | null = null;
  private socket: Socket | null = null;
  private interim = 0;
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly input: ExchangeInput;
  private readonly request: ClientRequest;
  private readonly settle: (output: ExchangeOutput) => void;
  private readonly signal: AbortSignal | undefined;

  constructor(
    input: ExchangeInput,
    options: FetchOptions,
    signal: AbortSignal | undefined,
    settle: (output: ExchangeOutput) => void,
  ) {
    const url = new URL(input.url);
    this.input = input;
    this.settle = settle;
    this.signal = signal;
    this.request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(requestOptions(url, input, options));
    this.request.maxHeadersCount = 0;
    this.after(
      Math.min(CONNECT_TIMEOUT, options.timeout),
      () => this.phase === 'connect' && this.fail('filtered', 'no answer to connect'),
    );
    this.after(options.timeout, () => this.fail('timeout', `not done in ${options.timeout} ms`));
    signal?.addEventListener('abort', this.abort);
    this.listen();
    this.request.end();
  }

  private readonly abort = (): void => this.fail('interrupted', 'time for this host is used up');

  private after(delay: number, action: () => void): void {
    this.timers.push(setTimeout(action, delay));
  }

  private done(output: ExchangeOutput): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.signal?.removeEventListener('abort', this.abort);
    this.settle(output);
    this.request.destroy();
  }

  private fail(kind: 'filtered' | 'timeout' | 'interrupted' | 'malformed', detail: string): void {
    this.done(failure(kind, this.phase, detail));
  }

  private listen(): void {
    this.request.on('error', (error) => this.done(classify(error, this.phase, this.socket?.bytesRead ?? 0)));
    this.request.on('socket', (socket) => this.watch(socket));
    this.request.on('information', () => {
      this.interim += 1;
      if (this.interim > MAX_INTERIM) this.fail('malformed', 'too many interim responses');
    });
    this.request.on('upgrade', () => this.fail('malformed', 'switched protocols'));
    this.request.on('response', (message) => this.read(message));
  }

  private watch(socket: Socket): void {
    this.socket = socket;
    const secure = socket instanceof TLSSocket ? socket : null;
    socket.once('connect', () => {
      this.phase = secure === null ? 'response' : 'tls';
    });
    secure?.once('secureConnect', () => {
      this.tls = tlsSession(secure);
      this.phase = 'response';
    });
  }

  private read(message: IncomingMessage): void {
    const limit = this.input.body;
    if (limit === 0 || message.statusCode !== 200) {
      this.done({ ok: true, response: asResponse(message, this.tls, null) });
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (cut: boolean): void => this.finish(message, Buffer.concat(chunks), cut);
    message.on('error', (error) => this.done(classify(error, this.phase, size)));
    message.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > limit) finish(true);
    });
    message.on('end', () => finish(false));
  }

  private finish(message: IncomingMessage, bytes: Buffer, cut: boolean): void {
    try {
      const body = readBody(message, bytes, this.input.body, cut);
      this.done({ ok: true, response: asResponse(message, this.tls, body) });
    } catch {
      this.fail('malformed', 'content-encoding does not decode within bounds');
    }
  }
}

/**
 * One GET on one pinned address, redirects not followed. Every way it can end is an output; it is bounded in time, in
 * bytes and in header lines, sends no credentials, and uses no proxy. Certificates verify against the host of the URL.
 */
export const fetchOnce = (
  input: ExchangeInput,
  options: FetchOptions,
  signal?: AbortSignal,
): Promise<ExchangeOutput> => {
  const url = new URL(input.url);
  const danger = findDanger(url, input.address, options);
  if (danger !== null) return Promise.resolve(failure('blocked', 'before', danger));
  if (signal?.aborted === true)
    return Promise.resolve(failure('interrupted', 'before', 'time for this host is used up'));
  const address = parseAddress(input.address);
  if (address?.family === 6 && address.global && !hasGlobalIpv6()) {
    return Promise.resolve(failure('no-route', 'before', 'this machine has no IPv6'));
  }
  return new Promise((resolve) => {
    new Attempt(input, options, signal, resolve);
  });
};

/** The live HTTP port: `fetchOnce`, never more than two connections at a time to one host. */
export const createExchange = (options: FetchOptions): Exchange => {
  const limits = new Map<string, ReturnType<typeof pLimit>>();
  return (input, signal) => {
    const { hostname } = new URL(input.url);
    const limit = limits.get(hostname) ?? pLimit(PER_HOST);
    limits.set(hostname, limit);
    return limit(() => fetchOnce(input, options, signal));
  };
};
