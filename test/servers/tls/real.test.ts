import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { liveTlsExchange } from '../../../src/collect/web/tls/live-exchange.ts';
import { probeTls, type TlsProbeOptions } from '../../../src/collect/web/tls/probe-tls.ts';
import { grade } from '../../../src/derive/tls/grade.ts';
import { judgeTrust } from '../../../src/derive/tls/trust.ts';
import { storeOf } from '../../../src/derive/tls/trust-path.ts';
import type { TlsFacts } from '../../../src/domain/tls.ts';
import { suiteByName } from '../../../src/parse/tls/suites.ts';
import { readPem } from '../../../src/parse/x509/pem.ts';
import { latencyProxy } from './latency-proxy.ts';
import {
  file,
  files,
  freePort,
  installed,
  lab,
  launch,
  nginx,
  nmap,
  oldNode,
  oldNodeServer,
  type Running,
  rootPem,
  run,
  sslscan,
} from './real-servers.ts';

const running: Running[] = [];
afterEach(() => {
  for (const { stop } of running.splice(0)) stop();
});
const start = async (server: Promise<Running>): Promise<number> => {
  const started = await server;
  running.push(started);
  return started.port;
};

const probe = (port: number, options: TlsProbeOptions = {}): Promise<TlsFacts> =>
  probeTls(
    { host: 'lab.test', port, address: '127.0.0.1', serverName: 'lab.test', starttls: null },
    liveTlsExchange({ totalMs: 60_000 }),
    options,
  );
const letterOf = (facts: TlsFacts): string | null => {
  const store = storeOf(readPem([rootPem]));
  const trust = facts.chains.map((chain) =>
    judgeTrust(chain, { host: 'lab.test', store, date: '2026-11-22T00:00:00.000Z' }),
  );
  return grade({ facts, trust, hsts: { status: 'present', maxAge: 63_072_000 }, ruleset: '2009r' }).letter;
};
const names = ({ suites }: TlsFacts): string[] =>
  Object.entries(suites).flatMap(([version, { names: list }]) =>
    version === 'SSLv2' ? [] : list.map((name) => `${version} ${name}`),
  );
const codes = (facts: TlsFacts): string[] =>
  names(facts).map((line) => line.replace(/ (\w+)$/, (_, name: string) => ` ${suiteByName(name)?.code ?? name}`));

const MODERN =
  'ssl_protocols TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on; ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305;';
const EVERYTHING = 'ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; ssl_ciphers ALL:COMPLEMENTOFALL:@SECLEVEL=0;';
const OLD_LIST =
  'ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on; ssl_ciphers @SECLEVEL=0:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-SHA256:ECDHE-RSA-AES128-SHA256:ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA:ECDHE-ECDSA-AES256-SHA384:ECDHE-RSA-AES256-SHA384:ECDHE-ECDSA-AES256-SHA:ECDHE-RSA-AES256-SHA:AES128-GCM-SHA256:AES256-GCM-SHA384:AES128-SHA256:AES256-SHA256:AES128-SHA:AES256-SHA;';

describe.skipIf(!installed('nginx'))('nginx', () => {
  describe.skipIf(!installed('sslscan'))('the same suites as sslscan', () => {
    test.each([
      ['modern', MODERN, true],
      ['an old list in the server’s order', OLD_LIST, true],
      ['everything OpenSSL 3 has', EVERYTHING, false],
      ['TLS 1.3 alone', 'ssl_protocols TLSv1.3;', false],
    ])('%s', async (_, directives, ordered) => {
      const port = await start(nginx(directives));
      const [facts, theirs] = [await probe(port), await sslscan(port)];
      expect(codes(facts).toSorted()).toEqual(theirs.toSorted());
      if (ordered)
        for (const version of ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3']) {
          const of = (lines: readonly string[]) => lines.filter((line) => line.startsWith(`${version} `));
          expect(of(codes(facts)), version).toEqual(of(theirs));
        }
    });
  });

  test('modern with a long HSTS is A+, in at most 40 connections', async () => {
    const facts = await probe(await start(nginx(MODERN)));
    expect(letterOf(facts)).toBe('A+');
    expect(facts.connections).toBeLessThanOrEqual(40);
  });

  test('at 50 ms round trip the connections are those counted, at most eight at once', async () => {
    const proxy = await latencyProxy(await start(nginx(MODERN)), 50);
    const facts = await probe(proxy.port);
    expect(facts.connections).toBe(proxy.connections());
    await proxy.close();
    expect(letterOf(facts)).toBe('A+');
  });
});

