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
      client.pipe(upstream).pipe(client);
    } else client.end();
  };
  client.on('data', onData);
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
])('%s that refuses says so', async (starttls, lines, problem) => {
  expect((await probe(await service(lines), starttls)).problem).toContain(problem);
});
