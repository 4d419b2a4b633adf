import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder } from '../../src/cli/cache.ts';

const own = join(homedir(), '.cache', 'claimcheck');

test.each([
  ['nothing is said', {}, own],
  ['nothing is said in it', { XDG_CACHE_HOME: '' }, own],
  ['it is relative', { XDG_CACHE_HOME: 'cache' }, own],
  ['it is a folder', { XDG_CACHE_HOME: '/var/cache/me' }, '/var/cache/me/claimcheck'],
])('the cache folder when %s', (_, env, folder) => {
  expect(cacheFolder(env)).toBe(folder);
});
