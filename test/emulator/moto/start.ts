import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { locateMoto, MOTO_MISSING } from './locate.ts';

export interface Moto {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Empties every account and makes the ids that follow the same as after every other reset. */
  readonly reset: () => Promise<void>;
  /** Turns IAM enforcement on (`true`) or off. */
  readonly enforceIam: (on: boolean) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const START_BOUND_MS = 30_000;

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
};

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/moto-api/data.json`)).ok;
  } catch {
    return false;
  }
};

const untilReady = async (url: string, child: ChildProcess, log: () => string): Promise<void> => {
  const deadline = Date.now() + START_BOUND_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`moto ended with code ${child.exitCode}: ${log()}`);
    if (Date.now() > deadline) throw new Error(`moto did not answer within ${START_BOUND_MS} ms: ${log()}`);
    await wait(50);
  }
};

const post = async (url: string, body: string): Promise<void> => {
  const answer = await fetch(url, { method: 'POST', body });
  if (!answer.ok) throw new Error(`${url}: HTTP ${answer.status}`);
};

const stopped = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
};

/**
 * Starts moto on a free loopback port and waits until it answers. It dies with this process.
 * @throws when moto is not installed or does not come up within 30 s.
 */
export const startMoto = async (): Promise<Moto> => {
  const python = locateMoto();
  if (python === null) throw new Error(MOTO_MISSING);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(python, [join(import.meta.dirname, 'server.py'), String(port)], {
    env: {
      PATH: process.env['PATH'] ?? '',
      S3_IGNORE_SUBDOMAIN_BUCKETNAME: '1',
      MOTO_EC2_LOAD_DEFAULT_AMIS: 'false',
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONUNBUFFERED: '1',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    lines.push(text);
    if (lines.length > 20) lines.shift();
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  await untilReady(url, child, () => lines.join(''));
  return {
    url,
    reset: async () => {
      await post(`${url}/moto-api/reset`, '');
      await post(`${url}/moto-api/seed?a=1`, '');
    },
    enforceIam: (on) => post(`${url}/moto-api/reset-auth`, on ? '0' : 'inf'),
    stop: async () => {
      process.off('exit', kill);
      await stopped(child);
    },
  };
};
