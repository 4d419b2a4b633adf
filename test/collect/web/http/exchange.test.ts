import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  createExchange,
  defaultFetchOptions,
  type FetchOptions,
  fetchOnce,
} from '../../../../src/collect/web/http/exchange.ts';
import type { ExchangeInput, ExchangeOutput } from '../../../../src/domain/web.ts';
import { type Authority, createAuthority } from '../../../servers/http/certificates.ts';
import {
  closedPort,
  type Running,
  startBytes,
  startHttp,
  startHttps,
  startRaw,
} from '../../../servers/http/servers.ts';

const running: Running[] = [];
const use = async (server: Promise<Running>): Promise<Running> => {
  const started = await server;
  running.push(started);
  return started;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

let authority: Authority;
beforeAll(() => {
  authority = createAuthority();
});

const inside: FetchOptions = { ...defaultFetchOptions, allowPrivate: true };
const get = (url: string, more: Partial<ExchangeInput> = {}, options: FetchOptions = inside): Promise<ExchangeOutput> =>
  fetchOnce({ url, address: '127.0.0.1', verify: true, body: 0, attempt: 1, ...more }, options);

const kindOf = (output: ExchangeOutput): string => (output.ok ? `status ${output.response.status}` : output.error.kind);

describe('what comes back', () => {
  test('field lines keep their order, their duplicates and their bytes', async () => {
    const server = await use(
      startBytes(
        'HTTP/1.1 404 \x1b[31mNope\r\nStrict-Transport-Security: max-age=1\r\nX-A: \x9b31m\r\nstrict-transport-security: max-age=2\r\nContent-Length: 0\r\n\r\n',
      ),
    );
    const output = await get(`http://app.example:${server.port}/`);
    expect(output).toEqual({
      ok: true,
      response: {
        status: 404,
        headers: [
          ['strict-transport-security', 'max-age=1'],
          ['x-a', '\x9b31m'],
          ['strict-transport-security', 'max-age=2'],
          ['content-length', '0'],
        ],
        headersCut: false,
        body: null,
        tls: null,
      },
    });
  });

  test('the request names the host and carries no credentials', async () => {
    let seen: readonly string[] = [];
    const server = await use(
      startHttp((request, response) => {
        seen = [request.method ?? '', request.url ?? '', ...request.rawHeaders];
        response.end();
      }),
    );
    await get(`http://app.example:${server.port}/a?b=c`);
    expect(seen).toEqual([
      'GET',
      '/a?b=c',
      'Host',
      `app.example:${server.port}`,
      'User-Agent',
      'claimcheck',
      'Accept',
      '*/*',
      'Accept-Encoding',
      'identity',
      'Connection',
      'close',
    ]);
  });

  test('values of cookies and tokens never leave the fetcher', async () => {
    const server = await use(
      startHttp((_, response) => {
        response.setHeader('Set-Cookie', ['sid=topsecret; Secure; Path=/', 'bare-secret; HttpOnly']);
        response.setHeader('X-CSRF-Token', 'topsecret');
        response.end();
      }),
    );
    const output = await get(`http://app.example:${server.port}/`);
    expect(JSON.stringify(output)).not.toMatch(/secret/);
    expect(output.ok && output.response.headers.slice(0, 3)).toEqual([
      ['set-cookie', 'sid=*********; Secure; Path=/'],
      ['set-cookie', '***********; HttpOnly'],
      ['x-csrf-token', '*********'],
    ]);
  });

  test('a body is kept only on demand, only of a 200, and only up to the limit', async () => {
    const server = await use(
      startHttp((request, response) => {
        response.statusCode = request.url === '/404' ? 404 : 200;
        response.end('0123456789');
      }),
    );
    const bodyOf = async (path: string, body: number) => {
      const output = await get(`http://app.example:${server.port}${path}`, { body });
      return output.ok ? output.response.body : output;
    };
    expect(await bodyOf('/', 0)).toBeNull();
    expect(await bodyOf('/404', 100)).toBeNull();
    expect(await bodyOf('/', 100)).toEqual({ encoding: 'utf8', text: '0123456789', cut: false });
    expect(await bodyOf('/', 4)).toEqual({ encoding: 'utf8', text: '0123', cut: true });
  });

  test('bytes that are not UTF-8 stay bytes', async () => {
    const server = await use(startHttp((_, response) => response.end(Buffer.from([0x41, 0xff]))));
    const output = await get(`http://app.example:${server.port}/`, { body: 10 });
    expect(output.ok && output.response.body).toEqual({ encoding: 'base64', text: 'Qf8=', cut: false });
  });
});

describe('TLS', () => {
  const hello: RequestListener = (_, response) => response.end('hello');

  test('a chain to the given trust store verifies, and shows what was negotiated', async () => {
    const server = await use(startHttps(authority.issue(['app.example']), hello));
    const output = await get(`https://app.example:${server.port}/`, {}, { ...inside, trustStore: authority.pem });
    expect(output.ok && output.response.tls).toEqual({
      protocol: 'TLSv1.3',
      cipher: 'TLS_AES_256_GCM_SHA384',
      signatures: ['1.2.840.10045.4.3.2'],
      issuer: { organization: 'Test Authority', commonName: 'Test Root' },
    });
  });

  const cases: readonly (readonly [string, readonly string[], number, boolean, string])[] = [
    ['issuer not trusted', ['app.example'], 10, false, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['another name', ['other.example'], 10, true, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['expired', ['app.example'], -3, true, 'CERT_HAS_EXPIRED'],
  ];
  test.each(cases)('%s: an error of the TLS phase that names its reason', async (_, names, days, trusted, detail) => {
    const server = await use(startHttps(authority.issue(names, { days }), hello));
    const options = trusted ? { ...inside, trustStore: authority.pem } : inside;
    const url = `https://app.example:${server.port}/`;
    expect(await get(url, {}, options)).toEqual({ ok: false, error: { kind: 'tls', phase: 'tls', detail } });
    expect(kindOf(await get(url, { verify: false }, options))).toBe('status 200');
  });

  test('an IP literal is checked against the addresses of the certificate', async () => {
    const server = await use(startHttps(authority.issue(['127.0.0.1']), hello));
    const options = { ...inside, trustStore: authority.pem };
    expect(kindOf(await get(`https://127.0.0.1:${server.port}/`, {}, options))).toBe('status 200');
  });

  test('plain HTTP to a TLS port shows that the port speaks TLS only', async () => {
    const server = await use(startHttps(authority.issue(['app.example']), hello));
    expect(['speaks-tls', 'empty', 'reset']).toContain(kindOf(await get(`http://app.example:${server.port}/`)));
    const alert = await use(startBytes('\x15\x03\x01\x00\x02\x02\x46'));
    expect(kindOf(await get(`http://app.example:${alert.port}/`))).toBe('speaks-tls');
  });

  test('TLS to a plain HTTP port fails in the TLS phase', async () => {
    const server = await use(startHttp(hello));
    const output = await get(`https://app.example:${server.port}/`);
    expect(output.ok ? null : [output.error.kind, output.error.phase]).toEqual(['tls', 'tls']);
  });
});

describe('how an exchange can fail', () => {
  test('refused: nothing listens', async () => {
    expect(kindOf(await get(`http://app.example:${await closedPort()}/`))).toBe('refused');
  });

  const closings: readonly (readonly [string, Parameters<typeof startRaw>[0], string])[] = [
    ['closed without a byte', (socket) => socket.end(), 'empty'],
    ['reset after the request', (socket) => socket.resetAndDestroy(), 'reset'],
    ['closed in the middle of the headers', (socket) => socket.end('HTTP/1.1 200 OK\r\nX-'), 'malformed'],
    [
      'interim responses without end',
      (socket) => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(2000)),
      'malformed',
    ],
    [
      'a change of protocol',
      (socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
      'malformed',
    ],
  ];
  test.each(closings)('%s', async (_, behave, kind) => {
    const server = await use(startRaw(behave));
    expect(kindOf(await get(`http://app.example:${server.port}/`))).toBe(kind);
  });

  test('silence', async () => {
    const server = await use(startRaw(() => undefined));
    expect(kindOf(await get(`http://app.example:${server.port}/`, {}, { ...inside, timeout: 100 }))).toBe('timeout');
  });

  const responses: readonly (readonly [string, string, string])[] = [
    ['ESC in a field value', 'X: \x1b[31m\r\n', 'malformed'],
    ['NUL in a field value', 'X: a\0b\r\n', 'malformed'],
    ['a folded field', 'X: a\r\n b\r\n', 'malformed'],
    ['space before the colon', 'X : a\r\n', 'malformed'],
    ['Transfer-Encoding beside Content-Length', 'Transfer-Encoding: chunked\r\nContent-Length: 1\r\n', 'malformed'],
    ['a 17 KiB field', `X: ${'a'.repeat(17_408)}\r\n`, 'too-large'],
    ['20 KB of small fields', 'X: aaaaaaaaaaaa\r\n'.repeat(1500), 'too-large'],
  ];
  test.each(responses)('%s', async (_, fields, kind) => {
    const server = await use(startBytes(`HTTP/1.1 200 OK\r\n${fields}\r\n`));
    expect(kindOf(await get(`http://app.example:${server.port}/`))).toBe(kind);
  });

  test('of many small fields 200 are kept, and those that verdicts rest on', async () => {
    const server = await use(
      startBytes(`HTTP/1.1 200 OK\r\n${'X: a\r\n'.repeat(1500)}Strict-Transport-Security: max-age=9\r\n\r\n`),
    );
    const output = await get(`http://app.example:${server.port}/`);
    expect(output.ok && [output.response.headers.length, output.response.headersCut]).toEqual([201, true]);
    expect(output.ok && output.response.headers.at(-1)).toEqual(['strict-transport-security', 'max-age=9']);
  });

  test('a body that drips for ever ends at the deadline of the whole exchange', async () => {
    const server = await use(
      startRaw((socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
        const timer = setInterval(() => socket.write('.'), 20);
        socket.on('close', () => clearInterval(timer));
      }),
    );
    const output = await get(`http://app.example:${server.port}/`, { body: 1000 }, { ...inside, timeout: 200 });
    expect(kindOf(output)).toBe('timeout');
  });

  test('an endless body ends at the limit', async () => {
    const server = await use(
      startRaw((socket) => {
        const pour = (): void => {
          while (socket.writable && socket.write('x'.repeat(65_536)));
          socket.once('drain', pour);
        };
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        pour();
      }),
    );
    const output = await get(`http://app.example:${server.port}/`, { body: 1000 });
    expect(output.ok && output.response.body?.text.length).toBe(1000);
  });

  test('what is encoded unasked is decoded within bounds, and a bomb is not', async () => {
    const small = gzipSync('hello');
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const server = await use(
      startHttp((request, response) => {
        response.setHeader('Content-Encoding', 'gzip');
        response.end(request.url === '/bomb' ? bomb : small);
      }),
    );
    const output = await get(`http://app.example:${server.port}/`, { body: 100_000 });
    expect(output.ok && output.response.body?.text).toBe('hello');
    expect(kindOf(await get(`http://app.example:${server.port}/bomb`, { body: 100_000 }))).toBe('malformed');
  });

  test('an abort from outside ends it', async () => {
    const server = await use(startRaw(() => undefined));
    const abort = new AbortController();
    const input = {
      url: `http://app.example:${server.port}/`,
      address: '127.0.0.1',
      verify: true,
      body: 0,
      attempt: 1,
    } as const;
    const pending = fetchOnce(input, inside, abort.signal);
    abort.abort();
    expect(kindOf(await pending)).toBe('interrupted');
    expect(kindOf(await fetchOnce(input, inside, abort.signal))).toBe('interrupted');
  });
});

describe('where it does not go', () => {
  const dangers: readonly (readonly [string, string, string])[] = [
    ['the metadata service', 'http://app.example.com/', '169.254.169.254'],
    ['the metadata service over IPv6', 'http://app.example.com/', 'fd00:ec2::254'],
    ['loopback', 'http://app.example.com/', '127.0.0.1'],
    ['loopback mapped into IPv6', 'http://app.example.com/', '::ffff:7f00:1'],
    ['loopback behind NAT64', 'http://app.example.com/', '64:ff9b::7f00:1'],
    ['a private network', 'http://app.example.com/', '10.1.2.3'],
    ['carrier-grade NAT', 'http://app.example.com/', '100.64.0.1'],
    ['documentation addresses', 'http://app.example.com/', '203.0.113.1'],
    ['a port that is no web port', 'http://app.example.com:22/', '93.184.216.34'],
    ['a single label', 'http://intranet/', '93.184.216.34'],
    ['an internal name', 'http://db.prod.internal/', '93.184.216.34'],
    ['an internal name with a final dot', 'http://db.local./', '93.184.216.34'],
    ['credentials in the URL', 'http://a:b@app.example.com/', '93.184.216.34'],
    ['another scheme', 'ftp://app.example.com/', '93.184.216.34'],
  ];
  test.each(dangers)('%s', async (_, url, address) => {
    const output = await get(url, { address }, defaultFetchOptions);
    expect(output.ok ? null : [output.error.kind, output.error.phase]).toEqual(['blocked', 'before']);
  });

  test('an address that is none, even when private ones are allowed', async () => {
    expect(kindOf(await get('http://app.example/', { address: 'localhost' }))).toBe('blocked');
  });
});

test('never more than two connections at a time to one host', async () => {
  let now = 0;
  let most = 0;
  const waiting: (() => void)[] = [];
  const server = await use(
    startHttp((_, response) => {
      now += 1;
      most = Math.max(most, now);
      waiting.push(() => {
        now -= 1;
        response.end();
      });
      // Answers go out in pairs, so that a third connection, if there were one, would be seen open.
      if (waiting.length === 2) for (const answer of waiting.splice(0)) setImmediate(answer);
    }),
  );
  const exchange = createExchange(inside);
  const outputs = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      exchange({
        url: `http://app.example:${server.port}/${index}`,
        address: '127.0.0.1',
        verify: true,
        body: 0,
        attempt: 1,
      }),
    ),
  );
  expect(outputs.map(kindOf)).toEqual(Array(8).fill('status 200'));
  expect(most).toBe(2);
});

afterAll(() => {
  expect(running).toEqual([]);
});
