import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { liveTlsExchange } from '../../../../src/collect/web/tls/live-exchange.ts';
import { probeTls } from '../../../../src/collect/web/tls/probe-tls.ts';
import type { TlsFacts } from '../../../../src/domain/tls.ts';
import { issue, rsaKey } from '../../../servers/tls/certificates.ts';
import {
  alert,
  plainServer,
  type Script,
  type SeenHello,
  scriptedServer,
} from '../../../servers/tls/scripted-server.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

const leaf = issue({ subject: 'lab.test', names: ['lab.test'], key: rsaKey() });
const [gcm, gcm256] = [0xc02f, 0xc030];
const answer = plainServer([gcm, gcm256], [leaf.certificate], { extensions: [[0xff01, Uint8Array.of(0)]] });

const probe = async (
  script: (hello: SeenHello) => Script,
  onConnect?: (connection: number) => Script | null,
  limits: Parameters<typeof liveTlsExchange>[0] = {},
): Promise<TlsFacts> => {
  const server = await scriptedServer(script, onConnect);
  stops.push(server.close);
  const target = { host: 'lab.test', port: server.port, address: '127.0.0.1', serverName: 'lab.test', starttls: null };
  return probeTls(target, liveTlsExchange({ connectMs: 1_000, answerMs: 500, totalMs: 8_000, ...limits }));
};

describe('servers that do not bear what newer clients send', () => {
  test.each<[string, (hello: SeenHello) => Script]>([
    [
      'a hello with the versions of TLS 1.3: reset',
      (hello) => (hello.extensions.has(43) ? { end: 'reset' } : answer(hello)),
    ],
    ['hellos above 400 bytes: reset', (hello) => (hello.size > 400 ? { end: 'reset' } : answer(hello))],
    ['hellos above 400 bytes: closed', (hello) => (hello.size > 400 ? { end: 'close' } : answer(hello))],
  ])('%s; what is asked otherwise is seen, the rest is not called absent', async (_, script) => {
    const { protocols, suites } = await probe(script);
    const seen = [protocols['TLSv1.2'].offered, protocols['TLSv1.3'].offered];
    if (protocols['TLSv1.2'].offered === 'yes') {
      expect(suites['TLSv1.2']?.names).toContain('TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256');
    }
    expect(seen).not.toContain('no');
  });

  test('a server name: alert unrecognized_name is no refusal of TLS', async () => {
    const { protocols } = await probe((hello) =>
      hello.extensions.has(0) ? { send: [alert(112)], end: 'close' } : answer(hello),
    );
    expect(Object.values(protocols).map(({ offered }) => offered)).not.toContain('yes');
    expect(protocols['TLSv1.2']).toMatchObject({ offered: 'unknown', why: 'alert 112' });
  });

  test('no server name: told apart from the certificate', async () => {
    const { withoutServerName } = await probe((hello) =>
      hello.extensions.has(0) ? answer(hello) : { send: [alert(40)], end: 'close' },
    );
    expect(withoutServerName).toEqual({ known: true, value: 'refused' });
  });

  test('hellos carry no reserved values (GREASE) but in the one that asks how the server refuses', async () => {
    const server = await scriptedServer(answer);
    stops.push(server.close);
    const target = {
      host: 'lab.test',
      port: server.port,
      address: '127.0.0.1',
      serverName: 'lab.test',
      starttls: null,
    };
    await probeTls(target, liveTlsExchange());
    const reserved = (code: number): boolean => (code & 0x0f0f) === 0x0a0a && code >> 8 === (code & 0xff);
    expect(server.hellos.flatMap(({ suites }) => suites).filter(reserved)).toEqual([]);
    expect(Math.max(...server.hellos.map(({ suites }) => suites.length))).toBeLessThanOrEqual(128);
    // Some load balancers hang on hellos of 256 to 511 bytes; one of SSL 3.0 has no room for padding.
    const sizes = server.hellos.filter(({ version }) => version > 0x0300).map(({ size }) => size);
    expect(sizes.filter((size) => size >= 256 && size < 512)).toEqual([]);
  });
});

describe('large and torn answers', () => {
  test('a certificate with 10,000 names is read whole', async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `n${index}.example.test`);
    const large = issue({ subject: 'lab.test', names, key: rsaKey() });
    const { chains } = await probe(plainServer([gcm], [large.certificate]), undefined, { answerMs: 4_000 });
    const [first] = chains[0]?.certificates ?? [];
    expect(first !== undefined && 'names' in first ? first.names.dns.length : first).toBe(10_000);
  });

  test('more than a megabyte of certificates is refused, and nothing hangs', async () => {
    const huge = new Uint8Array(1_100_000);
    const { chains, protocols } = await probe(plainServer([gcm], [huge]));
    expect(chains).toEqual([]);
    expect(protocols['TLSv1.2'].offered).toBe('yes');
  });

  test('a slow drip of single bytes ends at the time limit', async () => {
    const started = performance.now();
    const facts = await probe(
      () => ({}),
      () => ({ send: [Uint8Array.of(22, 3)] }),
    );
    expect(facts.problem).toContain('no answer within');
    expect(performance.now() - started).toBeLessThan(8_500);
  });
});

describe('whatever bytes come', () => {
  test('the prober ends with facts', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 2_000 }),
      fc
        .tuple(fc.constantFrom(20, 21, 22, 23, 24), fc.uint8Array({ maxLength: 600 }))
        .map(([type, body]) => Uint8Array.from([type, 3, 3, body.length >> 8, body.length & 0xff, ...body])),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { minLength: 1, maxLength: 5 }), async (pieces) => {
        let turn = 0;
        const facts = await probe(
          () => ({ send: [pieces[turn++ % pieces.length] ?? new Uint8Array(0)], end: 'close' }),
          undefined,
          { answerMs: 200, totalMs: 2_000 },
        );
        expect(Object.keys(facts.protocols)).toHaveLength(6);
      }),
      { numRuns: 15 },
    );
  });

  test('so it does for answers with a few bytes changed', async () => {
    const changes = fc.array(fc.tuple(fc.nat(3_000), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const facts = await probe(
          (hello) => {
            const script = answer(hello);
            const whole = Buffer.concat(script.send ?? []);
            for (const [at, value] of list) if (whole.length > 0) whole[at % whole.length] = value;
            return { send: [whole], end: 'close' };
          },
          undefined,
          { answerMs: 200, totalMs: 2_000 },
        );
        expect(Object.keys(facts.protocols)).toHaveLength(6);
      }),
      { numRuns: 15 },
    );
  });
});
