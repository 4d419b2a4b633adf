import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import type { Bench } from './main.ts';

const rounds = 9;

const run = (args: readonly string[]): number => {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status === null || status > 2) throw new Error(`node ${args.join(' ')} ended with ${status}`);
  return performance.now() - started;
};

/** Best of several: the machine is shared, and the least disturbed run says most about the program. */
const best = (args: readonly string[], times = rounds): number =>
  Math.min(...Array.from({ length: times }, () => run(args)));

/** How soon the built program answers. */
const startUp: Bench = async () => {
  const empty = best(['-e', '']);
  const help = best(['dist/main.mjs', '--help']);
  return [
    { what: 'an empty Node process', value: empty, unit: 'ms', limit: null },
    { what: 'claimcheck --help', value: help, unit: 'ms', limit: 150 },
    { what: 'claimcheck --help, over an empty process', value: help / empty, unit: 'x', limit: null },
    { what: 'claimcheck --version', value: best(['dist/main.mjs', '--version']), unit: 'ms', limit: 150 },
    {
      what: 'claimcheck demo, to the result',
      value: best(['dist/main.mjs', 'demo', '--plain'], 3),
      unit: 'ms',
      limit: 3_000,
    },
  ];
};

export default startUp;
