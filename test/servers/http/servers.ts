import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import type { ServerIdentity } from './certificates.ts';

/** A server on loopback that is running. */
export interface Running {
  readonly port: number;
  readonly address: string;
  readonly close: () => Promise<void>;
}

const portOf = (address: string | AddressInfo | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;

const start = async (server: Server, address: string, port: number): Promise<Running> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  return {
    port: portOf(server.address()),
    address,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
};

export const startHttp = (listener: RequestListener, address = '127.0.0.1', port = 0): Promise<Running> =>
  start(createHttpServer(listener), address, port);

export const startHttps = (
  identity: ServerIdentity,
  listener: RequestListener,
  address = '127.0.0.1',
  port = 0,
): Promise<Running> => start(createHttpsServer({ cert: identity.cert, key: identity.key }, listener), address, port);

/** A server that does with the socket what it likes once the first bytes have come. */
export const startRaw = (onRequest: (socket: Socket) => void, address = '127.0.0.1', port = 0): Promise<Running> =>
  start(
    createTcpServer((socket) => {
      socket.once('data', () => onRequest(socket));
    }),
    address,
    port,
  );

/** A TLS server that is told of each connection once its handshake is done. */
export const startTlsRaw = (identity: ServerIdentity, onConnection: (socket: TLSSocket) => void): Promise<Running> =>
  start(
    createTlsServer({ cert: identity.cert, key: identity.key }, (socket) => {
      socket.on('error', () => undefined);
      onConnection(socket);
    }),
    '127.0.0.1',
    0,
  );

/** A server that sends these bytes (Latin-1) to whoever asks, then closes. */
export const startBytes = (bytes: string): Promise<Running> =>
  startRaw((socket) => {
    socket.end(Buffer.from(bytes, 'latin1'));
  });

/** A port on which nothing listens. */
export const closedPort = async (): Promise<number> => {
  const server = await startRaw(() => undefined);
  await server.close();
  return server.port;
};
