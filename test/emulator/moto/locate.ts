import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const executable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const candidates = (): readonly string[] => [
  ...(process.env['MOTO_SERVER'] ? [process.env['MOTO_SERVER']] : []),
  ...(process.env['PATH'] ?? '').split(delimiter).map((directory) => join(directory, 'moto_server')),
  join(import.meta.dirname, '..', '..', '..', '.venv', 'bin', 'moto_server'),
];

/** What to do on a machine without moto. */
export const MOTO_MISSING =
  'moto is not installed: run .ci/moto (it makes .venv with pip), or set MOTO_SERVER to a moto_server executable';

/**
 * The Python interpreter that has moto, taken from the first line of `moto_server`, which is looked for in `MOTO_SERVER`, on the
 * PATH and in `.venv`; null when there is none.
 */
export const locateMoto = (): string | null => {
  for (const script of candidates()) {
    if (!executable(script)) continue;
    const python = /^#!\s*(\S*python\S*)/.exec(readFileSync(script, 'latin1'))?.[1];
    if (python && executable(python)) return python;
  }
  return null;
};
