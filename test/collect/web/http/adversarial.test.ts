import { networkInterfaces } from 'node:os';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createResolve, defaultResolveOptions } from '../../../../src/collect/web/dns/resolve.ts';
import { createExchange, defaultFetchOptions, Hosts } from '../../../../src/collect/web/http/exchange.ts';
import { collectHttp } from '../../../../src/collect/web/http/http-facts.ts';
import { hasGlobalIpv6 } from '../../../../src/collect/web/http/safety.ts';
import { httpReport } from '../../../../src/derive/web/http-report.ts';
import { httpPage } from '../../../../src/derive/web/page.ts';
import { type Authority, createAuthority } from '../../../servers/http/certificates.ts';
import { type Running, startBytes, startHttp, startHttps, startTlsRaw } from '../../../servers/http/servers.ts';

/** Whole readings of hosts that mean ill, or are only half in order. */
const HOST = 'app.example.com';
const context = { now: Date.UTC(2026, 5, 1), online: null };

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

const read = (port: number, plainPort: number, addresses: readonly string[] = ['127.0.0.1'], trusted = authority) =>
  collectHttp(
    { host: HOST, port, plainPort },
    {
      exchange: createExchange(
        { ...defaultFetchOptions, allowPrivate: true, trustStore: trusted.pem, timeout: 3_000 },
        new Hosts({ burst: 1_000, perSecond: 1_000 }),
      ),
      resolve: createResolve({
        ...defaultResolveOptions,
        servers: ['127.0.0.1:1'],
        overrides: [{ host: HOST, port, addresses }],
      }),
      preload: async () => null,
    },
    { budget: 10_000, retryDelay: 0 },
  );

const hidden = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/;

test('nothing that a host says acts on the terminal that shows it', async () => {
  const ill = '\x9b31m\xe2\x80\xae';
  const bytes = [
    `HTTP/1.1 200 \x1b[31mOK`,
    `Strict-Transport-Security: max-age=1; ${ill}`,
    `Set-Cookie: a${ill}=secret`,
    `Content-Security-Policy: ${ill}`,
    `X-Frame-Options: ${ill}`,
    `Ratelimit: ${ill}`,
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n');
  const identity = authority.issue([HOST]);
  const https = await use(
    startTlsRaw(identity, (socket) => socket.on('data', () => socket.write(Buffer.from(bytes, 'latin1')))),
  );
  const plain = await use(startBytes(`HTTP/1.1 301 \x1b[2J\r\nLocation: https://${HOST}:1/${ill}\r\n\r\n`));
  const facts = await read(https.port, plain.port);
  const page = httpPage(httpReport(facts, context));
  expect(facts.addresses[0]?.secure.first).toMatchObject({ ok: true, response: { status: 200 } });
  expect(page).toContain('browsers ignore');
  expect(page).not.toMatch(hidden);
  expect(JSON.stringify(facts)).not.toMatch(/secret|\[31mOK|\[2J/);
});

test('nor does the subject of a certificate', async () => {
  const ill = createAuthority({ organization: '\x1b[31mEvil\u202e CA' });
  const https = await use(startHttps(ill.issue([HOST]), (_, response) => response.end()));
  const facts = await read(https.port, https.port, ['127.0.0.1'], ill);
  const [address] = facts.addresses;
  expect(address?.secure.first.ok && address.secure.first.response.tls?.issuer.organization).toContain('Evil');
  const dns = {
    host: HOST,
    mailDomain: 'example.com',
    caa: [{ name: HOST, answer: { ok: true, records: ['0 issue \x1b[31mca.example\u202e', '0 \x9bx \x1b]0;x\x07'] } }],
    spf: [{ name: HOST, answer: { ok: true, records: ['v=spf1 include:\x1b[31m\u202e -all'] } }],
    dmarc: [{ name: `_dmarc.${HOST}`, answer: { ok: true, records: ['v=DMARC1; p=\x1b[31m\u202e'] } }],
    mx: { name: HOST, answer: { ok: true, records: ['10 \x1b[31m\u202e'] } },
    mtaSts: { name: HOST, answer: { ok: true, records: ['v=STSv1; id=\x1b[31m'] } },
    tlsRpt: { name: HOST, answer: { ok: true, records: ['v=TLSRPTv1; rua=\x1b[31m'] } },
    mail: { stsPolicy: null, reportConsents: [], spfLookups: [] },
    dnssec: [],
  } as const;
  expect(httpPage(httpReport(facts, context, dns))).not.toMatch(hidden);
});

describe('addresses that differ', () => {
  const loopback6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'));

  const redirecting = (port: number) => (address: string, plainPort: number) =>
    use(
      startHttp(
        (request, response) => response.writeHead(301, { Location: `https://${HOST}:${port}${request.url}` }).end(),
        address,
        plainPort,
      ),
    );

  test.skipIf(!loopback6)('IPv4 is in order, IPv6 is in plaintext', async () => {
    const identity = authority.issue([HOST]);
    const https = await use(startHttps(identity, (_, response) => response.end()));
    await use(startHttps(identity, (_, response) => response.end(), '::1', https.port));
    const plain = await redirecting(https.port)('127.0.0.1', 0);
    await use(startHttp((_, response) => response.end('content'), '::1', plain.port));
    const { httpsOnly } = httpReport(await read(https.port, plain.port, ['127.0.0.1', '::1']), context);
    expect(httpsOnly).toMatchObject({ status: 'violation', code: 'plaintext-content' });
    expect(httpsOnly.because).toMatch(/^::1: content is served/);
  });

  test.skipIf(hasGlobalIpv6())('a machine without IPv6 leaves the question open, and never closes it', async () => {
    const https = await use(startHttps(authority.issue([HOST]), (_, response) => response.end()));
    const plain = await redirecting(https.port)('127.0.0.1', 0);
    const { httpsOnly } = httpReport(await read(https.port, plain.port, ['127.0.0.1', '2600:1f18::1']), context);
    expect(httpsOnly).toMatchObject({ status: 'inconclusive', code: 'no-route' });
    expect(httpsOnly.because).toContain('this machine has no IPv6');
  });

  test('one of four is bad', async () => {
    const identity = authority.issue([HOST]);
    const https = await use(startHttps(identity, (_, response) => response.end()));
    const plain = await redirecting(https.port)('127.0.0.1', 0);
    for (const address of ['127.0.0.2', '127.0.0.3', '127.0.0.4']) {
      await use(startHttps(identity, (_, response) => response.end(), address, https.port));
      if (address === '127.0.0.3') await use(startHttp((_, response) => response.end('content'), address, plain.port));
      else await redirecting(https.port)(address, plain.port);
    }
    const addresses = ['127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.4'];
    const { httpsOnly } = httpReport(await read(https.port, plain.port, addresses), context);
    expect(httpsOnly.status).toBe('violation');
    expect(httpsOnly.addresses.map(({ status }) => status)).toEqual(['ok', 'ok', 'violation', 'ok']);
  });
});
