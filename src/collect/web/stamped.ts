import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Brought } from './download.ts';

/** Where a kept file came from, and when. */
export interface Stamp {
  /** `YYYY-MM-DD`, the day of the download. */
  readonly date: string;
  readonly source: string;
  /** Of the text as it was published. */
  readonly sha256: string;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const readStamp = (text: string): (Stamp & { readonly kept: string }) | null => {
  try {
    const stamp: unknown = JSON.parse(text);
    if (typeof stamp !== 'object' || stamp === null) return null;
    const { date, source, sha256: hash, kept } = Object.fromEntries(Object.entries(stamp));
    if (typeof source !== 'string' || typeof hash !== 'string' || typeof kept !== 'string') return null;
    if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
    return { date, source, sha256: hash, kept };
  } catch {
    return null;
  }
};

const writeWhole = async (path: string, text: string): Promise<void> => {
  const temporary = `${path}.${process.pid}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(temporary, text);
  await rename(temporary, path);
};

const stampFile = (name: string): string => `${name.replace(/\.[^.]+$/, '')}.stamp.json`;

/** Keeps a text in a directory with its stamp beside it; brings the path. */
export const writeStamped = async (directory: string, name: string, text: string, stamp: Stamp): Promise<string> => {
  const file = join(directory, name);
  await writeWhole(file, text);
  await writeWhole(join(directory, stampFile(name)), `${JSON.stringify({ ...stamp, kept: sha256(text) })}\n`);
  return file;
};

/** What `writeStamped` kept; it must be the very text that was kept then. `what` names it in the problem. */
export const readStamped = async (
  directory: string,
  name: string,
  what: string,
): Promise<Brought<{ readonly text: string; readonly stamp: Stamp }>> => {
  try {
    const [text = '', stampText = ''] = await Promise.all(
      [name, stampFile(name)].map((file) => readFile(join(directory, file), 'utf8')),
    );
    const stamp = readStamp(stampText);
    if (stamp === null) return { ok: false, problem: `the stamp of the cached ${what} is broken` };
    const { kept, ...facts } = stamp;
    if (kept !== sha256(text)) return { ok: false, problem: `the cached ${what} was changed after its download` };
    return { ok: true, value: { text, stamp: facts } };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: `no ${what} in ${directory}: ${why}` };
  }
};
