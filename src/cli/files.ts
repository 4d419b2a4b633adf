import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { OutputError, UsageError } from './usage.ts';

const code = (error: unknown): string => {
  const found: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
  return typeof found === 'string' ? found : 'UNKNOWN';
};

const reasons: { readonly [code: string]: string } = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is no directory',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
};
const reason = (error: unknown): string => reasons[code(error)] ?? code(error);

/** Reads a text file the user named. `what` says what it is for, `limit` is in bytes. */
export const readText = (path: string, what: string, limit = 16 * 1024 * 1024): string => {
  try {
    const { size } = statSync(path);
    if (size > limit) throw new UsageError(`${what} ${path} is larger than ${Math.round(limit / 1024 / 1024)} MiB`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read ${what} ${path}: ${reason(error)}`);
  }
};

/** What stands at a path; links are followed. */
export const kindOf = (path: string): 'file' | 'directory' | 'other' | 'nothing' => {
  try {
    const found = statSync(path);
    return found.isFile() ? 'file' : found.isDirectory() ? 'directory' : 'other';
  } catch {
    return 'nothing';
  }
};

/**
 * Writes a file whole: into a temporary one beside it, then renamed, so that nobody ever sees half of it. A pipe or a
 * device (`/dev/null`, `>(command)`) is written to as it is, and a link stays a link.
 */
export const writeWhole = (path: string, text: string): void => {
  const found = kindOf(path);
  const target = found === 'file' ? realpathSync(path) : path;
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.part`);
  try {
    if (found === 'other') {
      writeFileSync(path, text);
      return;
    }
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, target);
  } catch (error) {
    if (kindOf(temporary) === 'file') rmSync(temporary);
    throw new OutputError(`cannot write ${path}: ${reason(error)}`);
  }
};
