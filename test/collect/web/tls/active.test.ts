import { constants, privateDecrypt } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { probeActive } from '../../../../src/collect/web/tls/active/probe-active.ts';
import type { TlsExchange } from '../../../../src/collect/web/tls/exchange.ts';
import { liveTlsExchange } from '../../../../src/collect/web/tls/live-exchange.ts';
import { probeTls } from '../../../../src/collect/web/tls/probe-tls.ts';
import { openSession } from '../../../../src/collect/web/tls/session.ts';
import { issue, rsaKey } from '../../../servers/tls/certificates.ts';
import {
  alert,
  certificateMessage,
  flight,
  helloDone,
  record,
  type Script,
  type SeenHello,
  scriptedServer,
  serverHello,
} from '../../../servers/tls/scripted-server.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

const leaf = issue({ subject: 'lab.test', names: ['lab.test'], key: rsaKey() });
const target = (port: number) => ({
  host: 'lab.test',
  port,
  address: '127.0.0.1',
  serverName: 'lab.test',
  starttls: null,
});
const ground = {
  version: 'TLSv1.2',
  codes: [0x002f],
  heartbeat: false,
  tickets: false,
  secureRenegotiation: true,
} as const;

const script = async (answer: (hello: SeenHello) => Script): Promise<number> => {
  const server = await scriptedServer(answer);
  stops.push(server.close);
  return server.port;
};
/** `reactionMs`: what counts as silence; long where a test's server always reacts to what decides. */
const probe = (port: number, more: Partial<Parameters<typeof probeActive>[1]> = {}, reactionMs = 300) =>
  probeActive(openSession(target(port), liveTlsExchange({ answerMs: 8_000, reactionMs, totalMs: 20_000 })), {
    ...ground,
    ...more,
  });
/** Servers that always react are waited for: decrypting takes this process time of its own, and it may be busy. */
const patient = 7_000;

/** RSA key exchange up to ServerHelloDone; then what the test wants. */
const rsaServer =
  (later: NonNullable<Script['later']>, extensions: readonly (readonly [number, Uint8Array])[] = []) =>
  (): Script => ({
    send: flight(serverHello(0x002f, { extensions }), certificateMessage([leaf.certificate]), helloDone),
    later,
  });
const end = (description: number): Script => ({ send: [alert(description)], end: 'close' });

describe('CCS injection', () => {
  test.each([
    ['refused at once', [10], 'no'],
    ['taken, then the second is not encrypted', [null, 20], 'yes'],
    ['closed without a word', ['close'], 'unknown'],
  ] as const)('%s', async (_, reactions, expected) => {
    const port = await script(() => {
      let seen = 0;
      return rsaServer(() => {
        const reaction = reactions[seen++];
        if (reaction === 'close') return { end: 'close' };
        return typeof reaction === 'number' ? end(reaction) : null;
      })();
    });
    expect((await probe(port, { codes: [0x003c] }))['ccs-injection']?.vulnerable).toBe(expected);
  });
});

describe('Heartbleed', () => {
  test.each<[string, () => Script | null, string]>([
    ['answers with memory', () => ({ send: [record(24, new Uint8Array(35))] }), 'yes'],
    ['ends the connection with an alert', () => end(10), 'no'],
    ['stays silent', () => null, 'no'],
  ])('a server that %s', async (_, reaction, expected) => {
    const port = await script(rsaServer((seen) => (seen.type === 24 ? reaction() : end(10)), [[15, Uint8Array.of(1)]]));
    expect((await probe(port, { heartbeat: true, codes: [0x0005] })).heartbleed?.vulnerable).toBe(expected);
  });

  test('is not tried without the extension', async () => {
    const port = await script(rsaServer(() => end(10)));
    expect((await probe(port)).heartbleed).toBeUndefined();
  });
});

describe('ROBOT', () => {
  const decrypts = (body: Uint8Array): Uint8Array =>
    privateDecrypt({ key: leaf.key, padding: constants.RSA_NO_PADDING }, body.subarray(6));
  const wellPadded = (plain: Uint8Array): boolean =>
    plain[0] === 0 && plain[1] === 2 && plain.indexOf(0, 2) === plain.length - 49;
  /** Refuses a ChangeCipherSpec before there is a key; answers by the padding of the secret, to the secret itself or to the record after it. */
  const oracle = (answer: (right: boolean) => Script, answered: 'at once' | 'afterwards') => (): Script => {
    let right: boolean | null = null;
    return rsaServer((seen): Script | null => {
      if (seen.type !== 22) return right === null ? end(10) : null;
      if (right !== null) return answer(right);
      right = wellPadded(decrypts(seen.body));
      return answered === 'at once' ? answer(right) : null;
    })();
  };

  test('a server that tells paddings apart, by another alert', async () => {
    const { robot } = await probe(await script(oracle((right) => end(right ? 20 : 47), 'afterwards')), {}, patient);
    expect(robot).toMatchObject({
      vulnerable: 'yes',
      why: expect.stringContaining('right+finished: alert:20, wrong-type+finished: alert:47'),
    });
  });

  test('a server that tells them apart by closing', async () => {
    const port = await script(oracle((right) => (right ? end(20) : { end: 'close' }), 'afterwards'));
    expect((await probe(port, {}, patient)).robot?.vulnerable).toBe('yes');
  });

  test('a server that does not', async () => {
    expect((await probe(await script(oracle(() => end(20), 'at once')), {}, patient)).robot?.vulnerable).toBe('no');
  });
});

