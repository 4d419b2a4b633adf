import type { RequestListener } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeCookies } from '../../src/derive/web/cookies.ts';
import { address, answer, probe, site } from '../derive/web/http-facts.ts';
import { createAuthority } from '../servers/http/certificates.ts';
import { browserInstalled, startBoth, startBrowser } from './browser.ts';

const HOST = 'shop.example.test';
let line = '';
const listener: RequestListener = (request, response) => {
  // The browser asks for an icon in its own time, which may be that of the next test.
  if (request.url !== '/') {
    response.writeHead(404).end();
    return;
  }
  const secure = request.socket instanceof TLSSocket;
  response.writeHead(200, { 'Content-Type': 'text/plain', 'Set-Cookie': line }).end(secure ? 'over TLS' : 'plain');
};

/** Whether our rules say that browsers keep it. */
const keptByUs = (scheme: 'http' | 'https'): boolean => {
  const response = probe(answer(200, [['set-cookie', line]]));
  const where = scheme === 'http' ? { plainRoot: response } : { secure: response };
  const facts = { host: HOST, plainChain: null, secureChain: null, addresses: [address(where)] };
  return judgeCookies(site(facts), Date.now()).some(
    ({ deleted, problems }) => !deleted && !problems.includes('ignored'),
  );
};

describe.skipIf(!browserInstalled())('which cookies Chromium keeps', () => {
  let server: Awaited<ReturnType<typeof startBoth>>;
  let browser: Browser;
  let context: BrowserContext;
  beforeAll(async () => {
    const identity = createAuthority().issue(['any.test']);
    server = await startBoth(identity, listener);
    browser = await startBrowser(identity);
    context = await browser.newContext();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** What it keeps, as it keeps it. */
  const keptBy = async (scheme: 'http' | 'https') => {
    await context.clearCookies();
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(`${scheme}://${HOST}:${server.port}/`);
    return context.cookies();
  };

  test.each([
    ['https', 'a=v'],
    ['https', 'a=v; Secure'],
    ['http', 'a=v'],
    ['http', 'a=v; Secure'],
    ['http', 'a=v; Secured'],
    ['http', 'a=v; Secure=false'],
    ['http', 'a=v; "Secure"'],
    ['http', 'a=v; Secure qux'],
    ['https', 'a=v; SameSite=None'],
    ['https', 'a=v; SameSite=None; Secure'],
    ['http', 'a=v; SameSite=Lax'],
    ['https', 'a=v; SameSite=sure'],
    ['https', 'a=v; SameSite=Lax; SameSite=None'],
    ['https', 'a=v; SameSite=None; SameSite=Lax'],
    ['https', 'a=v; Partitioned'],
    ['https', 'a=v; Partitioned; Secure'],
    ['https', '__Secure-a=v'],
    ['https', '__Secure-a=v; Secure'],
    ['http', '__Secure-a=v; Secure'],
    ['https', '__secure-a=v'],
    ['https', '__Host-a=v; Secure'],
    ['https', '__Host-a=v; Secure; Path='],
    ['https', '__Host-a=v; Secure; Path=/'],
    ['https', '__Host-a=v; Secure; Path=/x'],
    ['https', '__Host-a=v; Path=/'],
    ['https', `__Host-a=v; Secure; Path=/; Domain=${HOST}`],
    ['https', '__Host-a=v; Secure; Path=/; Domain='],
    ['https', '__host-a=v; Path=/'],
    ['https', '__host-a=v; Path=/; Secure'],
    ['https', '__HOST-a=v; Secure'],
    ['https', 'a=v; Domain=test'],
    ['https', 'a=v; Domain=example.test'],
    ['https', 'a=v; Domain=.example.test'],
    ['https', 'a=v; Domain=other.test'],
    ['https', 'a=v; Domain=www.shop.example.test'],
    ['https', 'a=v; Max-Age=0'],
    ['https', 'a=v; Max-Age=-1'],
    ['https', 'a=v; Max-Age=x'],
    ['https', 'a=v; Max-Age=100; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
    ['https', 'a=v; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
    ['https', 'a=v; Expires=never'],
    ['https', 'nameless'],
    ['https', '=nameless'],
    ['https', ''],
    ['https', '='],
    ['https', '; Secure'],
    ['https', '=__Host-a; Secure'],
    ['https', '__Host-a'],
    ['https', '=__Secure-a=v'],
    ['https', `a=${'v'.repeat(4095)}`],
    ['https', `a=${'v'.repeat(4096)}`],
    ['https', 'a=v; Path=/elsewhere'],
    ['https', 'a=v; HttpOnly; httponly'],
  ] as const)('%s %s', async (scheme, sent) => {
    line = sent;
    expect(await keptBy(scheme)).toHaveLength(keptByUs(scheme) ? 1 : 0);
  });

  test('but none with a tab in it, which RFC 6265bis section 5.6 keeps, and so do we', async () => {
    line = 'a=v\tw';
    expect([(await keptBy('https')).length, keptByUs('https')]).toEqual([0, true]);
  });

  test.each([
    ['a=v; Secure=false; HttpOnly=no; SameSite=strict', { secure: true, httpOnly: true, sameSite: 'strict' }],
    ['a=v; Secured; "HttpOnly"; SameSite=sure', { secure: false, httpOnly: false, sameSite: null }],
    ['a=v; secure; SameSite=None; SameSite=LAX', { secure: true, httpOnly: false, sameSite: 'lax' }],
  ] as const)('and with which attributes: %s', async (sent, { secure, httpOnly, sameSite }) => {
    line = sent;
    const [cookie] = await keptBy('https');
    // Chromium takes one without SameSite for Lax.
    expect(cookie).toMatchObject({ secure, httpOnly, sameSite: { strict: 'Strict', lax: 'Lax' }[sameSite ?? 'lax'] });
    const facts = { host: HOST, addresses: [address({ secure: probe(answer(200, [['set-cookie', line]])) })] };
    const quiet = { plainChain: null, secureChain: null };
    expect(judgeCookies(site({ ...facts, ...quiet }), Date.now())).toMatchObject([{ secure, httpOnly, sameSite }]);
  });
});
