import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEvidence } from '../../../src/collect/evidence/reader.ts';
import { openEvidence } from '../../../src/collect/evidence/writer.ts';
import { createExchange, defaultFetchOptions } from '../../../src/collect/web/http/exchange.ts';
import { plainHandshakes, type WebPort } from '../../../src/collect/web/port.ts';
import { recordWeb, replayWeb } from '../../../src/collect/web/recorded.ts';
import { createCrls } from '../../../src/collect/web/revocation/crl.ts';
import { createRoots } from '../../../src/collect/web/roots.ts';
import { collectTls } from '../../../src/collect/web/tls/collect-tls.ts';
import { liveTlsExchange } from '../../../src/collect/web/tls/live-exchange.ts';
import { gradeEndpoint } from '../../../src/derive/tls/endpoint-grade.ts';
import { tlsPage } from '../../../src/derive/tls/page.ts';
import { tlsReport } from '../../../src/derive/tls/report.ts';
import type { ChainTrust } from '../../../src/domain/tls.ts';
import { type OpensslCa, opensslCa } from './openssl-ca.ts';
import { installed, type Running } from './real-servers.ts';

const { signal } = new AbortController();
const scope = { accounts: [], regions: [], endpoints: [] };

/** What a scan does with one endpoint, with the authority's root as the only one trusted. */
const liveWeb = (ca: OpensslCa, port: number): WebPort => {
  const exchange = createExchange({ ...defaultFetchOptions, allowPrivate: true });
  const resolve: WebPort['resolve'] = async ({ type }) => ({ ok: true, records: type === 'A' ? ['127.0.0.1'] : [] });
  const tls = liveTlsExchange();
  return {
    endpoint: { host: 'lab.test', port },
    signal,
    exchange,
    resolve,
    tls,
    preload: async () => null,
    roots: createRoots({ name: 'lab', pem: ca.rootPem }),
    crl: createCrls()({ exchange, resolve }),
    ranges: async () => null,
    handshakes: plainHandshakes,
  };
};

const judge = async (
  web: WebPort,
): Promise<{ readonly trust: ChainTrust; readonly page: string; readonly caps: readonly string[] }> => {
  const [endpoint] = (await collectTls(web)).items;
  if (endpoint === undefined) throw new Error('nothing collected');
  const [graded] = gradeEndpoint(endpoint, 'no-http', Date.now());
  const [trust] = graded?.trust ?? [];
  if (graded === undefined || trust === undefined) throw new Error('nothing graded');
  const report = tlsReport('lab.test', 443, [{ ...graded, seconds: 0 }]);
  return { trust, page: tlsPage(report), caps: graded.grade.caps.map(({ rule }) => rule) };
};

