import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** One line of a benchmark: what was measured, the number, and the number it should not exceed (null: for comparison only). */
export interface Measured {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number | null;
}

export type Bench = () => Promise<readonly Measured[]>;

/** `npm run bench [NAME]`: every `*.bench.ts` of this folder, or the ones whose names contain NAME. Never part of `npm test`. */
const [wanted = ''] = process.argv.slice(2);
const files = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.bench.ts') && name.includes(wanted))
  .sort();
let missed = 0;
for (const file of files) {
  const module: { readonly default: Bench } = await import(pathToFileURL(join(import.meta.dirname, file)).href);
  console.log(`\n${file.replace('.bench.ts', '')}`);
  for (const { what, value, unit, limit } of await module.default()) {
    const over = limit !== null && value > limit;
    if (over) missed += 1;
    const bound = limit === null ? '' : `  (limit ${limit} ${unit}${over ? ', MISSED' : ''})`;
    console.log(`  ${what.padEnd(56)} ${String(Math.round(value * 1_000) / 1_000).padStart(10)} ${unit}${bound}`);
  }
}
if (missed > 0) console.log(`\n${missed} limits missed`);
