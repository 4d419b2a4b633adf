import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createAuthority } from '../servers/http/certificates.ts';
import { startHttps } from '../servers/http/servers.ts';
import type { Bench } from './main.ts';

const roundTrip = 50;
const many = 500;
const few = 20;

/** A host: an address of its own on loopback (all of 127/8 is), behind which one server answers for all. */
interface Front {
  readonly name: string;
  readonly port: number;
  readonly address: string;
  /** The most connections that were open at a time. */
  readonly most: () => number;
  /** All connections so far. */
  readonly connections: () => number;
  readonly server: Server;
}

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

/**
 * Connections to an address that their client holds open right now, by the word of the kernel: this process is busy and sees
 * the end of a connection late.
 */
const heldOpen = (address: string, port: number): number => {
  const bytes = address.split('.').map((byte) => hex(Number(byte), 2));
  const remote = `${bytes.reverse().join('')}:${hex(port, 4)}`;
  const rows = readFileSync('/proc/net/tcp', 'utf8').split('\n');
  return rows.map((row) => row.trim().split(/\s+/)).filter(([, , to, state]) => to === remote && state === '01').length;
};

const delayed = (from: Socket, to: Socket, delay: () => number): void => {
  from.on('data', (chunk) => setTimeout(() => to.writable && to.write(chunk), delay()));
  from.on('close', () => setTimeout(() => to.destroy(), delay()));
  from.on('error', () => undefined);
};

/** Passes bytes on as a network would: half a round trip each way, and a whole one before the first byte. */
const startFront = async (index: number, upstream: number, watched: () => boolean): Promise<Front> => {
  const address = `127.0.${1 + Math.floor(index / 250)}.${1 + (index % 250)}`;
  let most = 0;
  let connections = 0;
  const server = createServer({ noDelay: true }, (client) => {
    connections += 1;
    if (watched()) most = Math.max(most, heldOpen(address, client.localPort ?? 0));
    const opened = performance.now();
    const target = connect({ host: '127.0.0.1', port: upstream, noDelay: true });
    delayed(client, target, () => Math.max(0, roundTrip - (performance.now() - opened)) + roundTrip / 2);
    delayed(target, client, () => roundTrip / 2);
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const bound: AddressInfo | string | null = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return {
    name: `h${index}.bench.localhost`,
    port: bound.port,
    address,
    most: () => most,
    connections: () => connections,
    server,
  };
};

let requests = 0;

const site: RequestListener = (request, response) => {
  requests += 1;
  response.setHeader('strict-transport-security', 'max-age=31536000; includeSubDomains');
  if (request.url !== '/') response.statusCode = 404;
  response.setHeader('content-type', 'text/html').end('<title>Home</title><p>Nothing to see.');
};

/** Tells the peak memory (KB) of a process and the time it kept a processor busy (microseconds) when it ends. */
const tellUse = `data:text/javascript,process.on('exit',()=>{const{maxRSS,userCPUTime,systemCPUTime}=process.resourceUsage();process.stderr.write('used '+maxRSS+' '+(userCPUTime+systemCPUTime))})`;

interface Look {
  readonly seconds: number;
  readonly megabytes: number;
  readonly busy: number;
}

const look = (fronts: readonly Front[], trustStore: string) =>
  new Promise<Look>((resolve, reject) => {
    const started = performance.now();
    const overrides = fronts.flatMap(({ name, port, address }) => ['--resolve', `${name}:${port}:${address}`]);
    const names = fronts.map(({ name, port }) => `${name}:${port}`);
    const flags = ['--json', '--allow-private', '--trust-store', trustStore];
    const child = spawn(
      process.execPath,
      ['--import', tellUse, 'dist/main.mjs', 'http', ...names, ...flags, ...overrides],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const [stdout, stderr]: [string[], string[]] = [[], []];
    child.stdout.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
    child.on('error', reject);
    child.on('close', (code) => {
      const answered = stdout.join('').match(/"maxAge": 31536000/g)?.length ?? 0;
      const [, peak, busy] = /used (\d+) (\d+)/.exec(stderr.join('')) ?? [];
      if (code !== 0 || answered !== fronts.length || peak === undefined || busy === undefined) {
        reject(new Error(`${answered} of ${fronts.length} hosts answered, exit ${code}: ${stderr.join('')}`));
      } else {
        const seconds = (performance.now() - started) / 1_000;
        resolve({ seconds, megabytes: Number(peak) / 1_024, busy: Number(busy) / 1_000_000 });
      }
    });
  });

/** How fast the built program reads hosts, and how gently. Run `npm run build` first. */
const http: Bench = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-bench-'));
  const authority = createAuthority();
  const server = await startHttps(authority.issue(['*.bench.localhost']), site);
  let watching = false;
  const fronts = await Promise.all(
    Array.from({ length: many }, (_, index) => startFront(index, server.port, () => watching)),
  );
  const trustStore = join(folder, 'ca.pem');
  writeFileSync(trustStore, authority.pem);
  try {
    const one = await look(fronts.slice(0, 1), trustStore);
    const [connections, asked] = [fronts[0]?.connections() ?? 0, requests];
    const all = await look(fronts, trustStore);
    // Apart, because to ask the kernel takes its time.
    watching = true;
    await look(fronts.slice(0, few), trustStore);
    const most = Math.max(...fronts.map((front) => front.most()));
    return [
      { what: 'one host', value: one.seconds, unit: 's', limit: 0.6 },
      { what: 'one host, processor time', value: one.busy, unit: 's', limit: null },
      { what: 'one host, connections', value: connections, unit: '', limit: 4 },
      { what: 'one host, requests over TLS', value: asked, unit: '', limit: 6 },
      { what: `${many} hosts, ${roundTrip} ms round trip`, value: all.seconds, unit: 's', limit: 15 },
      { what: `${many} hosts, processor time`, value: all.busy, unit: 's', limit: null },
      { what: `${many} hosts, peak memory`, value: all.megabytes, unit: 'MB', limit: 250 },
      { what: 'connections at a time to one host, at most', value: most, unit: '', limit: 2 },
    ];
  } finally {
    for (const front of fronts) front.server.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

export default http;
