import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { TLSSocket } from 'node:tls';
import type { ExchangeInput, ExchangeOutput, TlsSession } from '../../../domain/web.ts';
import type { Connection } from './connections.ts';
import { classify, failure, type Phase } from './errors.ts';
import { asResponse, readBody, tlsSession } from './response.ts';

/** What bounds an exchange, and how it introduces itself. */
export interface AttemptOptions {
  /** Milliseconds from connect to last byte. */
  readonly timeout: number;
  readonly userAgent: string;
  readonly signal?: AbortSignal | undefined;
  /** Takes the connection over after a whole response that leaves it as it was; without it the connection is closed. */
  readonly keep?: ((connection: Connection) => void) | undefined;
}

const CONNECT_TIMEOUT = 5_000;
const MAX_HEADER_BYTES = 16_384;
const MAX_INTERIM = 10;
// A body that nobody asked for is read to its end where that is cheaper than a new handshake.
const SMALL_BODY = 65_536;
const SOON_MS = 250;

const requestOptions = (
  url: URL,
  { post }: ExchangeInput,
  { socket }: Connection,
  { userAgent, keep }: AttemptOptions,
) => ({
  createConnection: () => socket,
  path: `${url.pathname}${url.search}`,
  method: post === undefined ? 'GET' : 'POST',
  setDefaultHeaders: false,
  maxHeaderSize: MAX_HEADER_BYTES,
  insecureHTTPParser: false,
  headers: {
    Host: url.host,
    'User-Agent': userAgent,
    Accept: '*/*',
    'Accept-Encoding': 'identity',
    Connection: keep === undefined ? 'close' : 'keep-alive',
    ...(post === undefined
      ? {}
      : { 'Content-Type': post.type, 'Content-Length': Buffer.byteLength(post.body, 'base64') }),
  },
});

/** One exchange in flight on one connection: collects how far it came and settles once. */
export class Attempt {
  private phase: Phase;
  private tls: TlsSession | null;
  private interim = 0;
  private settled = false;
  /** The answer, where only the rest of a body that nobody asked for is still to come. */
  private known: ExchangeOutput | null = null;
  private readonly before: number;
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly input: ExchangeInput;
  private readonly connection: Connection;
  private readonly options: AttemptOptions;
  private readonly request: ClientRequest;
  private readonly settle: (output: ExchangeOutput) => void;

  constructor(
    input: ExchangeInput,
    connection: Connection,
    options: AttemptOptions,
    settle: (output: ExchangeOutput) => void,
  ) {
    const url = new URL(input.url);
    this.input = input;
    this.connection = connection;
    this.options = options;
    this.settle = settle;
    this.phase = connection.used ? 'response' : 'connect';
    this.tls = connection.tls;
    this.before = connection.socket.bytesRead;
    this.request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(
      requestOptions(url, input, connection, options),
    );
    this.request.maxHeadersCount = 0;
    this.after(
      Math.min(CONNECT_TIMEOUT, options.timeout),
      () => this.phase === 'connect' && this.fail('filtered', 'no answer to connect'),
    );
    this.after(options.timeout, () => this.fail('timeout', `not done in ${Math.round(options.timeout)} ms`));
    options.signal?.addEventListener('abort', this.abort);
    if (!connection.used) this.watch();
    this.listen();
    this.request.end(input.post === undefined ? undefined : Buffer.from(input.post.body, 'base64'));
  }

  private readonly abort = (): void => this.fail('interrupted', 'time for this host is used up');

  private after(delay: number, action: () => void): void {
    this.timers.push(setTimeout(action, delay));
  }

  private done(output: ExchangeOutput, whole = false): void {
    if (this.settled) return;
    this.settled = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.options.signal?.removeEventListener('abort', this.abort);
    const { socket } = this.connection;
    if (whole && this.options.keep !== undefined && this.request.shouldKeepAlive && !socket.destroyed) {
      // Only once the parser has let go of the socket may another take it.
      const released = (): void => {
        socket.off('free', released).off('close', released);
        if (!socket.destroyed) this.options.keep?.({ socket, tls: this.tls, used: true });
        this.settle(output);
      };
      socket.on('free', released).on('close', released);
      return;
    }
    this.request.destroy();
    this.settle(output);
  }

  private fail(kind: 'filtered' | 'timeout' | 'interrupted' | 'malformed', detail: string): void {
    this.done(this.known ?? failure(kind, this.phase, detail));
  }

  private listen(): void {
    const { socket } = this.connection;
    this.request.on('error', (error) =>
      this.done(this.known ?? classify(error, this.phase, socket.bytesRead - this.before)),
    );
    this.request.on('information', () => {
      this.interim += 1;
      if (this.interim > MAX_INTERIM) this.fail('malformed', 'too many interim responses');
    });
    this.request.on('upgrade', () => this.fail('malformed', 'switched protocols'));
    this.request.on('response', (message) => this.read(message));
  }

  private watch(): void {
    const { socket } = this.connection;
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
    if (limit === 0 || message.statusCode !== 200) this.pass(message);
    else this.collect(message, limit);
  }

  /** The headers are the answer; what follows is only read to have the connection back. */
  private pass(message: IncomingMessage): void {
    const output: ExchangeOutput = { ok: true, response: asResponse(message, this.tls, null) };
    if (!this.request.shouldKeepAlive || Number(message.headers['content-length'] ?? 0) > SMALL_BODY) {
      this.done(output);
      return;
    }
    this.known = output;
    let size = 0;
    message.on('error', () => this.done(output));
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > SMALL_BODY) this.done(output);
    });
    message.on('end', () => this.done(output, message.complete));
    this.after(SOON_MS, () => this.done(output));
  }

  private collect(message: IncomingMessage, limit: number): void {
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
    if (this.settled) return;
    try {
      const body = readBody(message, bytes, this.input.body, cut);
      this.done({ ok: true, response: asResponse(message, this.tls, body) }, !cut && message.complete);
    } catch {
      this.fail('malformed', 'content-encoding does not decode within bounds');
    }
  }
}
