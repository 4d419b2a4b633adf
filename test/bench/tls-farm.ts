import { createServer as createPlain } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { issue, rsaKey } from '../servers/tls/certificates.ts';
import { latencyProxy } from '../servers/tls/latency-proxy.ts';

/**
 * A process of its own with TLS servers behind proxies that add a round trip, and a tarpit: `node tls-farm.ts COUNT MS`.
 * It says its ports, and upon any message the connections it counted.
 */
const [count = 1, roundTrip = 50] = process.argv.slice(2).map(Number);

const ec = issue({ subject: 'lab.test', names: ['lab.test'] });
const rsa = issue({ subject: 'lab.test', names: ['lab.test'], key: rsaKey() });
const keyOf = (issued: typeof ec): string => issued.key.export({ type: 'pkcs8', format: 'pem' }).toString();

const listen = (server: ReturnType<typeof createPlain>): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
const tlsServer = (options: TlsOptions): Promise<number> =>
  listen(createServer({ key: keyOf(ec), cert: ec.pem, ...options }).on('tlsClientError', () => undefined));

const modern = await tlsServer({ minVersion: 'TLSv1.2', ciphers: 'ECDHE+AESGCM:ECDHE+CHACHA20' });
const old = await tlsServer({
  key: [keyOf(ec), keyOf(rsa)],
  cert: [ec.pem, rsa.pem],
  minVersion: 'TLSv1',
  ciphers: 'ALL:!aNULL:!PSK:!ARIA:!AESCCM:@SECLEVEL=0',
  honorCipherOrder: true,
});
const tarpit = await listen(createPlain(() => undefined));
const proxies = await Promise.all([
  latencyProxy(modern, roundTrip),
  latencyProxy(old, roundTrip),
  ...Array.from({ length: count }, () => latencyProxy(modern, roundTrip)),
]);

process.on('message', () => {
  process.send?.(proxies.map((proxy) => ({ connections: proxy.connections(), most: proxy.most() })));
});
process.send?.({ modern, old, tarpit, proxies: proxies.map(({ port }) => port) });
