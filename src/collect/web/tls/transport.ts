import { connect, type Socket } from 'node:net';
import type { TlsEnd } from './exchange.ts';

export type TransportEnd = { readonly end: Exclude<TlsEnd, 'answered' | 'alert' | 'not-tls'>; readonly why: string };

/** A bounded TCP conversation: reads that always settle, by bytes, by the peer's end or by the deadline. */
export type Transport = {
  readonly write: (bytes: Uint8Array) => void;
  /** The next bytes, or how the conversation ended. */
  readonly read: () => Promise<Uint8Array | TransportEnd>;
  /** Restricts the rest of the conversation to so many milliseconds from now. */
  readonly limit: (milliseconds: number) => void;
  /** Settles once the connection is gone, so that the next one never stands beside it. */
  readonly close: () => Promise<void>;
};

const MAX_BYTES = 4 * 1_048_576;

/** Connects within `connectMs`; whatever comes after is bounded by `answerMs` until `limit` says otherwise. */
export function openTransport(
  target: { readonly address: string; readonly port: number },
  limits: { readonly connectMs: number; readonly answerMs: number },
): Promise<Transport | TransportEnd> {
  return new Promise((resolve) => {
    const socket = connect({ host: target.address, port: target.port, noDelay: true });
    const timer = setTimeout(
      () => fail({ end: 'timeout', why: `no connection within ${limits.connectMs} ms` }),
      limits.connectMs,
    );
    const fail = (end: TransportEnd): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(end);
    };
    socket.once('error', (error) => fail({ end: 'unreachable', why: codeOf(error) }));
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      resolve(transportOver(socket, limits.answerMs));
    });
  });
}

function transportOver(socket: Socket, answerMs: number): Transport {
  const queue: Uint8Array[] = [];
  let total = 0;
  let ended: TransportEnd | null = null;
  let wake: (() => void) | null = null;
  const settle = (): void => {
    wake?.();
    wake = null;
  };
  const finish = (end: TransportEnd): void => {
    ended ??= end;
    clearTimeout(timer);
    settle();
  };
  let timer = setTimeout(() => finish({ end: 'timeout', why: `no answer within ${answerMs} ms` }), answerMs);
  socket.on('data', (chunk) => {
    total += chunk.length;
    queue.push(chunk);
    if (total > MAX_BYTES) finish({ end: 'closed', why: `more than ${MAX_BYTES} bytes` });
    settle();
  });
  socket.on('end', () => finish({ end: 'closed', why: 'the server closed the connection' }));
  socket.on('close', () => finish({ end: 'closed', why: 'the server closed the connection' }));
  socket.on('error', (error) => finish({ end: 'reset', why: codeOf(error) }));
  return {
    write: (bytes) => {
      if (ended === null) socket.write(bytes);
    },
    read: async () => {
      if (queue.length === 0 && ended === null) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return queue.shift() ?? ended ?? { end: 'closed', why: 'the conversation is over' };
    },
    limit: (milliseconds) => {
      clearTimeout(timer);
      timer = setTimeout(() => finish({ end: 'timeout', why: `no answer within ${milliseconds} ms` }), milliseconds);
    },
    close: () => {
      clearTimeout(timer);
      ended ??= { end: 'closed', why: 'closed here' };
      if (socket.closed) return Promise.resolve();
      return new Promise((resolve) => {
        socket.once('close', () => resolve());
        socket.destroy();
      });
    },
  };
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message.slice(0, 200);
}
