import { createHash, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Socket } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import type { ServerIdentity } from '../servers/http/certificates.ts';

const executable = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** Whether there is a browser; where there is none, that is said loudly. */
export const browserInstalled = (): boolean => {
  if (executable === undefined) process.stderr.write('\n!!! chromium is not installed: its tests are skipped\n');
  return executable !== undefined;
};

const keyHash = ({ cert }: ServerIdentity): string =>
  createHash('sha256')
    .update(new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');

/** A browser for which all names under .test are on loopback and this identity is trusted under any of them. */
export const startBrowser = (identity: ServerIdentity): Promise<Browser> =>
  chromium.launch({
    ...(executable === undefined ? {} : { executablePath: executable }),
    args: [
      '--host-resolver-rules=MAP *.test 127.0.0.1, MAP * ~NOTFOUND',
      `--ignore-certificate-errors-spki-list=${keyHash(identity)}`,
      // What it does by itself, without any header, must not be taken for the work of one.
      '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,HttpsFirstModeV2',
    ],
  });

const TLS_HANDSHAKE = 0x16;

/** A server that speaks HTTP and HTTPS on one port: HSTS changes the scheme of an address and keeps its port. */
export const startBoth = async (identity: ServerIdentity, listener: RequestListener) => {
  const sockets = new Set<Socket>();
  const http = createHttpServer(listener);
  const https = createHttpsServer({ cert: identity.cert, key: identity.key }, listener);
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      (first[0] === TLS_HANDSHAKE ? https : http).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
};
