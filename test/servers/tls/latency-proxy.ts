import { connect, createServer, type Socket } from 'node:net';

export type LatencyProxy = {
  readonly port: number;
  readonly connections: () => number;
  /** The most connections that the client held open at once. */
  readonly most: () => number;
  readonly close: () => Promise<void>;
};

/** Milliseconds within which a busy process hears of a closed connection; any exchange over the proxy takes longer. */
const settled = 20;

/**
 * A TCP proxy that adds a round-trip time: the first bytes of the client wait for one round trip (the handshake of TCP),
 * each direction for half of one. It counts connections, so that tests need no network emulation of the system.
 */
export async function latencyProxy(upstream: number, roundTripMs: number): Promise<LatencyProxy> {
  let connections = 0;
  let most = 0;
  const open = new Set<Socket>();
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    connections++;
    open.add(client);
    const leave = (): void => {
      open.delete(client);
    };
    client.once('end', leave).once('close', leave);
    // A moment later, the end or the reset of a connection that made room for this one was heard as well.
    const beside = [...open];
    setTimeout(() => {
      most = Math.max(most, beside.filter((socket) => open.has(socket)).length);
    }, settled);
    const target = connect({ host: '127.0.0.1', port: upstream, noDelay: true });
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    const opened = performance.now();
    const forward = (from: Socket, to: Socket, delay: () => number): void => {
      from.on('data', (chunk) => setTimeout(() => to.write(chunk), delay()));
      from.on('end', () => setTimeout(() => to.end(), delay()));
      from.on('close', () => setTimeout(() => to.destroy(), delay()));
    };
    const handshake = (): number => Math.max(0, roundTripMs - (performance.now() - opened));
    forward(client, target, () => handshake() + roundTripMs / 2);
    forward(target, client, () => roundTripMs / 2);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    connections: () => connections,
    most: () => most,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
