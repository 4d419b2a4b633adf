import { connect, createServer, type Socket } from 'node:net';

export type LatencyProxy = {
  readonly port: number;
  readonly connections: () => number;
  /** The most connections that the client held open at once. */
  readonly most: () => number;
  readonly close: () => Promise<void>;
};

/**
 * A TCP proxy that adds a round-trip time: the first bytes of the client wait for one round trip (the handshake of TCP),
 * each direction for half of one. It counts connections, so that tests need no network emulation of the system.
 */
export async function latencyProxy(upstream: number, roundTripMs: number): Promise<LatencyProxy> {
  let connections = 0;
  let open = 0;
  let most = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    connections++;
    open++;
    let left = false;
    const leave = (): void => {
      if (!left) open--;
      left = true;
    };
    client.once('end', leave).once('close', leave);
    // Once whatever came together with this connection was heard, the end or the reset of the one before it as well: a
    // socket tells of its close in the last phase of a turn of the loop.
    setImmediate(() =>
      setImmediate(() => {
        most = Math.max(most, open);
      }),
    );
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
