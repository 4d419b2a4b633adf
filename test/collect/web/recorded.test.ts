import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { readEvidence } from '../../../src/collect/evidence/reader.ts';
import { openEvidence } from '../../../src/collect/evidence/writer.ts';
import tls from '../../../src/collect/web/collectors/tls.ts';
import { plainHandshakes, type WebPort } from '../../../src/collect/web/port.ts';
import { recordWeb, replayWeb } from '../../../src/collect/web/recorded.ts';
import { liveTlsExchange } from '../../../src/collect/web/tls/live-exchange.ts';
import { issue, rsaKey } from '../../servers/tls/certificates.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

const leaf = issue({ subject: 'lab.test', names: ['lab.test'], key: rsaKey() });
const serve = async (): Promise<number> => {
  const key = leaf.key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const server = createServer({ key, cert: leaf.pem, ciphers: 'AES128-GCM-SHA256', maxVersion: 'TLSv1.2' });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

const live = (port: number, active: boolean): WebPort => ({
  endpoint: { host: 'lab.test', port },
  signal: new AbortController().signal,
  exchange: () => Promise.reject(new Error('not asked')),
  resolve: async ({ type }) => ({ ok: true, records: type === 'A' ? ['127.0.0.1'] : [] }),
  preload: async () => null,
  ranges: async () => null,
  roots: async () => ({ store: 'none', certificates: [] }),
  crl: null,
  handshakes: { ...plainHandshakes, active },
  tls: liveTlsExchange({ reactionMs: 200, totalMs: 20_000 }),
});

test.each([true, false])('handshakes are judged again as they were asked for (active: %s)', async (active) => {
  const directory = mkdtempSync(join(tmpdir(), 'recorded-'));
  const web = live(await serve(), active);
  const before = await tls.collect(recordWeb(web, openEvidence(join(directory, 'evidence'))));
  const after = await tls.collect(replayWeb(readEvidence(join(directory, 'evidence')), web.endpoint, web.signal));
  expect(after).toEqual(before);
  const bugs = Object.keys(before.items[0]?.addresses[0]?.active ?? {});
  expect(bugs).toEqual(active ? expect.arrayContaining(['ccs-injection', 'robot', 'ticketbleed']) : []);
});
