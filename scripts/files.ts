import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Files below `folder` (relative to the project) whose names end in `.ts` and are no generated ones, sorted. */
export const sources = (folder: string): readonly string[] => {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.includes('.generated.'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
};

const stale: string[] = [];

/** Writes a generated file, or with `check` only notes that it is not what it should be. */
export const emit = (path: string, content: string, check: boolean): void => {
  const full = join(root, path);
  const current = existsSync(full) ? readFileSync(full, 'utf8') : null;
  if (current === content) return;
  if (check) {
    stale.push(path);
    return;
  }
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
  console.log(`wrote ${path}`);
};

export const staleFiles = (): readonly string[] => stale;

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->` in a document. */
export const fillSection = (document: string, name: string, content: string): string => {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [document.indexOf(open), document.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`no section ${name}`);
  return `${document.slice(0, start + open.length)}\n${content}\n${document.slice(end)}`;
};