describe.skipIf(!installed('nmap'))('old Node, the same suites as nmap', () => {
  const ALL = 'ALL:aNULL:eNULL:EXPORT';
  test.each<[string, string, object, readonly string[], readonly string[]]>([
    ['0.8.28', 'OpenSSL 1.0.0', { ciphers: ALL }, [], ['SSLv2', 'SSLv3', 'TLSv1']],
    ['0.10.26', 'OpenSSL 1.0.1e', { ciphers: ALL }, [], ['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2']],
    ['0.12.18', 'OpenSSL 1.0.1u', { ciphers: ALL }, ['--enable-ssl3'], ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2']],
    ['4.9.1', 'OpenSSL 1.0.2', { ciphers: 'ALL:aNULL:eNULL' }, [], ['TLSv1', 'TLSv1.1', 'TLSv1.2']],
    ['8.17.0', 'OpenSSL 1.0.2', { ciphers: 'ALL:aNULL:eNULL' }, [], ['TLSv1', 'TLSv1.1', 'TLSv1.2']],
    ['10.24.1', 'OpenSSL 1.1.1', { ciphers: 'ALL:aNULL:eNULL:@SECLEVEL=0' }, [], ['TLSv1', 'TLSv1.1', 'TLSv1.2']],
  ])('%s (%s)', async (version, _, options, flags, spoken) => {
    const binary = oldNode(version);
    if (binary === null) return;
    const port = await start(oldNodeServer(binary, options, flags));
    const [facts, theirs] = [await probe(port), await nmap(port)];
    expect(names(facts).toSorted()).toEqual(theirs.toSorted());
    const offered = Object.entries(facts.protocols).filter(([, { offered: answer }]) => answer === 'yes');
    expect(offered.map(([name]) => name)).toEqual(spoken);
    expect(letterOf(facts)).toBe('F');
  });

  test('26 (OpenSSL 3.5): a post-quantum group', async () => {
    const binary = oldNode('26.10.0');
    if (binary === null) return;
    const port = await start(oldNodeServer(binary, { ecdhCurve: 'X25519MLKEM768:X25519:P-256' }));
    expect((await probe(port)).groups).toMatchObject({
      tls13: { names: ['X25519MLKEM768', 'x25519', 'secp256r1'] },
      legacy: { names: ['x25519', 'secp256r1'] },
    });
  });
});

describe.skipIf(!installed('gnutls-serv'))('GnuTLS', () => {
  test('renegotiates without RFC 5746: F', async () => {
    const port = await freePort();
    const priority = 'NORMAL:+ARCFOUR-128:+3DES-CBC:+ANON-DH:+RSA:-VERS-TLS1.3:%DISABLE_SAFE_RENEGOTIATION';
    await start(
      launch(
        'gnutls-serv',
        [
          '-q',
          '--port',
          String(port),
          '--x509certfile',
          files.rsaChain,
          '--x509keyfile',
          files.rsaKey,
          '--priority',
          priority,
        ],
        port,
      ),
    );
    const facts = await probe(port, { active: true });
    expect(facts.secureRenegotiation).toEqual({ known: true, value: false });
    expect(facts.active).toMatchObject({
      'insecure-renegotiation': { vulnerable: 'yes' },
      'ccs-injection': { vulnerable: 'no' },
      robot: { vulnerable: 'no' },
      'padding-oracle': { vulnerable: 'no' },
    });
  });
});

describe.skipIf(!installed('openssl'))('openssl s_server', () => {
  const server = async (...args: readonly string[]): Promise<number> => {
    const port = await freePort();
    return start(
      launch(
        'openssl',
        ['s_server', '-accept', String(port), '-cert', files.rsaChain, '-key', files.rsaKey, '-quiet', ...args],
        port,
      ),
    );
  };

  test('records of 512 bytes', async () => {
    const facts = await probe(await server('-max_send_frag', '512', '-cert_chain', files.rsaChain));
    expect(facts.chains[0]?.certificates.length).toBeGreaterThan(1);
  });

  test('no tickets', async () =>
    expect((await probe(await server('-no_ticket', '-tls1_2'))).sessionTickets).toEqual({ known: true, value: false }));
});

describe.skipIf(!installed('java') || !installed('nmap') || !installed('openssl'))('the JDK', () => {
  const SOURCE = `import javax.net.ssl.*; import java.io.*; import java.security.*;
    public class Lab { public static void main(String[] a) throws Exception {
      for (String p : new String[] {"jdk.tls.disabledAlgorithms", "jdk.certpath.disabledAlgorithms", "jdk.tls.legacyAlgorithms"}) Security.setProperty(p, "");
      System.setProperty("jdk.tls.ephemeralDHKeySize", "legacy");
      KeyStore store = KeyStore.getInstance("PKCS12"); store.load(new FileInputStream(a[0]), "changeit".toCharArray());
      KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509"); keys.init(store, "changeit".toCharArray());
      SSLContext context = SSLContext.getInstance("TLS"); context.init(keys.getKeyManagers(), null, null);
      SSLServerSocket server = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(Integer.parseInt(a[1]), 50, java.net.InetAddress.getByName("127.0.0.1"));
      server.setEnabledCipherSuites(server.getSupportedCipherSuites()); server.setEnabledProtocols(server.getSupportedProtocols());
      while (true) { SSLSocket s = (SSLSocket) server.accept(); new Thread(() -> { try { s.startHandshake(); s.close(); } catch (Exception e) { try { s.close(); } catch (Exception f) { } } }).start(); } } }`;

  test('export suites, Diffie-Hellman of 512 and 768 bits, SSL 3.0: the same suites as nmap', async () => {
    const store = join(lab, 'lab.p12');
    await run('openssl', [
      'pkcs12',
      '-export',
      '-in',
      files.rsaChain,
      '-inkey',
      files.rsaKey,
      '-out',
      store,
      '-passout',
      'pass:changeit',
      '-name',
      'lab',
    ]);
    const port = await freePort();
    await start(launch('java', [file('Lab.java', SOURCE), store, String(port)], port));
    const [facts, theirs] = [await probe(port), await nmap(port)];
    expect(names(facts).toSorted()).toEqual(theirs.toSorted());
    expect(new Set(facts.dh.map(({ bits }) => bits))).toEqual(new Set([512, 768]));
    expect(facts.suites.SSLv3?.names).toContain('TLS_RSA_EXPORT_WITH_RC4_40_MD5');
    expect(letterOf(facts)).toBe('F');
  });
});
