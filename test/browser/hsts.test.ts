import type { RequestListener } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseHstsPolicy } from '../../src/parse/web/hsts.ts';
import { hstsRows } from '../parse/web/hsts-rows.ts';
import { createAuthority } from '../servers/http/certificates.ts';
import { browserInstalled, startBoth, startBrowser } from './browser.ts';

/** What each host sends: over HTTPS, unless it says otherwise. */
const sent = new Map<
  string,
  { readonly lines: readonly string[]; readonly status?: number; readonly plain?: boolean }
>();

const listener: RequestListener = (request, response) => {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const { lines = [], status = 200, plain = false } = sent.get(host) ?? {};
  const secure = request.socket instanceof TLSSocket;
  const fields = secure !== plain ? lines.flatMap((line) => ['Strict-Transport-Security', line]) : [];
  response.writeHead(status, ['Content-Type', 'text/plain', ...fields]).end(secure ? 'over TLS' : 'in plaintext');
};

describe.skipIf(!browserInstalled())('what Chromium does after it has seen a header', () => {
  let server: Awaited<ReturnType<typeof startBoth>>;
  let browser: Browser;
  let page: Page;
  let names = 0;
  beforeAll(async () => {
    const identity = createAuthority().issue(['any.test']);
    server = await startBoth(identity, listener);
    browser = await startBrowser(identity);
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const newHost = (what: Parameters<typeof sent.set>[1]): string => {
    names += 1;
    const host = `h${names}.hsts.test`;
    sent.set(host, what);
    return host;
  };
  const visit = (scheme: 'http' | 'https', host: string) => page.goto(`${scheme}://${host}:${server.port}/`);
  /** How a plain address is asked for. */
  const askedOver = async (host: string): Promise<string> => (await (await visit('http', host))?.text()) ?? '';

  const upgrades = async (host: string): Promise<readonly [own: boolean, below: boolean]> => [
    (await askedOver(host)) === 'over TLS',
    (await askedOver(`below.${host}`)) === 'over TLS',
  ];

  test('without a header it asks in plaintext', async () => {
    const host = newHost({ lines: [] });
    await visit('https', host);
    expect(await upgrades(host)).toEqual([false, false]);
  });

  test.each(hstsRows.map(({ value }) => value))('«%s»', async (value) => {
    const host = newHost({ lines: [value] });
    await visit('https', host);
    const reading = parseHstsPolicy(value);
    const kept = reading.status === 'valid' && reading.policy.maxAge > 0;
    expect(await upgrades(host)).toEqual([kept, kept && reading.policy.includeSubDomains]);
  });

  test.each([
    [['max-age=100', 'max-age=0'], true],
    [['max-age=0', 'max-age=100'], false],
    [['nonsense=', 'max-age=100'], false],
    [['max-age=100', 'nonsense='], true],
  ] as const)('of the lines %j the first counts', async (lines, upgraded) => {
    const host = newHost({ lines });
    await visit('https', host);
    expect(await upgrades(host)).toEqual([upgraded, false]);
  });

  test.each([404, 500])('it counts on status %i', async (status) => {
    const host = newHost({ lines: ['max-age=100'], status });
    await visit('https', host);
    expect(await upgrades(host)).toEqual([true, false]);
  });

  test('it does not count over http', async () => {
    const host = newHost({ lines: ['max-age=100; includeSubDomains'], plain: true });
    expect(await askedOver(host)).toBe('in plaintext');
    expect(await upgrades(host)).toEqual([false, false]);
  });

  test('max-age=0 makes it forget what it knew', async () => {
    const host = newHost({ lines: ['max-age=100'] });
    await visit('https', host);
    expect(await upgrades(host)).toEqual([true, false]);
    sent.set(host, { lines: ['max-age=0'] });
    await visit('https', host);
    expect(await upgrades(host)).toEqual([false, false]);
  });

  test('a name below its own entry without subdomains is still covered by one above', async () => {
    const host = newHost({ lines: ['max-age=100; includeSubDomains'] });
    sent.set(`below.${host}`, { lines: ['max-age=100'] });
    await visit('https', host);
    await visit('https', `below.${host}`);
    expect(await askedOver(`x.below.${host}`)).toBe('over TLS');
  });
});
