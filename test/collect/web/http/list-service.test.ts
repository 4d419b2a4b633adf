import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createExchange, defaultFetchOptions } from '../../../../src/collect/web/http/exchange.ts';
import { createListService } from '../../../../src/collect/web/http/list-service.ts';
import { listServiceStates } from '../../../../src/domain/list-service.ts';
import type { DnsOutput } from '../../../../src/domain/web.ts';
import { createAuthority } from '../../../servers/http/certificates.ts';
import { type Running, startHttps } from '../../../servers/http/servers.ts';

const authority = createAuthority();
const asked: string[] = [];
let answer: RequestListener = (_, response) => response.end();
let server: Running;
beforeAll(async () => {
  server = await startHttps(authority.issue(['list.example']), (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
});
beforeEach(() => asked.splice(0));
afterAll(() => server.close());

const resolve = async ({ type }: { readonly type: string }): Promise<DnsOutput> =>
  type === 'A' ? { ok: true, records: ['127.0.0.1'] } : { ok: false, error: { kind: 'nodata', detail: '' } };

const serviceWith = (allowPrivate = true, timeout = 2_000) => {
  const options = { ...defaultFetchOptions, allowPrivate, ports: [server.port], trustStore: authority.pem, timeout };
  return createListService(`https://list.example:${server.port}/`, { resolve, exchange: createExchange(options) });
};
const ask = async (host: string, service = serviceWith()) => (await service({ hstsStatus: host }))?.answers;

/** Says the same of every name, or what is set for one. */
const saying =
  (states: Readonly<Record<string, object>>, other: object = { status: 'unknown' }): RequestListener =>
  ({ url = '' }, response) => {
    const name = new URL(url, 'https://list.example').searchParams.get('domain') ?? '';
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify({ name, bulk: true, preloadedDomain: '', ...(states[name] ?? other) }));
  };

describe('the service is asked', () => {
  test.each(listServiceStates.filter((state) => state !== 'unknown'))('and says: %s', async (state) => {
    answer = saying({}, { status: state });
    expect(await ask('www.acme.example')).toEqual([
      { domain: 'www.acme.example', said: { ok: true, state, by: null } },
    ]);
    expect(asked).toEqual(['GET /api/v2/status?domain=www.acme.example']);
  });

  test('and names the entry that covers a name', async () => {
    answer = saying({}, { status: 'preloaded', preloadedDomain: 'dev' });
    expect(await ask('acme.dev')).toMatchObject([{ said: { state: 'preloaded', by: 'dev' } }]);
  });

  test('of the parents too while it does not know a name, up to the registrable domain', async () => {
    answer = saying({ 'acme.co.uk': { status: 'pending-removal' } });
    expect(await ask('a.b.acme.co.uk')).toMatchObject([
      { domain: 'a.b.acme.co.uk', said: { state: 'unknown' } },
      { domain: 'b.acme.co.uk', said: { state: 'unknown' } },
      { domain: 'acme.co.uk', said: { state: 'pending-removal' } },
    ]);
    answer = saying({});
    expect((await ask('a.b.c.d.e.f.acme.example'))?.map(({ domain }) => domain)).toEqual([
      'a.b.c.d.e.f.acme.example',
      'e.f.acme.example',
      'f.acme.example',
      'acme.example',
    ]);
  });

  test('of each name once, whichever hosts lead to it', async () => {
    answer = saying({});
    const service = serviceWith();
    await Promise.all(['a.acme.example', 'b.acme.example', 'acme.example'].map((host) => ask(host, service)));
    expect(asked.map((line) => line.split('=')[1]).sort()).toEqual([
      'a.acme.example',
      'acme.example',
      'b.acme.example',
    ]);
  });

  test.each([
    ['an address', '192.0.2.1'],
    ['an IPv6 address', '[2001:db8::1]'],
    ['a public suffix', 'co.uk'],
    ['one label', 'localhost'],
  ])('never of %s', async (_, host) => {
    expect(await ask(host)).toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe('no answer is no state', () => {
  const body =
    (text: string, status = 200): RequestListener =>
    (_, response) =>
      response.writeHead(status).end(text);

  test.each<[string, RequestListener, RegExp]>([
    ['400', body('{}', 400), /status 400/],
    ['500', body('{}', 500), /status 500/],
    ['a redirect', (_, response) => response.writeHead(302, { location: 'https://evil.example/' }).end(), /status 302/],
    ['a page', body('<html>'), /shape/],
    ['an unheard state', saying({}, { status: 'promised' }), /shape/],
    ['no state', saying({}, {}), /shape/],
    ['another name', saying({}, { name: 'evil.example', status: 'preloaded' }), /another name/],
    ['too much', saying({}, { status: 'preloaded', message: 'x'.repeat(20_000) }), /shape/],
    ['nothing', (request) => request.socket.destroy(), /empty/],
  ])('%s', async (_, listener, problem) => {
    answer = listener;
    expect(await ask('acme.example')).toEqual([
      { domain: 'acme.example', said: { ok: false, problem: expect.stringMatching(problem) } },
    ]);
  });

  test('silence ends in time', async () => {
    answer = () => undefined;
    expect(await ask('acme.example', serviceWith(true, 200))).toMatchObject([
      { said: { problem: expect.stringContaining('timeout') } },
    ]);
  });

  test('a private address is refused as everywhere', async () => {
    answer = saying({}, { status: 'preloaded' });
    expect(await ask('acme.example', serviceWith(false))).toMatchObject([
      { said: { ok: false, problem: expect.stringContaining('blocked: loopback address') } },
    ]);
    expect(asked).toEqual([]);
  });
});
