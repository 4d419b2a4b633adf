import type { RequestListener } from 'node:http';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createResolve, defaultResolveOptions } from '../../../../src/collect/web/dns/resolve.ts';
import { createExchange, defaultFetchOptions } from '../../../../src/collect/web/http/exchange.ts';
import { collectHttp } from '../../../../src/collect/web/http/http-facts.ts';
import type { WebPorts } from '../../../../src/collect/web/http/ports.ts';
import { httpReport } from '../../../../src/derive/web/http-report.ts';
import type { HttpFacts } from '../../../../src/domain/web.ts';
import { type Authority, createAuthority, type ServerIdentity } from '../../../servers/http/certificates.ts';
import { closedPort, type Running, startHttp, startHttps, startRaw } from '../../../servers/http/servers.ts';

const HOST = 'app.example.com';
const NOW = Date.UTC(2026, 5, 1);
const QUICK = { budget: 10_000, retryDelay: 0 };

let authority: Authority;
let identity: ServerIdentity;
beforeAll(() => {
  authority = createAuthority();
  identity = authority.issue([HOST, `www.${HOST}`, '127.0.0.1']);
});

const running: Running[] = [];
const use = async (server: Promise<Running>): Promise<Running> => {
  const started = await server;
  running.push(started);
  return started;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

const portsFor = (port: number, addresses: readonly string[] = ['127.0.0.1'], timeout = 5_000): WebPorts => ({
  exchange: createExchange({ ...defaultFetchOptions, allowPrivate: true, trustStore: authority.pem, timeout }),
  resolve: createResolve({
    ...defaultResolveOptions,
    // Names without an override are asked of a port where no DNS server is.
    servers: ['127.0.0.1:1'],
    overrides: [{ host: HOST, port, addresses }],
  }),
  preload: async () => null,
});

const page: RequestListener = (request, response) => {
  response.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains; preload');
  if (request.url === '/') response.setHeader('Set-Cookie', 'sid=topsecret; Path=/; Secure; HttpOnly; SameSite=Lax');
  if (request.url === '/.well-known/security.txt') {
    response.setHeader('Content-Type', 'text/plain; charset=utf-8');
    response.end('Contact: https://app.example.com/report\nExpires: 2026-12-31T23:59:59Z\n');
  } else {
    response.statusCode = request.url === '/' ? 200 : 404;
    response.end('hello');
  }
};

const redirectsTo =
  (port: number): RequestListener =>
  (request, response) => {
    response.writeHead(301, { Location: `https://${HOST}:${port}${request.url ?? '/'}` }).end();
  };

/** A site on two loopback ports: `plain` is told the port of the HTTPS side. */
const visit = async (plain: (port: number) => RequestListener, secure: RequestListener = page): Promise<HttpFacts> => {
  const https = await use(startHttps(identity, secure));
  const http = await use(startHttp(plain(https.port)));
  return collectHttp({ host: HOST, port: https.port, plainPort: http.port }, portsFor(https.port), QUICK);
};

const report = (facts: HttpFacts) => httpReport(facts, { now: NOW });

test('a site in order, from the first packet to the report', async () => {
  const facts = await visit(redirectsTo);
  const { httpsOnly, hsts, cookies, securityTxt, preload } = report(facts);
  expect(httpsOnly.status).toBe('ok');
  expect(httpsOnly.hops).toEqual([
    { url: `http://${HOST}:${facts.plainPort}/`, status: 301, location: `https://${HOST}:${facts.port}/`, error: null },
    { url: `https://${HOST}:${facts.port}/`, status: 200, location: null, error: null },
  ]);
  expect(hsts.effective).toEqual({ maxAge: 31_536_000, includeSubDomains: true });
  expect(hsts.errors).toEqual(['domain.is_subdomain']);
  expect(cookies).toMatchObject([{ name: 'sid', secure: true, httpOnly: true, sameSite: 'lax', problems: [] }]);
  expect(securityTxt).toMatchObject({ present: true, valid: true, problems: [], recommendations: ['not_signed'] });
  expect(preload).toMatchObject({ state: 'unknown', coveredBy: null, listDate: null });
  expect(JSON.stringify(facts)).not.toContain('topsecret');
});

test('the same facts come back from a recording, byte for byte', async () => {
  const https = await use(startHttps(identity, page));
  const http = await use(startHttp(redirectsTo(https.port)));
  const live = portsFor(https.port);
  const lines = new Map<string, string>();
  const record =
    <I, O>(ask: (input: I, signal?: AbortSignal) => Promise<O>) =>
    async (input: I, signal?: AbortSignal): Promise<O> => {
      const output = await ask(input, signal);
      const key = JSON.stringify(input);
      expect(lines.has(key)).toBe(false);
      lines.set(key, JSON.stringify(output));
      return output;
    };
  const replay =
    <I, O>(_: (input: I) => Promise<O>) =>
    async (input: I): Promise<O> =>
      JSON.parse(lines.get(JSON.stringify(input)) ?? 'null');
  const endpoint = { host: HOST, port: https.port, plainPort: http.port };
  const recorded = await collectHttp(
    endpoint,
    { ...live, exchange: record(live.exchange), resolve: record(live.resolve) },
    QUICK,
  );
  const replayed = await collectHttp(
    endpoint,
    { ...live, exchange: replay(live.exchange), resolve: replay(live.resolve) },
    QUICK,
  );
  expect(JSON.stringify(replayed)).toBe(JSON.stringify(recorded));
  expect([...lines.values()].join('')).not.toContain('topsecret');
});

describe('plaintext', () => {
  const statusOf = async (plain: (port: number) => RequestListener) => {
    const { httpsOnly } = report(await visit(plain));
    return [httpsOnly.status, httpsOnly.code];
  };

  const only: (port: number) => RequestListener = (port) => (request, response) => {
    if (request.url === '/') redirectsTo(port)(request, response);
    else response.end('content');
  };

  test.each([
    ['redirects / only', only, ['violation', 'plaintext-content']],
    ['content', () => (_, response) => response.end('content'), ['violation', 'plaintext-content']],
    [
      'meta refresh',
      () => (_, response) =>
        response
          .setHeader('Content-Type', 'text/html')
          .end('<meta http-equiv="refresh" content="0; url=https://app.example.com/">'),
      ['violation', 'plaintext-content'],
    ],
    [
      'to itself for ever',
      () => (_, response) => response.writeHead(302, { Location: '/' }).end(),
      ['violation', 'insecure-hop'],
    ],
    [
      'www first',
      () => (_, response) => response.writeHead(301, { Location: 'https://www.app.example.com/' }).end(),
      ['ok', 'off-host-first'],
    ],
    [
      'another host first',
      () => (_, response) => response.writeHead(301, { Location: 'https://other.example/' }).end(),
      ['ok', 'off-host-first'],
    ],
    [
      'two Locations',
      () => (_, response) => response.writeHead(301, ['Location', '/a', 'Location', '/b']).end(),
      ['inconclusive', 'malformed'],
    ],
    ['304', () => (_, response) => response.writeHead(304).end(), ['inconclusive', 'malformed']],
    [
      '403 with a cookie',
      () => (_, response) => response.writeHead(403, { 'Set-Cookie': 'a=b' }).end(),
      ['ok', 'refuses'],
    ],
  ] satisfies readonly (readonly [string, (port: number) => RequestListener, readonly string[]])[])(
    '%s',
    async (_, plain, expected) => {
      expect(await statusOf(plain)).toEqual(expected);
    },
  );

  test('closed, silent or reset', async () => {
    const https = await use(startHttps(identity, page));
    const at = async (plainPort: number, timeout?: number) => {
      const facts = await collectHttp(
        { host: HOST, port: https.port, plainPort },
        portsFor(https.port, ['127.0.0.1'], timeout),
        QUICK,
      );
      return report(facts).httpsOnly;
    };
    expect(await at(await closedPort())).toMatchObject({ status: 'ok', code: 'closed' });
    expect(await at((await use(startRaw((socket) => socket.resetAndDestroy()))).port)).toMatchObject({
      status: 'ok',
      code: 'no-content',
    });
  });

  test('an endpoint with a port of its own is asked in plaintext on that very port', async () => {
    const https = await use(startHttps(identity, page));
    const endpoint = { host: HOST, port: https.port, plainPort: https.port };
    const { httpsOnly, hsts } = report(await collectHttp(endpoint, portsFor(https.port), QUICK));
    expect(httpsOnly.status).toBe('ok');
    expect(hsts.warnings).toEqual(['redirects.http.does_not_exist']);
  });

  test('a port that speaks plaintext only is a violation', async () => {
    const http = await use(startHttp(page));
    const endpoint = { host: HOST, port: http.port, plainPort: http.port };
    const { httpsOnly, hsts } = report(await collectHttp(endpoint, portsFor(http.port), QUICK));
    expect(httpsOnly).toMatchObject({ status: 'violation', code: 'plaintext-content' });
    expect(hsts).toMatchObject({
      status: 'unknown',
      effective: null,
      errors: ['domain.is_subdomain', 'domain.tls.cannot_connect'],
    });
  });

  test('one of two addresses stays in plaintext', async () => {
    const https = await use(startHttps(identity, page));
    const http = await use(startHttp(redirectsTo(https.port)));
    await use(startHttps(identity, page, '127.0.0.2', https.port));
    await use(startHttp((_, response) => response.end('content'), '127.0.0.2', http.port));
    const ports = portsFor(https.port, ['127.0.0.1', '127.0.0.2']);
    const { httpsOnly } = report(
      await collectHttp({ host: HOST, port: https.port, plainPort: http.port }, ports, QUICK),
    );
    expect(httpsOnly.status).toBe('violation');
    expect(httpsOnly.addresses.map(({ address, status }) => `${address} ${status}`)).toEqual([
      '127.0.0.1 ok',
      '127.0.0.2 violation',
    ]);
  });
});

test('the other names of a site are asked in plaintext, once, and again where they serve something', async () => {
  const asked: string[] = [];
  const ports: WebPorts = {
    exchange: async ({ url, attempt }) => {
      asked.push(`${url} ${attempt}`);
      const status = url === 'http://www.example.com/' ? 200 : 404;
      return { ok: true, response: { status, headers: [], headersCut: false, body: null, tls: null } };
    },
    resolve: async ({ type }) =>
      type === 'A'
        ? { ok: true, records: ['93.184.216.34'] }
        : { ok: false, error: { kind: 'nodata', detail: 'ENODATA' } },
    preload: async () => null,
  };
  const facts = await collectHttp({ host: HOST, port: 443, plainPort: 80 }, ports, QUICK);
  expect(asked.filter((url) => !url.includes(HOST)).sort()).toEqual([
    'http://example.com/ 1',
    'http://www.example.com/ 1',
    'http://www.example.com/ 2',
  ]);
  expect(report(facts).httpsOnly).toMatchObject({ status: 'violation', code: 'sibling-plaintext-content' });
  const own = { host: HOST, port: 8443, plainPort: 8443 };
  expect((await collectHttp(own, ports, QUICK)).siblings).toEqual([]);
});

describe('redirect chains', () => {
  const hops =
    (count: number): RequestListener =>
    (request, response) => {
      const at = Number(request.url?.slice(1) || '0');
      if (at >= count) page(request, response);
      else {
        response.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains; preload');
        response.writeHead(302, { Location: `/${at + 1}` }).end();
      }
    };

  test.each([
    [2, []],
    [3, ['redirects.too_many']],
  ])('http to https and %i more', async (count, errors) => {
    const facts = await visit(redirectsTo, hops(count));
    expect(report(facts).hsts.errors.filter((id) => id.startsWith('redirects.'))).toEqual(errors);
  });

  test('an endless chain ends after ten, a loop at once', async () => {
    const endless = await visit(redirectsTo, hops(1000));
    expect([endless.secureChain?.hops.length, endless.secureChain?.end]).toEqual([11, 'too-many']);
    const loop = await visit(redirectsTo, (_, response) => response.writeHead(302, { Location: '/' }).end());
    expect([loop.secureChain?.hops.length, loop.secureChain?.end]).toEqual([1, 'loop']);
  });

  test.each([
    ['http://169.254.169.254/latest/', 'failed'],
    ['http://[::ffff:7f00:1]/', 'failed'],
    ['http://127.1/', 'failed'],
    ['http://2130706433/', 'failed'],
    ['https://user:secret@app.example.com/', 'stopped'],
    ['javascript:alert(1)', 'stopped'],
  ])('a redirect to %s is told and not followed', async (location, end) => {
    const asked: string[] = [];
    const answers: WebPorts = {
      // Everything but the forbidden target is answered here; the guard of the live fetcher decides on the rest.
      exchange: async (input) => {
        asked.push(input.url);
        if (new URL(input.url).hostname !== HOST) return createExchange(defaultFetchOptions)(input);
        return {
          ok: true,
          response: { status: 301, headers: [['location', location]], headersCut: false, body: null, tls: null },
        };
      },
      resolve: async ({ name }) =>
        name === HOST
          ? { ok: true, records: ['93.184.216.34'] }
          : { ok: false, error: { kind: 'nxdomain', detail: '' } },
      preload: async () => null,
    };
    const facts = await collectHttp({ host: HOST, port: 443, plainPort: 80 }, answers, QUICK);
    expect(facts.secureChain?.end).toBe(end);
    const last = facts.secureChain?.hops.at(-1)?.outcome;
    if (end === 'failed') expect(last?.ok === false && last.error.kind).toBe('blocked');
    else expect(asked.every((url) => new URL(url).hostname === HOST)).toBe(true);
  });

  test('a name that answers differently the second time is asked once, and its address is kept', async () => {
    const asked: string[] = [];
    const connected = new Set<string>();
    const ports: WebPorts = {
      exchange: async ({ address }) => {
        connected.add(address);
        return { ok: true, response: { status: 200, headers: [], headersCut: false, body: null, tls: null } };
      },
      resolve: async ({ name, type }) => {
        if (name !== HOST) return { ok: false, error: { kind: 'nxdomain', detail: '' } };
        asked.push(type);
        if (type === 'AAAA') return { ok: false, error: { kind: 'nodata', detail: '' } };
        return { ok: true, records: [asked.filter((one) => one === 'A').length === 1 ? '93.184.216.34' : '127.0.0.1'] };
      },
      preload: async () => null,
    };
    await collectHttp({ host: HOST, port: 443, plainPort: 80 }, ports, QUICK);
    expect(asked.sort()).toEqual(['A', 'AAAA']);
    expect([...connected]).toEqual(['93.184.216.34']);
  });

  test('a public name with a private address is not connected to', async () => {
    const ports: WebPorts = {
      exchange: createExchange(defaultFetchOptions),
      resolve: async ({ type }) => ({ ok: true, records: [type === 'A' ? '127.0.0.1' : '::1'] }),
      preload: async () => null,
    };
    const { addresses } = await collectHttp({ host: HOST, port: 443, plainPort: 80 }, ports, QUICK);
    expect(
      addresses.map(({ secure, plainRoot }) => [
        secure.first.ok || secure.first.error.kind,
        plainRoot.first.ok || plainRoot.first.error.kind,
      ]),
    ).toEqual([
      ['blocked', 'blocked'],
      ['blocked', 'blocked'],
    ]);
  });
});

describe('HSTS and certificates', () => {
  test.each([404, 500])('the header counts on status %i', async (status) => {
    const facts = await visit(redirectsTo, (_, response) =>
      response.writeHead(status, { 'Strict-Transport-Security': 'max-age=5' }).end(),
    );
    expect(report(facts).hsts.effective).toEqual({ maxAge: 5, includeSubDomains: false });
  });

  test('of two field lines browsers take the first, the list none', async () => {
    const facts = await visit(redirectsTo, (_, response) =>
      response
        .writeHead(200, ['Strict-Transport-Security', 'max-age=5', 'Strict-Transport-Security', 'max-age=6'])
        .end(),
    );
    expect(report(facts).hsts).toMatchObject({
      effective: { maxAge: 5 },
      lines: ['max-age=5', 'max-age=6'],
      errors: ['domain.is_subdomain', 'response.multiple_headers'],
    });
  });

  test('a certificate for another name: no policy, and the list says so', async () => {
    const https = await use(startHttps(authority.issue(['other.example']), page));
    const endpoint = { host: HOST, port: https.port, plainPort: https.port };
    const { hsts, httpsOnly } = report(await collectHttp(endpoint, portsFor(https.port), QUICK));
    expect(hsts).toMatchObject({
      effective: null,
      status: 'unknown',
      errors: ['domain.is_subdomain', 'domain.tls.invalid_cert_chain'],
    });
    expect(httpsOnly).toMatchObject({ status: 'inconclusive', code: 'https-untrusted' });
  });

  test('an IP address as endpoint asks no DNS and learns no policy', async () => {
    const https = await use(startHttps(identity, page));
    const endpoint = { host: '127.0.0.1', port: https.port, plainPort: https.port };
    const facts = await collectHttp(
      endpoint,
      { ...portsFor(https.port), resolve: () => Promise.reject(new Error('asked')) },
      QUICK,
    );
    expect(report(facts).hsts).toMatchObject({
      status: 'invalid',
      effective: null,
      errors: ['domain.format.is_ip_address'],
    });
  });
});

describe('security.txt', () => {
  const contact = 'Contact: https://app.example.com/report\nExpires: 2026-12-31T23:59:59Z\n';
  const serve =
    (files: Readonly<Record<string, readonly [type: string, body: string]>>): RequestListener =>
    (request, response) => {
      const found = files[request.url ?? ''];
      if (found === undefined) response.writeHead(404, { 'Content-Type': 'text/html' }).end('no');
      else response.writeHead(200, { 'Content-Type': found[0] }).end(found[1]);
    };
  test.each([
    ['none', {}, false, ['absent']],
    ['at the old place only', { '/security.txt': ['text/plain', contact] }, true, ['location']],
    ['a home page on every path', { '/.well-known/security.txt': ['text/html', '<html>'] }, true, ['invalid_media']],
    [
      'larger than 32 KiB',
      { '/.well-known/security.txt': ['text/plain', contact + '#'.repeat(40_000)] },
      true,
      ['too_large', 'no_line_separators'],
    ],
  ] satisfies readonly (readonly [string, Parameters<typeof serve>[0], boolean, readonly string[]])[])(
    '%s',
    async (_, files, present, problems) => {
      const { securityTxt } = report(await visit(redirectsTo, serve(files)));
      expect(securityTxt).toMatchObject({ present, problems });
    },
  );

  test('unreachable is not absent', async () => {
    const port = await closedPort();
    const facts = await collectHttp({ host: HOST, port, plainPort: port }, portsFor(port), QUICK);
    expect(report(facts).securityTxt).toMatchObject({ present: null, problems: ['unreachable'] });
  });
});

test('a host that takes too long is left when its time is used up', async () => {
  const silent = await use(startRaw(() => undefined));
  const endpoint = { host: HOST, port: silent.port, plainPort: silent.port };
  const facts = await collectHttp(endpoint, portsFor(silent.port, ['127.0.0.1'], 5_000), {
    budget: 200,
    retryDelay: 0,
  });
  expect(report(facts).httpsOnly.status).toBe('inconclusive');
  expect(JSON.stringify(facts.addresses)).toContain('interrupted');
});
