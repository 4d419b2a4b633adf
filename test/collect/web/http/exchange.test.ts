import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createExchange, defaultFetchOptions, type FetchOptions } from '../../../../src/collect/web/http/exchange.ts';
import type { ExchangeInput, ExchangeOutput } from '../../../../src/domain/web.ts';
import { type Authority, createAuthority } from '../../../servers/http/certificates.ts';
import {
  closedPort,
  type Running,
  startBytes,
  startHttp,
  startHttps,
  startRaw,
  startTlsRaw,
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
  createExchange(options)({ url, address: '127.0.0.1', verify: true, body: 0, attempt: 1, ...more });

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
    const exchange = createExchange(inside);
    const pending = exchange(input, abort.signal);
    abort.abort();
    expect(kindOf(await pending)).toBe('interrupted');
    expect(kindOf(await exchange(input, abort.signal))).toBe('interrupted');
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

describe('connections that stay open', () => {
  const trusting = (): FetchOptions => ({ ...inside, trustStore: authority.pem });
  const question = (url: string, more: Partial<ExchangeInput> = {}): ExchangeInput => ({
    url,
    address: '127.0.0.1',
    verify: true,
    body: 0,
    attempt: 1,
    ...more,
  });

  /** A TLS server that answers the nth request of a connection as told, and how many connections it saw. */
  const scripted = async (answer: (socket: Socket, request: number, connection: number) => void) => {
    let connections = 0;
    const server = await use(
      startTlsRaw(authority.issue(['app.example']), (socket) => {
        connections += 1;
        const connection = connections;
        let requests = 0;
        socket.on('data', () => {
          requests += 1;
          answer(socket, requests, connection);
        });
      }),
    );
    return { url: `https://app.example:${server.port}/`, connections: () => connections };
  };

  const plainAnswer = (name: string) => `HTTP/1.1 204 No Content\r\nX-Name: ${name}\r\n\r\n`;
  const nameIn = (output: ExchangeOutput) =>
    output.ok ? output.response.headers.find(([name]) => name === 'x-name')?.[1] : output.error.kind;

  test('requests of one origin share one, and each shows the session under it', async () => {
    let connections = 0;
    const bodies: Readonly<Record<string, string>> = { '/small': 'x'.repeat(100), '/asked': 'y'.repeat(200_000) };
    const server = await use(
      startHttps(authority.issue(['app.example']), (request, response) => {
        connections = Math.max(connections, seen.add(request.socket).size);
        response.end(bodies[request.url ?? ''] ?? '');
      }),
    );
    const seen = new Set<Socket>();
    const exchange = createExchange(trusting());
    const at = (path: string, body = 0) => exchange(question(`https://app.example:${server.port}${path}`, { body }));
    const outputs = [await at('/'), await at('/small'), await at('/asked', 1_000_000), await at('/')];
    expect(connections).toBe(1);
    expect(outputs.map((output) => output.ok && output.response.tls?.protocol)).toEqual(Array(4).fill('TLSv1.3'));
    expect(new Set(outputs.map((output) => JSON.stringify(output.ok && output.response.tls))).size).toBe(1);
    expect(outputs[2]?.ok && outputs[2].response.body?.text).toBe(bodies['/asked']);
  });

  test.each([
    ['that says so', 'Connection: close\r\nContent-Length: 0\r\n'],
    ['of HTTP/1.0', 'Content-Length: 0\r\n', 'HTTP/1.0'],
    ['whose length is told twice over', 'Content-Length: 0\r\nContent-Length: 1\r\n'],
    ['with a large body that nobody asked for', `Content-Length: 70000\r\n`],
    ['that does not come to its end', 'Content-Length: 10\r\n'],
  ])('an answer %s ends its connection', async (_, fields, version = 'HTTP/1.1') => {
    const { url, connections } = await scripted((socket) => socket.write(`${version} 200 OK\r\n${fields}\r\n`));
    const exchange = createExchange(trusting());
    await exchange(question(url));
    await exchange(question(url));
    expect(connections()).toBe(2);
  });

  test.each([
    ['another answer at once', plainAnswer('asked') + plainAnswer('stale')],
    ['the half of one', `${plainAnswer('asked')}HTTP/1.1 2`],
    ['noise', `${plainAnswer('asked')}noise`],
  ])('%s is never taken for the next one', async (_, bytes) => {
    let asked = 0;
    const { url } = await scripted((socket) => {
      asked += 1;
      socket.write(asked === 1 ? bytes : plainAnswer('second'));
    });
    const exchange = createExchange(trusting());
    expect(nameIn(await exchange(question(url)))).toBe('asked');
    expect(nameIn(await exchange(question(url)))).toBe('second');
  });

  test.each<[string, (socket: Socket) => void]>([
    ['closed', (socket) => socket.end()],
    ['reset', (socket) => socket.destroy()],
    ['answered with 408, a late word on its idleness', (socket) => socket.write('HTTP/1.1 408 Timeout\r\n\r\n')],
    ['answered with what is no HTTP', (socket) => socket.write('?')],
  ])('a request over a used one that is %s is asked anew', async (_, spoil) => {
    const { url, connections } = await scripted((socket, request, connection) => {
      if (request === 2) spoil(socket);
      else socket.write(plainAnswer(`connection ${connection}`));
    });
    const exchange = createExchange(trusting());
    expect(nameIn(await exchange(question(url)))).toBe('connection 1');
    expect(nameIn(await exchange(question(url)))).toBe('connection 2');
    expect(connections()).toBe(2);
  });

  test('plaintext, another trust and another address have their own', async () => {
    const peers = new Set<Socket>();
    const count: RequestListener = (request, response) => {
      peers.add(request.socket);
      response.end();
    };
    const identity = authority.issue(['app.example']);
    const server = await use(startHttps(identity, count));
    await use(startHttps(identity, count, '127.0.0.2', server.port));
    const plain = await use(startHttp(count));
    const url = `https://app.example:${server.port}/`;
    const exchange = createExchange(trusting());
    await exchange(question(url));
    await exchange(question(url, { verify: false }));
    await exchange(question(url, { address: '127.0.0.2' }));
    await exchange(question(`http://app.example:${plain.port}/`));
    await exchange(question(`http://app.example:${plain.port}/`));
    expect(peers.size).toBe(5);
  });

  test('one that waits counts among the two of its host', async () => {
    const open = new Set<Socket>();
    const held: (() => void)[] = [];
    // The server, which learns of a close a moment late, answers only while no third connection is open.
    const answer = (): void => {
      if (open.size <= 2) for (const end of held.splice(0)) end();
    };
    const hold: RequestListener = ({ socket }, response) => {
      if (!open.has(socket)) {
        open.add(socket);
        socket.on('close', () => {
          open.delete(socket);
          answer();
        });
      }
      held.push(() => response.end());
      answer();
    };
    const identity = authority.issue(['app.example']);
    const first = await use(startHttps(identity, hold));
    for (const address of ['127.0.0.2', '127.0.0.3', '127.0.0.4'])
      await use(startHttps(identity, hold, address, first.port));
    const exchange = createExchange({ ...trusting(), timeout: 3_000 });
    const url = `https://app.example:${first.port}/`;
    for (let at = 0; at < 12; at += 2) {
      const outputs = await Promise.all(
        [at, at + 1].map((index) => exchange(question(url, { address: `127.0.0.${1 + (index % 4)}` }))),
      );
      expect(outputs.map(kindOf)).toEqual(['status 200', 'status 200']);
    }
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
