import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The user's cache folder of this program (XDG Base Directory Specification: a relative XDG_CACHE_HOME is ignored). */
export const cacheFolder = (env: NodeJS.ProcessEnv = process.env): string => {
  const given = env['XDG_CACHE_HOME'] ?? '';
  return join(isAbsolute(given) ? given : join(homedir(), '.cache'), 'claimcheck');
};
