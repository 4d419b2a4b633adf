import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { updateCachedList } from '../../src/collect/web/http/hsts-list.ts';
import type { Bench } from './main.ts';

/** As many names as Chromium's list had in the middle of 2026. */
const many = 94_600;

const lookUp = `
  const { openCachedList } = await import(process.argv[2]);
  globalThis.gc();
  const before = process.memoryUsage();
  const started = performance.now();
  const list = await openCachedList(process.argv[1]);
  const first = await list.value({ hstsList: 'www.h47000.example' });
  const milliseconds = performance.now() - started;
  for (let at = 0; at < 1000; at += 1) await list.value({ hstsList: 'x.h' + at * 94 + '.example' });
  globalThis.gc();
  const after = process.memoryUsage();
  const held = after.heapUsed + after.external - before.heapUsed - before.external;
  console.log(JSON.stringify({ milliseconds, megabytes: held / 1048576, found: first.entry?.name }));
`;

/** How fast the first name is looked up in a list of real size, and what it takes to hold it. */
const preload: Bench = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-bench-'));
  try {
    const entries = Array.from({ length: many }, (_, index) => ({
      name: `h${index}.example`,
      policy: 'bulk-1-year',
      mode: 'force-https',
      include_subdomains: true,
    }));
    const updated = await updateCachedList(folder, '2026-01-01', async () => JSON.stringify({ entries }));
    if (!updated.ok) throw new Error(updated.problem);
    const module = join(import.meta.dirname, '../../src/collect/web/http/hsts-list.ts');
    const flags = ['--expose-gc', '--import', 'tsx', '--input-type=module', '--eval', lookUp, folder, module];
    const { stdout, stderr } = spawnSync(process.execPath, flags, { encoding: 'utf8' });
    if (stdout === '') throw new Error(stderr);
    const { milliseconds, megabytes, found } = JSON.parse(stdout);
    if (found !== 'h47000.example') throw new Error('the name was not found');
    return [
      { what: `first lookup among ${many} names`, value: milliseconds, unit: 'ms', limit: 300 },
      { what: 'memory held by the list', value: megabytes, unit: 'MB', limit: 60 },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export default preload;