describe.skipIf(!installed('openssl'))('certificates of an OpenSSL authority', () => {
  let ca: OpensslCa;
  const running: Running[] = [];
  beforeAll(async () => {
    ca = await opensslCa();
    const san = 'subjectAltName=DNS:lab.test';
    const list = `crlDistributionPoints=URI:${ca.web}/int.crl`;
    const responder = `authorityInfoAccess=OCSP;URI:${ca.responder}`;
    ca.issue('stapled', [san, responder]);
    ca.issue('stapled-revoked', [san, responder], { state: 'revoked' });
    ca.issue('listed', [san, list]);
    ca.issue('listed-revoked', [san, list], { state: 'revoked' });
    ca.issue('asked', [san, responder]);
    ca.issue('asked-revoked', [san, responder], { state: 'revoked' });
    ca.issue('unreachable', [san, 'authorityInfoAccess=OCSP;URI:http://127.0.0.1:1/']);
    ca.issue('must-staple', [san, list, 'tlsfeature=status_request']);
    ca.issue('lonely', [san, list, `authorityInfoAccess=caIssuers;URI:${ca.web}/int.der`]);
    ca.issue('lonely-pkcs7', [san, list, `authorityInfoAccess=caIssuers;URI:${ca.web}/int.p7c`]);
    ca.issue('lost', [san, list, `authorityInfoAccess=caIssuers;URI:${ca.web}/nowhere.der`]);
    ca.issue('crossed', [san, list]);
    const authority = ['basicConstraints=critical,CA:true', 'keyUsage=critical,keyCertSign,cRLSign'];
    ca.issue('old-root', authority, { by: 'old-root' });
    ca.openssl('x509', '-in', 'int.pem', '-outform', 'DER', '-out', 'int.der');
    ca.openssl('crl2pkcs7', '-nocrl', '-certfile', 'int.pem', '-outform', 'DER', '-out', 'int.p7c');
    ca.publishList('root');
    ca.publishList();
    await ca.respond();
  });
  afterAll(() => {
    for (const { stop } of running) stop();
    ca.stop();
  });
  const see = async (name: string, options: Parameters<OpensslCa['serve']>[1] = {}) => {
    const server = await ca.serve(name, options);
    running.push(server);
    return judge(liveWeb(ca, server.port));
  };
  const codes = (list: readonly { readonly code: string }[]): readonly string[] => list.map(({ code }) => code);

  test('a good staple', async () => {
    ca.staple('stapled', 'good.ocsp');
    const { trust, page } = await see('stapled', { staple: 'good.ocsp' });
    expect(trust).toMatchObject({ trusted: 'yes', problems: [], path: ['CN=stapled', 'CN=int', 'CN=root'] });
    expect(trust.revocation).toMatchObject([
      { state: 'good', source: 'staple' },
      { state: 'good', source: 'crl' },
    ]);
    expect(page).toContain('CN=stapled is not revoked, by the stapled response of ');
  });

  test('a staple that says revoked: F', async () => {
    ca.staple('stapled-revoked', 'bad.ocsp');
    const { trust, caps } = await see('stapled-revoked', { staple: 'bad.ocsp' });
    expect(trust.trusted).toBe('no');
    expect(codes(trust.problems)).toEqual(['revoked']);
    expect(trust.revocation[0]).toMatchObject({ state: 'revoked', source: 'staple' });
    expect(trust.problems[0]?.text).toContain('2026-01-01 (keyCompromise)');
    expect(caps[0]).toBe('revoked');
  });

  test('the staple of another certificate is of no use; the responder is asked', async () => {
    ca.staple('stapled', 'good.ocsp');
    const { trust } = await see('asked', { staple: 'good.ocsp' });
    expect(codes(trust.remarks)).toEqual(['bad-staple']);
    expect(trust.revocation[0]).toMatchObject({ state: 'good', source: 'ocsp' });
  });

  test.each([
    ['listed', 'good', 'crl'],
    ['listed-revoked', 'revoked', 'crl'],
    ['asked', 'good', 'ocsp'],
    ['asked-revoked', 'revoked', 'ocsp'],
  ])('%s: %s by %s', async (name, state, source) => {
    const { trust } = await see(name);
    expect(trust.revocation[0]).toMatchObject({ state, source });
    expect(codes(trust.problems)).toEqual(state === 'good' ? [] : ['revoked']);
  });

  test('an unreachable responder leaves it unchecked, and graded', async () => {
    const { trust } = await see('unreachable');
    expect(trust).toMatchObject({ trusted: 'yes', problems: [] });
    expect(trust.revocation[0]).toMatchObject({ state: 'unchecked', source: null });
    expect(codes(trust.remarks)).toEqual(['revocation-unchecked']);
    expect(trust.remarks[0]?.text).toContain('refused');
  });

  test('must-staple without a staple', async () =>
    expect(codes((await see('must-staple')).trust.remarks)).toEqual(['must-staple-without-staple']));

  test.each(['lonely', 'lonely-pkcs7'])(
    '%s: an incomplete chain is completed from where the certificate says',
    async (name) => {
      const { trust, caps } = await see(name, { chain: [] });
      expect(trust).toMatchObject({ trusted: 'yes', problems: [] });
      expect(codes(trust.remarks)).toEqual(['incomplete']);
      expect(trust.revocation).toMatchObject([{ source: 'crl' }, { source: 'crl' }]);
      expect(caps).toEqual(['incomplete-chain']);
    },
  );

  test('an incomplete chain that nothing completes: trust is not known', async () => {
    const { trust } = await see('lost', { chain: [] });
    expect(trust.trusted).toBe('unknown');
    expect(codes(trust.problems)).toEqual(['incomplete-chain']);
  });

  test('an expired cross-sign beside a valid path does no harm', async () => {
    const constraints = ['basicConstraints=critical,CA:true'];
    ca.issue('int-cross', constraints, { by: 'old-root', key: 'int.key', days: -1 });
    const { trust } = await see('crossed', { chain: ['int-cross', 'int'] });
    expect(trust).toMatchObject({ trusted: 'yes', problems: [], path: ['CN=crossed', 'CN=int', 'CN=root'] });
  });

  test.each(['listed-revoked', 'asked-revoked', 'lonely', 'lost'])('%s: the same from the evidence', async (name) => {
    const server = await ca.serve(name, { chain: name.startsWith('lo') ? [] : ['int'] });
    running.push(server);
    const folder = mkdtempSync(join(tmpdir(), 'claimcheck-evidence-'));
    const writer = openEvidence(folder);
    const web = liveWeb(ca, server.port);
    const live = await judge(recordWeb(web, writer));
    const now = new Date().toISOString();
    writer.close({
      version: '0',
      startedAt: now,
      finishedAt: now,
      scope: { asked: scope, reached: scope },
      awsInScope: false,
      discover: false,
    });
    server.stop();
    const replayed = await judge(replayWeb(readEvidence(folder), web.endpoint, signal));
    expect(replayed.trust).toEqual(live.trust);
  });
});
