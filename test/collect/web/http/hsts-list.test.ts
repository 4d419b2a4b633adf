import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { downloadText } from '../../../../src/collect/web/download.ts';
import {
  LIST_URL,
  lazyPreloadList,
  openCachedList,
  openPreloadList,
  updateCachedList,
} from '../../../../src/collect/web/http/hsts-list.ts';
import { startHttp } from '../../../servers/http/servers.ts';

const text = `// a list\n${JSON.stringify({ entries: [{ name: 'dev', mode: 'force-https', include_subdomains: true }] })}`;
const TODAY = '2026-11-22';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hsts-list-'));
});
afterEach(() => rm(directory, { recursive: true }));

const ask = async (list: Awaited<ReturnType<typeof openCachedList>>, host: string) =>
  list.ok ? list.value({ hstsList: host }) : list.problem;

test('a list in a file answers with its date, hash and number of entries', async () => {
  expect(await ask(openPreloadList(text, { date: null, source: 'list.json' }), 'a.dev')).toEqual({
    date: null,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    source: 'list.json',
    entries: 1,
    entry: { name: 'dev', forceHttps: true, includeSubdomains: true, eighteenWeeks: false },
  });
  expect(openPreloadList('{', { date: null, source: 'list.json' })).toEqual({ ok: false, problem: 'not JSON' });
});

describe('the cache', () => {
  test('what was downloaded is found again with the day it came', async () => {
    const asked: string[] = [];
    const updated = await updateCachedList(directory, TODAY, async (url) => {
      asked.push(url);
      return text;
    });
    expect(asked).toEqual([LIST_URL]);
    expect(updated).toMatchObject({ ok: true, value: { entries: 1, date: TODAY } });
    expect(await ask(await openCachedList(directory), 'x.dev')).toMatchObject({
      date: TODAY,
      source: LIST_URL,
      entry: { name: 'dev' },
    });
    expect((await readdir(directory)).sort()).toEqual(['hsts-preload.index', 'hsts-preload.stamp.json']);
  });

  test('the base64 form of googlesource is decoded', async () => {
    const updated = await updateCachedList(directory, TODAY, async () => Buffer.from(text).toString('base64'));
    expect(updated).toMatchObject({ ok: true, value: { entries: 1 } });
  });

  test.each([
    ['an error page', '<html>', 'brought no preload list: not JSON'],
    ['an empty list', '{"entries":[]}', 'brought an empty preload list'],
  ])('%s leaves the old list in place', async (_, body, problem) => {
    await updateCachedList(directory, '2026-01-01', async () => text);
    const updated = await updateCachedList(directory, TODAY, async () => body);
    expect(updated.ok ? '' : updated.problem).toContain(problem);
    expect(await ask(await openCachedList(directory), 'x.dev')).toMatchObject({ date: '2026-01-01' });
  });

  test('a download that fails is told', async () => {
    const updated = await updateCachedList(directory, TODAY, () => Promise.reject(new Error('offline')));
    expect(updated).toEqual({ ok: false, problem: 'offline' });
  });

  test.each([
    ['changed after the download', 'hsts-preload.index', 'claimcheck hsts index 1 0\n', 'was changed'],
    ['with a broken stamp', 'hsts-preload.stamp.json', '{}', 'stamp'],
    ['with a stamp that is no JSON', 'hsts-preload.stamp.json', 'x', 'stamp'],
  ])('%s, it is not used', async (_, name, content, problem) => {
    await updateCachedList(directory, TODAY, async () => text);
    await writeFile(join(directory, name), content);
    expect(await ask(await openCachedList(directory), 'x.dev')).toContain(problem);
  });

  test('an empty directory has no list', async () => {
    expect(await ask(await openCachedList(directory), 'x.dev')).toContain('no list in');
  });
});

test('a lazy list is loaded once, when first asked; a broken one answers with nothing', async () => {
  let loads = 0;
  const list = lazyPreloadList(async () => {
    loads += 1;
    return openPreloadList(text, { date: TODAY, source: 'x' });
  });
  expect(loads).toBe(0);
  expect(
    (await Promise.all([list({ hstsList: 'a.dev' }), list({ hstsList: 'b.com' })])).map((facts) => facts?.entry?.name),
  ).toEqual(['dev', undefined]);
  expect(loads).toBe(1);
  expect(await lazyPreloadList(async () => ({ ok: false, problem: 'x' }))({ hstsList: 'a.dev' })).toBeNull();
});

test('the live download is whole or an error', async () => {
  const server = await startHttp((request, response) => {
    if (request.url === '/ok') response.end('x'.repeat(1000));
    else if (request.url === '/moved') response.writeHead(302, { Location: '/ok' }).end();
    else response.writeHead(503).end();
  });
  const at = (path: string) => `http://127.0.0.1:${server.port}${path}`;
  expect(await downloadText(at('/ok'), 1000)).toHaveLength(1000);
  await expect(downloadText(at('/ok'), 999)).rejects.toThrow('more than 999 bytes');
  await expect(downloadText(at('/busy'), 1000)).rejects.toThrow('status 503');
  await expect(downloadText(at('/moved'), 1000)).rejects.toThrow();
  await server.close();
});
