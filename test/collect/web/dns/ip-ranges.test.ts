import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cachedRanges, openRanges, RANGES_URL, updateCachedRanges } from '../../../../src/collect/web/dns/ip-ranges.ts';
import { downloadText } from '../../../../src/collect/web/download.ts';
import { startHttp } from '../../../servers/http/servers.ts';

const published = '2026-11-20-18-07-05';
const text = JSON.stringify({
  syncToken: '1',
  createDate: published,
  prefixes: [{ ip_prefix: '52.94.0.0/15', region: 'eu-west-1', service: 'EC2', network_border_group: 'eu-west-1' }],
  ipv6_prefixes: [],
});
const range = { prefix: '52.94.0.0/15', region: 'eu-west-1', services: ['EC2'] };
const TODAY = '2026-11-22';
const sha256 = expect.stringMatching(/^[0-9a-f]{64}$/);

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ip-ranges-'));
});
afterEach(() => rm(directory, { recursive: true }));

const ask = (address: string) => cachedRanges(directory)({ ipRange: address });

test('a file answers with its name, edition and hash', async () => {
  const ranges = openRanges(text, { source: 'ranges.json', date: null });
  expect(ranges.ok && (await ranges.value({ ipRange: '52.95.1.1' }))).toEqual({
    source: 'ranges.json',
    date: null,
    published,
    sha256,
    range,
  });
  expect(openRanges('{}', { source: 'x', date: null })).toEqual({ ok: false, problem: 'no ip-ranges.json of AWS' });
});

test('what was downloaded is found again with the day it came', async () => {
  const asked: string[] = [];
  const updated = await updateCachedRanges(directory, TODAY, async (url) => {
    asked.push(url);
    return text;
  });
  expect(asked).toEqual([RANGES_URL]);
  expect(updated).toMatchObject({ ok: true, value: { prefixes: 1, published, date: TODAY, sha256 } });
  expect(await ask('52.94.1.1')).toEqual({ source: RANGES_URL, date: TODAY, published, sha256, range });
  expect(await ask('203.0.113.1')).toMatchObject({ date: TODAY, range: null });
  expect((await readdir(directory)).sort()).toEqual(['ip-ranges.json', 'ip-ranges.stamp.json']);
});

test.each([
  ['an error page', '<html>'],
  ['half of it', text.slice(0, -20)],
  ['an empty list', JSON.stringify({ createDate: published, prefixes: [], ipv6_prefixes: [] })],
  ['a prefix that is none', text.replace('52.94.0.0/15', '52.94.0.0')],
])('%s leaves the old ones in place', async (_, body) => {
  await updateCachedRanges(directory, '2026-01-01', async () => text);
  const updated = await updateCachedRanges(directory, TODAY, async () => body);
  expect(updated.ok ? '' : updated.problem).toContain('brought no ip-ranges.json of AWS');
  expect(await ask('52.94.1.1')).toMatchObject({ date: '2026-01-01' });
});

test.each([
  ['changed after the download', 'ip-ranges.json', text.replace('eu-west-1', 'us-east-1')],
  ['with a broken stamp', 'ip-ranges.stamp.json', '{}'],
])('%s, they are not used', async (_, name, content) => {
  await updateCachedRanges(directory, TODAY, async () => text);
  await writeFile(join(directory, name), content);
  expect(await ask('52.94.1.1')).toBeNull();
});

test('an empty cache answers with nothing, and is looked into once', async () => {
  const ranges = cachedRanges(directory);
  expect(await ranges({ ipRange: '52.94.1.1' })).toBeNull();
  await updateCachedRanges(directory, TODAY, async () => text);
  expect(await ranges({ ipRange: '52.94.1.1' })).toBeNull();
});

test('a server that sends too much or another status is told', async () => {
  const server = await startHttp((request, response) => {
    if (request.url === '/busy') response.writeHead(503).end();
    else response.end(`${text}${' '.repeat(33 * 1024 * 1024)}`);
  });
  const from = (path: string) =>
    updateCachedRanges(directory, TODAY, downloadText, `http://127.0.0.1:${server.port}${path}`);
  try {
    expect(await from('/busy')).toMatchObject({ ok: false, problem: expect.stringContaining('status 503') });
    expect(await from('/')).toMatchObject({ ok: false, problem: expect.stringContaining('more than 33554432 bytes') });
    expect(await readdir(directory)).toEqual([]);
  } finally {
    await server.close();
  }
});
