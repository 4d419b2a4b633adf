import { connect, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import type { StartTls } from '../../../../src/collect/web/tls/exchange.ts';
import { liveTlsExchange } from '../../../../src/collect/web/tls/live-exchange.ts';
import { probeTls } from '../../../../src/collect/web/tls/probe-tls.ts';
import { issue } from '../../../servers/tls/certificates.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

const leaf = issue({ subject: 'lab.test', names: ['lab.test'] });

const listen = async (server: ReturnType<typeof createServer>): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

/** Says each line once the client's line before it came; then everything goes to a TLS server. */
const service = async (
  lines: readonly (readonly [awaited: RegExp | null, said: Uint8Array | string])[],
): Promise<number> => {
  const tls = createTlsServer(
    { key: leaf.key.export({ type: 'pkcs8', format: 'pem' }), cert: leaf.pem, minVersion: 'TLSv1.3' },
    (socket) => socket.end(),
  );
  tls.on('tlsClientError', () => undefined);
  const behind = await listen(tls);
  return listen(createServer((client) => converse(client, behind, [...lines])));
};

const converse = (client: Socket, behind: number, lines: (readonly [RegExp | null, Uint8Array | string])[]): void => {
  client.on('error', () => undefined);
  const say = (): void => {
    while (lines[0]?.[0] === null) client.write(lines.shift()?.[1] ?? '');
  };
  say();
  const onData = (data: Buffer): void => {
    const [next] = lines;
    if (next?.[0]?.test(data.toString('latin1'))) {
      lines.shift();
      client.write(next[1]);
      say();
      if (lines.length > 0) return;
      client.off('data', onData);
      const upstream = connect(behind, '127.0.0.1').on('error', () => undefined);
      // MySQL answers nothing: the hello may come in one piece with the request.
      const [request = ''] = next[0]?.exec(data.toString('latin1')) ?? [];
      if (next[1].length === 0) upstream.write(data.subarray(request.length));
      client.pipe(upstream).pipe(client);
    } else client.end();
  };
  client.on('data', onData);
};

/**
 * A handshake of protocol version 10 as MySQL 8 sends it: server version, thread, half a salt, the two halves of the
 * capabilities, character set, status.
 */
const mysqlGreeting = (capabilities: number): Uint8Array => {
  const body = Buffer.concat([
    Buffer.from('\n8.0.36\0', 'latin1'),
    Buffer.from([7, 0, 0, 0]),
    Buffer.from('saltsalt\0', 'latin1'),
    Buffer.from([capabilities & 0xff, capabilities >> 8, 0xff, 2, 0, 0xff, 0xdf, 21]),
    Buffer.alloc(10),
    Buffer.from('saltsaltsalt\0caching_sha2_password\0', 'latin1'),
  ]);
  return Buffer.concat([Buffer.from([body.length, 0, 0, 0]), body]);
};

const probe = async (port: number, starttls: StartTls) =>
  probeTls(
    { host: 'lab.test', port, address: '127.0.0.1', serverName: 'lab.test', starttls },
    liveTlsExchange({ answerMs: 2_000 }),
  );

test.each<[StartTls, readonly (readonly [RegExp | null, Uint8Array | string])[]]>([
  [
    'smtp',
    [
      [null, '220-mail\r\n220 ESMTP\r\n'],
      [/^EHLO /, '250-mail\r\n250 STARTTLS\r\n'],
      [/^STARTTLS/, '220 go ahead\r\n'],
    ],
  ],
  [
    'imap',
    [
      [null, '* OK ready\r\n'],
      [/^a1 STARTTLS/, 'a1 OK begin\r\n'],
    ],
  ],
  [
    'pop3',
    [
      [null, '+OK ready\r\n'],
      [/^STLS/, '+OK begin\r\n'],
    ],
  ],
  ['postgres', [[/^\0\0\0\x08\x04\xd2\x16\x2f$/, 'S']]],
  [
    'mysql',
    [
      [null, mysqlGreeting(0xffff)],
      [/^ \0\0\x01\x01\x8a\0\0\0\0\0\x01!\0{23}/, ''],
    ],
  ],
  ['ldap', [[/1\.3\.6\.1\.4\.1\.1466\.20037/, Uint8Array.of(0x30, 0x0c, 2, 1, 1, 0x78, 7, 0x0a, 1, 0, 4, 0, 4, 0)]]],
])('%s', async (starttls, lines) => {
  const facts = await probe(await service(lines), starttls);
  expect(facts.problem).toBeNull();
  expect(facts.protocols['TLSv1.3'].offered).toBe('yes');
  expect(facts.chains[0]?.certificates[0]?.der).toBe(leaf.certificate.toString('base64'));
});

test.each<[StartTls, readonly (readonly [RegExp | null, Uint8Array | string])[], string]>([
  [
    'smtp',
    [
      [null, '220 ESMTP\r\n'],
      [/^EHLO /, '250 mail\r\n'],
      [/^STARTTLS/, '502 no\r\n'],
    ],
    'STARTTLS refused: 502 no',
  ],
  [
    'pop3',
    [
      [null, '+OK ready\r\n'],
      [/^STLS/, '-ERR no\r\n'],
    ],
    'STARTTLS refused: -ERR no',
  ],
  ['postgres', [[/^\0\0\0\x08/, 'N']], 'PostgreSQL refuses TLS'],
  [
    'mysql',
    [
      [null, mysqlGreeting(0xf7ff)],
      [/./, ''],
    ],
    'MySQL does not offer TLS',
  ],
  [
    'mysql',
    [
      [null, 'J\0\0\0\xffj\x04Host is not allowed to connect to this server'.padEnd(80, '!')],
      [/./, ''],
    ],
    'no MySQL greeting',
  ],
  ['ldap', [[/1\.3\.6/, Uint8Array.of(0x30, 0x0c, 2, 1, 1, 0x78, 7, 0x0a, 1, 2, 4, 0, 4, 0)]], 'LDAP refuses StartTLS'],
  [
    'imap',
    [
      [null, '* OK ready\r\n'],
      [/^a1 STARTTLS/, 'a1 NO not here\r\n'],
    ],
    'STARTTLS refused: a1 NO not here',
  ],
])('%s that refuses says so', async (starttls, lines, problem) => {
  expect((await probe(await service(lines), starttls)).problem).toContain(problem);
});
