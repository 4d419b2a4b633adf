import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** One line of a benchmark: what was measured, the number, and the number it should not exceed (null: for comparison only). */
export interface Measured {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number | null;
  /** The number it should reach. */
  readonly least?: number;
  /** It counts, whatever the machine: a missed limit fails the run. */
  readonly count?: true;
}

export type Bench = () => Promise<readonly Measured[]>;

/** `npm run bench [NAME]`: every `*.bench.ts` of this folder, or the ones whose names contain NAME. Never part of `npm test`. */
const [wanted = ''] = process.argv.slice(2);
const files = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.bench.ts') && name.includes(wanted))
  .sort();
// The benches start the program as it is built: an old build would measure what is no more.
if (spawnSync('npm', ['run', '-s', 'build'], { stdio: 'inherit' }).status !== 0) throw new Error('the build failed');

let missed = 0;
for (const file of files) {
  const module: { readonly default: Bench } = await import(pathToFileURL(join(import.meta.dirname, file)).href);
  console.log(`\n${file.replace('.bench.ts', '')}`);
  for (const { what, value, unit, limit, least, count } of await module.default()) {
    const over = (limit !== null && value > limit) || (least !== undefined && value < least);
    if (over) missed += 1;
    if (over && count) process.exitCode = 1;
    const word = limit === null ? `at least ${least}` : `limit ${limit}`;
    const bound = limit === null && least === undefined ? '' : `  (${word} ${unit}${over ? ', MISSED' : ''})`;
    console.log(`  ${what.padEnd(56)} ${String(Math.round(value * 1_000) / 1_000).padStart(10)} ${unit}${bound}`);
  }
}
if (missed > 0) console.log(`\n${missed} limits missed`);
