import { afterEach, describe, expect, test } from 'vitest';
import { liveTlsExchange } from '../../../../src/collect/web/tls/live-exchange.ts';
import { probeTls } from '../../../../src/collect/web/tls/probe-tls.ts';
import { vulnerabilities } from '../../../../src/derive/tls/exclusion.ts';
import type { TlsFacts } from '../../../../src/domain/tls.ts';
import { issue, rsaKey } from '../../../servers/tls/certificates.ts';
import {
  alert,
  alternating,
  flight,
  helloDone,
  plainServer,
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
const other = issue({ subject: 'lab.test', names: ['lab.test', 'new.lab.test'], key: rsaKey() });
const [gcm, gcm256, cbc, rc4] = [0xc02f, 0xc030, 0xc013, 0x0005];
const secure = { extensions: [[0xff01, Uint8Array.of(0)]] } as const;

const script = async (answer: (hello: SeenHello) => Script, onConnect?: (connection: number) => Script | null) => {
  const server = await scriptedServer(answer, onConnect);
  stops.push(server.close);
  return server;
};
const probe = (port: number, limits: Parameters<typeof liveTlsExchange>[0] = {}): Promise<TlsFacts> =>
  probeTls(
    { host: 'lab.test', port, address: '127.0.0.1', serverName: 'lab.test', starttls: null },
    liveTlsExchange({ answerMs: 2_000, totalMs: 10_000, ...limits }),
  );

/** TLS 1.0 as well: for a server that was left behind. */
const withTls10 =
  (suites: readonly number[]) =>
  (hello: SeenHello): Script => {
    if (hello.version < 0x0301 || hello.version > 0x0302) return plainServer(suites, [leaf.certificate], secure)(hello);
    const suite = suites.find((code) => hello.suites.includes(code));
    if (suite === undefined) return { send: [alert(40)], end: 'close' };
    return { send: flight(serverHello(suite, { version: 0x0301 }), helloDone) };
  };

describe('one server is not taken for several', () => {
  test('neither when everything agrees, nor for a habit it has on every connection', async () => {
    const one = await script(plainServer([gcm, gcm256], [leaf.certificate], secure));
    const facts = await probe(one.port);
    expect(facts.unstable).toEqual([]);
    expect(facts.connections).toBe(one.hellos.length + 2);

    // Some old servers overlook whatever stands behind the 100th suite.
    const short = await script((hello) =>
      plainServer([gcm, rc4], [leaf.certificate], secure)({ ...hello, suites: hello.suites.slice(0, 60) }),
    );
    expect((await probe(short.port)).unstable).toEqual([]);
  });
});

type Servers = readonly ((hello: SeenHello) => Script)[];
/** One connection at a time, so that the servers take turns in the same way on every machine. */
const oneByOne = { concurrency: 1 } as const;

describe.each([0, 1])('two kinds of servers behind one address, number %i answers first', (first) => {
  const pool = (...servers: Servers) => script(alternating(...(first === 0 ? servers : servers.toReversed())));

  test('other suites: all are told, none is lost, and nothing is said to be complete', async () => {
    const { port } = await pool(
      plainServer([gcm, gcm256], [leaf.certificate], secure),
      plainServer([gcm256, cbc, rc4], [leaf.certificate], secure),
    );
    const facts = await probe(port, oneByOne);
    expect(facts.suites['TLSv1.2']).toMatchObject({ complete: false, order: 'unknown' });
    expect(facts.suites['TLSv1.2']?.names.toSorted()).toEqual([
      'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
      'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
      'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
      'TLS_RSA_WITH_RC4_128_SHA',
    ]);
    expect(facts.unstable.map(({ about, subject }) => `${about} ${subject}`)).toContain('suites TLSv1.2');
  });

  test('one more suite, the last one: seen once is offered', async () => {
    const { port } = await pool(
      plainServer([gcm, gcm256], [leaf.certificate], secure),
      plainServer([gcm, gcm256, rc4], [leaf.certificate], secure),
    );
    const facts = await probe(port, oneByOne);
    expect(facts.suites['TLSv1.2']?.names).toContain('TLS_RSA_WITH_RC4_128_SHA');
    expect(facts.suites['TLSv1.2']?.complete).toBe(false);
  });

  test('another version: it is offered, and told as refused by some', async () => {
    const { port } = await pool(plainServer([gcm, cbc], [leaf.certificate], secure), withTls10([gcm, cbc]));
    const facts = await probe(port, oneByOne);
    expect(facts.protocols.TLSv1.offered).toBe('yes');
    expect(facts.unstable).toContainEqual({
      about: 'protocol',
      subject: 'TLSv1',
      text: 'TLSv1 is spoken on some connections and refused on others',
    });
  });

  test('another certificate: both chains are there, and suites are as sure as ever', async () => {
    const { port } = await pool(
      plainServer([gcm], [leaf.certificate], secure),
      plainServer([gcm], [other.certificate], secure),
    );
    const facts = await probe(port, oneByOne);
    expect(facts.chains.map(({ certificates: [first] }) => first?.der).toSorted()).toEqual(
      [leaf, other].map(({ certificate }) => certificate.toString('base64')).toSorted(),
    );
    expect(facts.unstable.map(({ about }) => about)).toEqual(['certificate']);
    expect(facts.suites['TLSv1.2']?.complete).toBe(true);
  });

  test('secure renegotiation on one of them: missing counts', async () => {
    const { port } = await pool(
      plainServer([gcm, cbc], [leaf.certificate], secure),
      plainServer([cbc], [leaf.certificate]),
    );
    const facts = await probe(port, oneByOne);
    expect(facts.secureRenegotiation).toEqual({ known: true, value: false });
    expect(vulnerabilities(facts).find(({ name }) => name === 'insecure-renegotiation')?.state).toBe('not-tested');
  });
});

describe('a server that resets what is too much for it', () => {
  /** Resets connections beyond so many at once. */
  const crowded = async (most: number) => {
    let open = 0;
    let resets = 0;
    const answer = plainServer([gcm, gcm256, cbc], [leaf.certificate], secure);
    const server = await script((hello) => {
      open++;
      if (open > most) {
        open--;
        resets++;
        return { end: 'reset' };
      }
      // The next turn of the loop: whoever else came at the same time is counted.
      const after = new Promise<void>((resolve) => setTimeout(resolve, 5));
      after.then(() => open--);
      return { ...answer(hello), after };
    });
    return { port: server.port, resets: () => resets };
  };

  test('more than two at once: asked again at most two at a time, until all is known', async () => {
    const { port, resets } = await crowded(2);
    const facts = await probe(port);
    expect(resets()).toBeGreaterThan(0);
    expect(Object.values(facts.protocols).map(({ offered }) => offered)).toEqual(['no', 'no', 'no', 'no', 'yes', 'no']);
    expect(facts.suites['TLSv1.2']).toMatchObject({ complete: true, order: 'server' });
    expect(facts.heartbeat.known).toBe(true);
    expect(facts.unstable).toEqual([]);
  });

  test('after so many in all: what was seen stays, the rest is not known', async () => {
    const answer = plainServer([gcm, gcm256, cbc], [leaf.certificate], secure);
    const { port } = await script((hello) => (hello.connection > 10 ? { end: 'reset' } : answer(hello)));
    const facts = await probe(port);
    expect(facts.protocols['TLSv1.2'].offered).toBe('yes');
    expect(facts.suites['TLSv1.2']?.complete).toBe(false);
    expect(facts.suites['TLSv1.2']?.names).toContain('TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256');
  });
});
