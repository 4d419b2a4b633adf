import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { createServer, type TlsOptions } from 'node:tls';
import { createAuthority } from '../../src/cli/demo/certificates.ts';
import { liveTlsExchange } from '../../src/collect/web/tls/live-exchange.ts';
import { probeTls } from '../../src/collect/web/tls/probe-tls.ts';
import { latencyProxy } from '../servers/tls/latency-proxy.ts';
import { installed } from '../servers/tls/real-servers.ts';
import type { Bench, Measured } from './main.ts';

const roundTrip = 50;
const name = 'lab.test';

/** A server of this Node, reached over a proxy that adds a round trip and counts connections. */
const measure = async (
  what: string,
  options: TlsOptions,
  limits: { readonly connections: number; readonly seconds: number },
): Promise<readonly Measured[]> => {
  const server = createServer({ ...createAuthority().issue([name]), ...options });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const proxy = await latencyProxy(typeof address === 'object' && address !== null ? address.port : 0, roundTrip);
  const started = performance.now();
  const target = { host: name, port: proxy.port, address: '127.0.0.1', serverName: name, starttls: null };
  const facts = await probeTls(target, liveTlsExchange());
  const seconds = (performance.now() - started) / 1_000;
  const suites = Object.values(facts.suites).reduce((sum, { names }) => sum + names.length, 0);
  const measured: Measured[] = [
    {
      what: `${what} (${suites} suites): connections`,
      value: proxy.connections(),
      unit: '',
      limit: limits.connections,
    },
    { what: `${what}: open at the proxy, which sees closes late`, value: proxy.most(), unit: '', limit: null },
    { what: `${what}: at ${roundTrip} ms`, value: seconds, unit: 's', limit: limits.seconds },
    ...(await peer(what, proxy.port, seconds)),
  ];
  await proxy.close();
  server.close();
  return measured;
};

/** sslscan on the same server over the same proxy, in the same run. */
const peer = async (what: string, port: number, own: number): Promise<readonly Measured[]> => {
  if (!installed('sslscan')) return [];
  const started = performance.now();
  await new Promise((resolve) => {
    spawn('sslscan', ['--no-colour', `--sni-name=${name}`, `127.0.0.1:${port}`], { stdio: 'ignore' }).on(
      'exit',
      resolve,
    );
  });
  const seconds = (performance.now() - started) / 1_000;
  return [{ what: `${what}: sslscan takes`, value: seconds / own, unit: 'x', limit: null }];
};

const bench: Bench = async () => [
  ...(await measure(
    'modern',
    { minVersion: 'TLSv1.2', ciphers: 'ECDHE+AESGCM:ECDHE+CHACHA20' },
    { connections: 40, seconds: 1 },
  )),
  ...(await measure(
    'every suite of this Node',
    { minVersion: 'TLSv1', ciphers: 'ALL:COMPLEMENTOFALL:@SECLEVEL=0', honorCipherOrder: true },
    { connections: 110, seconds: 2 },
  )),
];

export default bench;
