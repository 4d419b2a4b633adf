import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext, type SecureContext } from 'node:tls';
import type { ExchangeInput, TlsSession } from '../../../domain/web.ts';
import { parseAddress } from '../../../parse/web/address.ts';
import { isIpLiteral } from '../../../parse/web/host.ts';

/** A connection to one pinned address. One that has carried a response shows what its handshake settled on. */
export interface Connection {
  readonly socket: Socket;
  /** null: plain, or not yet through its handshake. */
  readonly tls: TlsSession | null;
  /** `true`: it has carried a response before. */
  readonly used: boolean;
}

const IDLE_MS = 1_000;
const contexts = new Map<string | null, SecureContext>();

/** Parsing the trusted roots costs more than a handshake: once for each trust store. */
const contextOf = (trustStore: string | null): SecureContext => {
  const context = contexts.get(trustStore) ?? createSecureContext(trustStore === null ? {} : { ca: trustStore });
  contexts.set(trustStore, context);
  return context;
};

/** Opens a connection to the address of the question; its name is for SNI and for the certificate only. */
export const openConnection = (
  { url: text, address, verify }: ExchangeInput,
  trustStore: string | null,
): Connection => {
  const url = new URL(text);
  const secure = url.protocol === 'https:';
  const host = parseAddress(address)?.text ?? address;
  const port = Number(url.port || (secure ? 443 : 80));
  if (!secure) return { socket: connectTcp({ host, port }), tls: null, used: false };
  const socket = connectTls({
    host,
    port,
    // An IP literal is never sent as SNI; the certificate is then checked against the address itself.
    servername: isIpLiteral(url.hostname) ? '' : url.hostname.replace(/\.$/, ''),
    rejectUnauthorized: verify,
    secureContext: contextOf(trustStore),
    ALPNProtocols: ['http/1.1'],
  });
  return { socket, tls: null, used: false };
};

/** What two requests must have in common to share a connection. */
const keyOf = ({ url, address, verify }: ExchangeInput): string =>
  JSON.stringify([new URL(url).origin, address, verify]);

/** Nothing may come over a connection between two exchanges: whatever does, ends it. */
class Idle {
  readonly key: string;
  readonly connection: Connection;
  private readonly gone: (idle: Idle) => void;

  constructor(key: string, connection: Connection, gone: (idle: Idle) => void) {
    this.key = key;
    this.connection = connection;
    this.gone = gone;
    for (const event of ['data', 'end', 'error', 'close']) connection.socket.on(event, this.drop);
    connection.socket.setTimeout(IDLE_MS, this.drop).unref();
  }

  readonly drop = (): void => {
    this.release();
    this.connection.socket.on('error', () => undefined).destroy();
    this.gone(this);
  };

  release(): Connection {
    const { socket } = this.connection;
    for (const event of ['data', 'end', 'error', 'close']) socket.off(event, this.drop);
    socket.setTimeout(0).off('timeout', this.drop).ref();
    return this.connection;
  }
}

/** Connections to one host that wait for a next request: few, briefly, and none that anything odd happened on. */
export class IdleConnections {
  private readonly waiting = new Set<Idle>();

  /** One that was used for the same origin, address and trust; null: there is none. */
  take(input: ExchangeInput): Connection | null {
    const key = keyOf(input);
    for (const idle of this.waiting) {
      if (idle.key !== key) continue;
      this.waiting.delete(idle);
      return idle.release();
    }
    return null;
  }

  put(input: ExchangeInput, connection: Connection): void {
    this.waiting.add(new Idle(keyOf(input), connection, (idle) => this.waiting.delete(idle)));
  }

  /** Closes the oldest, so that no more than so many wait. */
  shrink(most: number): void {
    for (const idle of this.waiting) {
      if (this.waiting.size <= most) return;
      idle.drop();
    }
  }
}
