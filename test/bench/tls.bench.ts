import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { lookAtAll } from '../../src/cli/endpoints.ts';
import { liveTlsExchange } from '../../src/collect/web/tls/live-exchange.ts';
import { probeTls } from '../../src/collect/web/tls/probe-tls.ts';
import type { TlsFacts } from '../../src/domain/tls.ts';
import { installed } from '../servers/tls/real-servers.ts';
import type { Bench, Measured } from './main.ts';

const roundTrip = 50;
const endpoints = 200;
const perAddress = 8;
const name = 'lab.test';

interface Farm {
  readonly modern: number;
  readonly old: number;
  readonly tarpit: number;
  /** In front of the modern server, the old one, then of the modern one again and again. */
  readonly proxies: readonly number[];
}
interface Count {
  readonly connections: number;
  readonly most: number;
}
interface Probed {
  readonly facts: TlsFacts;
  readonly seconds: number;
}

const secondsSince = (started: number): number => (performance.now() - started) / 1_000;

const probe = async (port: number): Promise<Probed> => {
  const started = performance.now();
  const target = { host: name, port, address: '127.0.0.1', serverName: name, starttls: null };
  const facts = await probeTls(target, liveTlsExchange({ concurrency: perAddress }));
  return { facts, seconds: secondsSince(started) };
};

const pairs = ({ suites }: TlsFacts): number => Object.values(suites).reduce((sum, { names }) => sum + names.length, 0);

const startFarm = async (): Promise<{ readonly process: ChildProcess; readonly farm: Farm }> => {
  const process = fork(join(import.meta.dirname, 'tls-farm.ts'), [String(endpoints), String(roundTrip)]);
  const [farm]: Farm[] = await once(process, 'message');
  if (farm === undefined) throw new Error('no servers');
  return { process, farm };
};

const counts = async (farm: ChildProcess): Promise<readonly Count[]> => {
  farm.send('count');
  const [found]: (readonly Count[])[] = await once(farm, 'message');
  return found ?? [];
};

/** How long a program takes on the server, at most so long: null for longer. */
const peer = (command: string, args: readonly string[], atMost: number): Promise<number | null> =>
  new Promise((resolve) => {
    const started = performance.now();
    const child = spawn(command, args, { stdio: 'ignore', detached: true });
    const stop = setTimeout(() => {
      // The whole group: a shell script has children that would go on.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      resolve(null);
    }, atMost * 1_000);
    child.on('exit', () => {
      clearTimeout(stop);
      resolve(secondsSince(started));
    });
  });

/** Other programs on the same server over the same proxy, each at most as long as it takes to miss its limit. */
const peers = async (what: string, port: number, own: number, withTestssl: boolean): Promise<readonly Measured[]> => {
  const measured: Measured[] = [];
  if (installed('sslscan')) {
    const seconds = await peer('sslscan', ['--no-colour', `--sni-name=${name}`, `127.0.0.1:${port}`], own * 40);
    measured.push({
      what: `${what}: faster than sslscan`,
      value: (seconds ?? own * 40) / own,
      unit: 'x',
      limit: null,
      least: 8,
    });
  }
  if (withTestssl && installed('testssl')) {
    const args = ['--quiet', '--color', '0', '--warnings', 'off', '-n', 'none', '--ip', '127.0.0.1', `${name}:${port}`];
    const seconds = await peer('testssl', args, own * 101);
    const value = (seconds ?? own * 101) / own;
    measured.push({ what: `${what}: faster than testssl.sh`, value, unit: 'x', limit: null, least: 100 });
  }
  return measured;
};

const one = (
  what: string,
  { facts, seconds }: Probed,
  limits: { connections: number; seconds: number },
): Measured[] => [
  {
    what: `${what} (${pairs(facts)} suites): connections`,
    value: facts.connections,
    unit: '',
    limit: limits.connections,
    count: true,
  },
  { what: `${what}: at ${roundTrip} ms`, value: seconds, unit: 's', limit: limits.seconds },
];

/** As `claimcheck tls` looks at many, beside a tarpit. */
const many = async (farm: Farm): Promise<readonly Measured[]> => {
  const started = performance.now();
  const memory = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 50);
  let most = 0;
  const tarpit = probe(farm.tarpit);
  const hosts = farm.proxies.slice(2).map((port) => ({ host: name, port }));
  const others = await lookAtAll(
    hosts,
    ({ port }) => probe(port),
    () => undefined,
  );
  const seconds = secondsSince(started);
  clearInterval(memory);
  const whole = others.filter(({ facts }) => facts.problem === null && pairs(facts) === 6).length;
  return [
    {
      what: `${endpoints} endpoints beside a tarpit: seen whole`,
      value: whole,
      unit: '',
      limit: null,
      least: endpoints,
      count: true,
    },
    { what: `${endpoints} endpoints at ${roundTrip} ms`, value: seconds, unit: 's', limit: 20 },
    { what: `${endpoints} endpoints: memory`, value: most / 1_048_576, unit: 'MB', limit: 300 },
    { what: 'the tarpit', value: (await tarpit).seconds, unit: 's', limit: 10 },
  ];
};

const bench: Bench = async () => {
  const { process: child, farm } = await startFarm();
  const [modernProxy = 0, oldProxy = 0] = farm.proxies;
  await probe(farm.modern);
  const [loopback, modern, old] = [await probe(farm.modern), await probe(modernProxy), await probe(oldProxy)];
  const first = await counts(child);
  const rows = [
    { what: 'modern: on loopback', value: loopback.seconds, unit: 's', limit: 0.3 },
    ...one('modern', modern, { connections: 40, seconds: 1 }),
    { what: 'modern: connections the proxy saw', value: first[0]?.connections ?? 0, unit: '', limit: 40, count: true },
    ...one('old', old, { connections: 110, seconds: 2 }),
    ...(await many(farm)),
    {
      what: 'most in flight to one address',
      value: Math.max(...(await counts(child)).map(({ most }) => most)),
      unit: '',
      limit: perAddress,
      count: true,
    },
    ...(await peers('modern', modernProxy, modern.seconds, true)),
    ...(await peers('old', oldProxy, old.seconds, false)),
  ] satisfies readonly Measured[];
  child.kill();
  return rows;
};

export default bench;
