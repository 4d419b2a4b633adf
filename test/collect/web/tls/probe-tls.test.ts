import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import type { ProbeTarget, TlsExchange, TlsOutcome, TlsProbe } from '../../../../src/collect/web/tls/exchange.ts';
import { liveTlsExchange } from '../../../../src/collect/web/tls/live-exchange.ts';
import { probeTls } from '../../../../src/collect/web/tls/probe-tls.ts';
import type { TlsFacts } from '../../../../src/domain/tls.ts';
import { type Issued, issue, labChain, rsaKey } from '../../../servers/tls/certificates.ts';
import {
  alert,
  fakePrime,
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

const target = (port: number, more: Partial<ProbeTarget> = {}): ProbeTarget => ({
  host: 'lab.test',
  port,
  address: '127.0.0.1',
  serverName: 'lab.test',
  starttls: null,
  ...more,
});

const { intermediate, leaf } = labChain();
const rsaLeaf: Issued = issue({ subject: 'lab.test', names: ['lab.test'], issuer: intermediate, key: rsaKey() });
const pemOf = (issued: Issued): string => issued.pem + intermediate.pem;
const keyOf = (issued: Issued): string => issued.key.export({ type: 'pkcs8', format: 'pem' }).toString();

const realServer = async (options: TlsOptions): Promise<number> => {
  const server = createTlsServer({ key: keyOf(leaf), cert: pemOf(leaf), ...options }, (socket) => socket.end());
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

const script = async (answer: (hello: SeenHello) => Script, onConnect?: (connection: number) => Script | null) => {
  const server = await scriptedServer(answer, onConnect);
  stops.push(server.close);
  return server;
};

const quick = { connectMs: 500, answerMs: 300, totalMs: 3_000 } as const;

describe('a modern server', () => {
  test('TLS 1.2 and 1.3 with both kinds of certificate', async () => {
    const port = await realServer({
      key: [keyOf(leaf), keyOf(rsaLeaf)],
      cert: [pemOf(leaf), pemOf(rsaLeaf)],
      minVersion: 'TLSv1.2',
      honorCipherOrder: true,
      ciphers:
        'TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384',
      ecdhCurve: 'X25519:P-256:P-384',
      ALPNProtocols: ['http/1.1'],
    });
    const facts = await probeTls(target(port), liveTlsExchange());
    expect(facts.problem).toBeNull();
    expect(Object.fromEntries(Object.entries(facts.protocols).map(([name, { offered }]) => [name, offered]))).toEqual({
      SSLv2: 'no',
      SSLv3: 'no',
      TLSv1: 'no',
      'TLSv1.1': 'no',
      'TLSv1.2': 'yes',
      'TLSv1.3': 'yes',
    });
    expect(facts.suites).toEqual({
      'TLSv1.2': {
        names: [
          'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
          'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
          'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
          'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
        ],
        complete: true,
        order: 'server',
        chachaFirst: 'no',
      },
      'TLSv1.3': {
        names: ['TLS_AES_256_GCM_SHA384', 'TLS_AES_128_GCM_SHA256'],
        complete: true,
        order: 'server',
        chachaFirst: 'unknown',
      },
    });
    expect(facts.groups).toEqual({
      tls13: { names: ['x25519', 'secp256r1', 'secp384r1'], complete: true },
      legacy: { names: ['x25519', 'secp256r1', 'secp384r1'], complete: true },
    });
    expect(facts.chains.map(({ certificates }) => certificates.map(({ der }) => der))).toEqual([
      [leaf, intermediate].map(({ certificate }) => certificate.toString('base64')),
      [rsaLeaf, intermediate].map(({ certificate }) => certificate.toString('base64')),
    ]);
    expect(facts).toMatchObject({
      alpn: { known: true, value: 'http/1.1' },
      secureRenegotiation: { known: true, value: true },
      compression: { known: true, value: false },
      heartbeat: { known: true, value: false },
      extendedMasterSecret: { known: true, value: true },
      fallbackScsv: { known: true, value: true },
      withoutServerName: { known: true, value: 'same certificate' },
      dh: [],
    });
    expect(facts.signatures).toEqual(['ecdsa_secp256r1_sha256', 'rsa_pss_rsae_sha256']);
    expect(facts.connections).toBeLessThanOrEqual(40);
  });

  test('TLS 1.3 alone, an EC key on P-384, and another certificate without SNI', async () => {
    const other = issue({ subject: 'default.test', names: ['default.test'] });
    const p384 = issue({ subject: 'lab.test', names: ['lab.test'] });
    const port = await realServer({
      key: keyOf(other),
      cert: other.pem,
      minVersion: 'TLSv1.3',
      ecdhCurve: 'P-384',
      SNICallback: (_, done) => {
        import('node:tls').then(({ createSecureContext }) =>
          done(null, createSecureContext({ key: keyOf(p384), cert: p384.pem, ecdhCurve: 'P-384' })),
        );
      },
    });
    const facts = await probeTls(target(port), liveTlsExchange());
    expect(facts.protocols['TLSv1.2'].offered).toBe('no');
    expect(facts.groups.tls13.names).toEqual(['secp384r1']);
    expect(facts.chains[0]?.certificates[0]?.der).toBe(p384.certificate.toString('base64'));
    expect(facts.withoutServerName).toEqual({ known: true, value: 'another certificate' });
    expect(facts.fallbackScsv.known).toBe(false);
    expect(facts.secureRenegotiation.known).toBe(false);
  });

  test('a certificate on P-256 keeps its curve in the offer while the others are asked for', async () => {
    const port = await realServer({
      maxVersion: 'TLSv1.2',
      ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256',
      honorCipherOrder: false,
      ecdhCurve: 'X25519:P-256:P-521',
    });
    const { groups } = await probeTls(target(port), liveTlsExchange());
    expect(groups.legacy.names.toSorted()).toEqual(['secp256r1', 'secp521r1', 'x25519']);
  });

  test('a server that lets the client choose', async () => {
    const port = await realServer({
      maxVersion: 'TLSv1.2',
      honorCipherOrder: false,
      ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384',
    });
    expect((await probeTls(target(port), liveTlsExchange())).suites['TLSv1.2']).toMatchObject({
      order: 'client',
      complete: true,
    });
  });

  test('Diffie-Hellman, anonymous and NULL suites, and their sizes', async () => {
    const port = await realServer({
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.2',
      key: keyOf(rsaLeaf),
      cert: pemOf(rsaLeaf),
      ciphers: 'DHE-RSA-AES128-SHA:AECDH-AES128-SHA:NULL-SHA:@SECLEVEL=0',
      dhparam: 'auto',
    });
    const facts = await probeTls(target(port), liveTlsExchange());
    const names = ['TLS_DHE_RSA_WITH_AES_128_CBC_SHA', 'TLS_ECDH_anon_WITH_AES_128_CBC_SHA', 'TLS_RSA_WITH_NULL_SHA'];
    for (const protocol of ['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const)
      expect(facts.suites[protocol]?.names.toSorted(), protocol).toEqual(names);
    expect(facts.dh.map(({ bits, reused }) => ({ bits, reused }))).toEqual(
      Array.from({ length: 3 }, () => ({ bits: 2048, reused: 'no' })),
    );
  });
});

describe('the same outcomes give the same facts', () => {
  const recorded = (exchange: TlsExchange): { readonly lines: string[]; readonly exchange: TlsExchange } => {
    const lines: string[] = [];
    return {
      lines,
      exchange: async (probe) => {
        const output = await exchange(probe);
        lines.push(JSON.stringify({ input: probe, output }));
        return output;
      },
    };
  };
  const replayed = (lines: readonly string[]): TlsExchange => {
    const outcomes = new Map(
      lines
        .map((line) => JSON.parse(line) as { input: TlsProbe; output: TlsOutcome })
        .map(({ input, output }) => [JSON.stringify(input), output]),
    );
    return async (probe) =>
      outcomes.get(JSON.stringify(probe)) ?? expect.unreachable(`never asked: ${JSON.stringify(probe)}`);
  };

  test('byte for byte, without network, lines in any order; no probe is sent twice', async () => {
    const port = await realServer({ minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' });
    const { lines, exchange } = recorded(liveTlsExchange());
    const live = await probeTls(target(port), exchange);
    const again = await probeTls(target(port), replayed(lines.toReversed()));
    expect(JSON.stringify(again)).toBe(JSON.stringify(live));
    expect(new Set(lines.map((line) => JSON.stringify(JSON.parse(line).input))).size).toBe(lines.length);
  });

  test('two runs against one server ask the same questions', async () => {
    const port = await realServer({});
    const [first, second] = [recorded(liveTlsExchange()), recorded(liveTlsExchange({ concurrency: 1 }))];
    await probeTls(target(port), first.exchange);
    await probeTls(target(port), second.exchange);
    const inputs = (lines: readonly string[]): string[] =>
      lines.map((line) => JSON.stringify(JSON.parse(line).input)).toSorted();
    expect(inputs(second.lines)).toEqual(inputs(first.lines));
  });
});

describe('never "no" without a word of the server', () => {
  const offered = ({ protocols }: TlsFacts): string[] => Object.values(protocols).map((fact) => fact.offered);

  test('nobody listens', async () => {
    const { port, close } = await scriptedServer(() => ({}));
    await close();
    const facts = await probeTls(target(port), liveTlsExchange(quick));
    expect(facts.problem).toContain('ECONNREFUSED');
    expect(offered(facts)).toEqual(Array.from({ length: 6 }, () => 'unknown'));
  });

  test('silence', async () => {
    const { port } = await script(() => ({}));
    const facts = await probeTls(target(port), liveTlsExchange(quick));
    expect(facts.problem).toContain('no answer within');
    expect(offered(facts).slice(1)).toEqual(Array.from({ length: 5 }, () => 'unknown'));
  });

  test('plain HTTP', async () => {
    const { port } = await script(
      () => ({}),
      () => ({ send: [Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')], end: 'close' }),
    );
    expect((await probeTls(target(port), liveTlsExchange(quick))).problem).toContain('not TLS');
  });

  test('resets on old versions beside answers on a new one', async () => {
    const answer = plainServer([0xc02f], [rsaLeaf.certificate]);
    const { port } = await script((hello) => (hello.version < 0x0303 ? { end: 'reset' } : answer(hello)));
    const { protocols, suites } = await probeTls(target(port), liveTlsExchange(quick));
    expect(protocols).toMatchObject({
      SSLv3: { offered: 'unknown' },
      TLSv1: { offered: 'unknown', why: 'ECONNRESET' },
      'TLSv1.2': { offered: 'yes' },
      'TLSv1.3': { offered: 'no' },
    });
    expect(suites['TLSv1.2']).toMatchObject({ names: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'], complete: true });
  });

  test('resets in the middle of the enumeration leave it incomplete', async () => {
    const answer = plainServer([0xc02f, 0xc030], [rsaLeaf.certificate]);
    const { port } = await script((hello) =>
      hello.suites.includes(0xc02f) || hello.suites.includes(0x1301) ? answer(hello) : { end: 'reset' },
    );
    const { suites } = await probeTls(target(port), liveTlsExchange(quick));
    expect(suites['TLSv1.2']).toMatchObject({ names: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'], complete: false });
  });

  test('closing means no only when the server also closes on a hello that nobody could accept', async () => {
    const closing =
      (suites: readonly number[]) =>
      (hello: SeenHello): Script => {
        const script = plainServer(suites, [rsaLeaf.certificate])(hello);
        return script.end === 'close' ? { end: 'close' } : script;
      };
    const { port } = await script(closing([0xc02f]));
    const facts = await probeTls(target(port), liveTlsExchange(quick));
    expect(facts.protocols.TLSv1).toMatchObject({ offered: 'no', why: expect.stringContaining('no suite can fit') });
    expect(facts.suites['TLSv1.2']?.complete).toBe(true);
  });

  test('closing where another refusal is an alert is not known', async () => {
    const answer = plainServer([0xc02f], [rsaLeaf.certificate]);
    const { port } = await script((hello) => (hello.version === 0x0301 ? { end: 'close' } : answer(hello)));
    expect((await probeTls(target(port), liveTlsExchange(quick))).protocols.TLSv1.offered).toBe('unknown');
  });

  test('an alert that is no refusal', async () => {
    const answer = plainServer([0xc02f], [rsaLeaf.certificate]);
    const { port } = await script((hello) =>
      hello.version === 0x0301 ? { send: [alert(80)], end: 'close' } : answer(hello),
    );
    expect((await probeTls(target(port), liveTlsExchange(quick))).protocols.TLSv1).toEqual({
      offered: 'unknown',
      why: 'alert 80',
    });
  });
});

describe('odd servers', () => {
  test('a warning about the server name does not end the handshake', async () => {
    const answer = plainServer([0xc02f], [rsaLeaf.certificate]);
    const { port } = await script((hello) => {
      const script = answer(hello);
      return script.end === 'close' ? script : { send: [alert(112, 1), ...(script.send ?? [])] };
    });
    expect((await probeTls(target(port), liveTlsExchange(quick))).protocols['TLSv1.2'].offered).toBe('yes');
  });

  test('one byte to a record, a thousand names in the certificate', async () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `n${index}.test`);
    const large = issue({ subject: 'lab.test', names });
    const { port } = await script((hello) => {
      const script = plainServer([0xc02f], [large.certificate])(hello);
      if (script.end === 'close') return script;
      const pieces = (script.send ?? []).flatMap((bytes) =>
        [...bytes.subarray(5)].map((byte) => Uint8Array.of(22, 3, 3, 0, 1, byte)),
      );
      return { send: [Buffer.concat(pieces)] };
    });
    const { chains } = await probeTls(target(port), liveTlsExchange({ ...quick, answerMs: 2_000 }));
    expect(chains[0]?.certificates[0]).toMatchObject({ names: { dns: names } });
  });

  test('choking on many extensions: asked again with few', async () => {
    const answer = plainServer([0xc02f], [rsaLeaf.certificate]);
    const { port } = await script((hello) => (hello.extensions.has(16) ? { end: 'reset' } : answer(hello)));
    const facts = await probeTls(target(port), liveTlsExchange(quick));
    expect(facts.protocols['TLSv1.2'].offered).toBe('yes');
    expect(facts.heartbeat).toEqual({ known: false, why: expect.stringContaining('without this extension') });
  });

  test('compression, heartbeat, and no secure renegotiation', async () => {
    const { port } = await script(
      plainServer([0xc02f], [rsaLeaf.certificate], { compression: 1, extensions: [[15, Uint8Array.of(1)]] }),
    );
    expect(await probeTls(target(port), liveTlsExchange(quick))).toMatchObject({
      compression: { known: true, value: true },
      heartbeat: { known: true, value: true },
      secureRenegotiation: { known: true, value: false },
    });
  });

  test.each([512, 1023, 1024, 2047, 2048])(
    'a Diffie-Hellman prime of %i bits, with the same value each time',
    async (bits) => {
      const { port } = await script(plainServer([0x009e], [rsaLeaf.certificate], { prime: fakePrime(bits) }));
      const { dh } = await probeTls(target(port), liveTlsExchange(quick));
      expect(dh).toEqual([{ protocol: 'TLSv1.2', bits, knownPrime: null, reused: 'yes' }]);
    },
  );

  test('a suite that was not offered ends the enumeration as incomplete', async () => {
    const { port } = await script((hello) =>
      hello.version < 0x0303 || hello.extensions.has(43)
        ? { send: [alert(70)], end: 'close' }
        : { send: flight(serverHello(0xc02f), helloDone) },
    );
    expect((await probeTls(target(port), liveTlsExchange(quick))).suites['TLSv1.2']).toMatchObject({
      names: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
      complete: false,
    });
  });

  test('a certificate that is garbage is kept with the reason', async () => {
    const { port } = await script(plainServer([0xc02f], [Buffer.from('not a certificate')]));
    expect((await probeTls(target(port), liveTlsExchange(quick))).chains[0]?.certificates[0]).toMatchObject({
      unreadable: expect.any(String),
    });
  });
});

describe('pace and budget', () => {
  test.each([1, 3, 8])('never more than %i unanswered hellos at once', async (concurrency) => {
    const answer = plainServer([0xc02f, 0xc030, 0x009c, 0x002f, 0x0035], [rsaLeaf.certificate]);
    const waiting: (() => void)[] = [];
    const release = (): void => {
      for (const go of waiting.splice(0)) go();
    };
    let most = 0;
    const { port } = await script((hello) => {
      const after = new Promise<void>((resolve) => waiting.push(resolve));
      most = Math.max(most, waiting.length);
      // Whoever else may come comes before the timer, or is not allowed to.
      if (waiting.length === 1) setTimeout(release, 25);
      return { ...answer(hello), after };
    });
    await probeTls(target(port), liveTlsExchange({ connectMs: 2_000, answerMs: 2_000, totalMs: 10_000, concurrency }));
    expect(most).toBeLessThanOrEqual(concurrency);
    if (concurrency > 1) expect(most).toBeGreaterThan(1);
  });

  test('a tarpit costs the budget and no more; what was not sent is skipped', async () => {
    const { port } = await script(() => ({}));
    const ends: string[] = [];
    const live = liveTlsExchange({ connectMs: 500, answerMs: 200, totalMs: 300, concurrency: 2 });
    const facts = await probeTls(target(port), async (probe) => {
      const outcome = await live(probe);
      ends.push(outcome.end);
      return outcome;
    });
    expect(ends).toContain('skipped');
    expect(facts.connections).toBe(ends.filter((end) => end !== 'skipped').length);
  });

  test('a slow drip ends at the time limit of one answer', async () => {
    const { port } = await script(() => ({ send: [Uint8Array.of(22)] }));
    expect((await probeTls(target(port), liveTlsExchange(quick))).problem).toContain('no answer within');
  });
});