describe('a real server', () => {
  const real = async (ciphers: string): Promise<number> => {
    const key = leaf.key.export({ type: 'pkcs8', format: 'pem' }).toString();
    const server = createTlsServer({ key, cert: leaf.pem, maxVersion: 'TLSv1.2', ciphers }, (socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => socket.write('HTTP/1.0 200 OK\r\n\r\n'));
    });
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stops.push(() => new Promise((resolve) => server.close(() => resolve())));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  };

  test.each(['AES128-SHA', 'AES256-SHA256', 'ECDHE-RSA-AES256-SHA384', 'ECDHE-RSA-AES128-SHA'])(
    '%s: nothing is found, and everything was tried',
    async (ciphers) => {
      const port = await real(ciphers);
      const { active } = await probeTls(target(port), liveTlsExchange({ totalMs: 20_000, reactionMs: 500 }), {
        active: true,
      });
      const rsa = ciphers.startsWith('AES') ? { robot: { vulnerable: 'no' } } : {};
      expect(active).toMatchObject({
        'ccs-injection': { vulnerable: 'no' },
        ticketbleed: { vulnerable: 'no' },
        'padding-oracle': { vulnerable: 'no' },
        ...rsa,
      });
      expect(active['insecure-renegotiation']).toBeUndefined();
    },
  );

  test('takes a right CBC record and answers it: the malformed ones are wrong in what they mean to be', async () => {
    const port = await real('AES128-SHA');
    const exchange = liveTlsExchange();
    const send = (variant: string) =>
      exchange({ ...target(port), kind: 'padding-oracle', version: 'TLSv1.2', suites: [0x002f], variant, attempt: 1 });
    expect((await send('right')).reaction).toMatch(/^record:23:/);
    expect((await send('bad-mac')).reaction).toMatch(/^record:21:/);
  });

  test('Ticketbleed: 16 bytes come back as 32', async () => {
    const behind = await real('AES128-SHA');
    const front = createServer((client) => {
      client.on('error', () => undefined);
      client.once('data', (hello) => {
        if (hello[43] === 16) return void client.write(Buffer.concat(flight(leaking(hello.subarray(44, 60)))));
        const upstream = connect(behind, '127.0.0.1').on('error', () => undefined);
        upstream.write(hello);
        return void client.pipe(upstream).pipe(client);
      });
    });
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
    stops.push(() => new Promise((resolve) => front.close(() => resolve())));
    const address = front.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    expect((await probe(address.port, { tickets: true, codes: [0x002f] })).ticketbleed).toMatchObject({
      vulnerable: 'yes',
      why: expect.stringContaining('32'),
    });
  });
});

/** A ServerHello that returns the session identifier with 16 bytes of something else behind it. */
function leaking(sessionId: Uint8Array): Uint8Array {
  const hello = serverHello(0x002f);
  const body = Buffer.concat([
    hello.subarray(4, 38),
    Uint8Array.of(32),
    sessionId,
    new Uint8Array(16).fill(0xee),
    hello.subarray(39),
  ]);
  return Buffer.concat([Uint8Array.of(2, 0, 0, body.length), body]);
}

describe('padding oracles, by how the malformed records are answered', () => {
  const answers = async (reactionOf: (variant: string, attempt: number) => string) => {
    const exchange: TlsExchange = async (asked) => {
      const reaction = asked.kind === 'padding-oracle' ? reactionOf(asked.variant, asked.attempt) : 'alert:10';
      return { end: 'answered', why: null, alert: null, messages: [], reaction };
    };
    return (await probeActive(openSession(target(1), exchange), ground))['padding-oracle']?.vulnerable;
  };

  test.each<[string, (variant: string, attempt: number) => string, string]>([
    ['all with one alert', () => 'record:21:48', 'no'],
    ['all by closing, a right one with data', (variant) => (variant === 'right' ? 'record:23:64' : 'closed'), 'no'],
    ['all by closing, even a right one', () => 'closed', 'unknown'],
    ['none', () => 'timeout', 'unknown'],
    ['one otherwise, twice (Zombie POODLE)', (variant) => (variant === 'bad-padding' ? 'alert:20' : 'closed'), 'yes'],
    [
      'an empty one otherwise (CVE-2019-1559)',
      (variant) => (variant === 'empty-bad-mac' ? 'alert:20' : 'timeout'),
      'yes',
    ],
    [
      'padding alone with record_overflow (CVE-2016-2107)',
      (variant) => (variant === 'padding-only' ? 'alert:22' : 'alert:20'),
      'yes',
    ],
    ['POODLE padding with data', (variant) => (variant === 'poodle' ? 'record:23:64' : 'alert:20'), 'yes'],
    [
      'one otherwise, but not again',
      (variant, attempt) => (variant === 'bad-mac' && attempt === 1 ? 'closed' : 'alert:20'),
      'unknown',
    ],
    ['no handshake', () => 'no-session', 'unknown'],
  ])('%s', async (_, reactionOf, expected) => expect(await answers(reactionOf)).toBe(expected));
});
