import type { RequestListener } from 'node:http';
import { type Answer, decode, encode } from 'dns-packet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDnssec } from '../../../../src/collect/web/dns/dnssec-facts.ts';
import { createResolve, defaultResolveOptions } from '../../../../src/collect/web/dns/resolve.ts';
import { createExchange, defaultFetchOptions } from '../../../../src/collect/web/http/exchange.ts';
import { judgeDelegation, judgeDnssec } from '../../../../src/derive/web/dnssec.ts';
import { createAuthority } from '../../../servers/http/certificates.ts';
import { type Running, startHttps } from '../../../servers/http/servers.ts';

const AD = 1 << 5;
const CD = 1 << 4;
type Said = 'signed' | 'unsigned' | 'servfail' | 'nxdomain';
type Script = (name: string, unchecked: boolean) => Said;

/** What a validating resolver says: the root is signed, dnssec-failed.org and forged.example are signed wrongly. */
const honest: Script = (name, unchecked) => {
  if (name === '.' || name === 'signed.example') return 'signed';
  if (name === 'dnssec-failed.org' || name === 'forged.example') return unchecked ? 'unsigned' : 'servfail';
  if (name === 'broken.example') return 'servfail';
  return name === 'gone.example' ? 'nxdomain' : 'unsigned';
};

const codes = { signed: AD, unsigned: 0, servfail: 2, nxdomain: 3 };
const resolverOf =
  (script: Script, asked: string[] = []): RequestListener =>
  (request, response) => {
    const text = new URL(request.url ?? '', 'https://doh.localhost').searchParams.get('dns') ?? '';
    const { id, questions = [], flags = 0, additionals = [] } = decode(Buffer.from(text, 'base64url'));
    const { name = '', type } = questions[0] ?? {};
    asked.push(
      `${type} ${name}${(flags & CD) === 0 ? '' : ' +cd'}${additionals[0]?.type === 'OPT' ? '' : ' without DO'}`,
    );
    response.setHeader('content-type', 'application/dns-message');
    const said = script(name, (flags & CD) !== 0);
    const digest = { keyTag: 1, algorithm: 13, digestType: 2, digest: Buffer.alloc(32) };
    const answers: Answer[] = type === 'DS' && said === 'signed' ? [{ type, name, data: digest }] : [];
    response.end(encode({ type: 'response', id: id ?? 0, flags: codes[said], questions, answers }));
  };

const authority = createAuthority();
const identity = authority.issue(['doh.localhost']);
const servers: Running[] = [];
const asked: string[] = [];
const start = async (listener: RequestListener): Promise<string> => {
  const server = await startHttps(identity, listener);
  servers.push(server);
  return `https://doh.localhost:${server.port}/dns-query`;
};

/** For each question anew: how fast one host is asked is no matter of these tests. */
const ports = () => ({
  exchange: createExchange({ ...defaultFetchOptions, allowPrivate: true, trustStore: authority.pem, timeout: 2_000 }),
  resolve: createResolve(defaultResolveOptions),
});
const measure = async (resolvers: readonly string[], host: string) =>
  judgeDnssec(await createDnssec(resolvers)(host, ports(), AbortSignal.timeout(5_000)));

let urls: Readonly<Record<'honest' | 'trusting' | 'rootless' | 'page' | 'forger' | 'chatter', string>>;
beforeAll(async () => {
  urls = {
    honest: await start(resolverOf(honest, asked)),
    trusting: await start(resolverOf((name) => (name === '.' ? 'signed' : 'unsigned'))),
    rootless: await start(resolverOf((name) => (name === 'dnssec-failed.org' ? 'servfail' : 'unsigned'))),
    page: await start((_request, response) => response.setHeader('content-type', 'text/html').end('<p>Sign in')),
    forger: await start(resolverOf((name, cd) => (name === 'plain.example' ? 'signed' : honest(name, cd)))),
    chatter: await start((_request, response) => {
      const questions = [{ type: 'SOA', name: 'other.example' } as const];
      response.setHeader('content-type', 'application/dns-message');
      response.end(encode({ type: 'response', id: 0, flags: AD, questions }));
    }),
  };
});
afterAll(() => Promise.all(servers.map((server) => server.close())));

describe('DNSSEC', () => {
  test.each([
    ['signed.example', 'secure'],
    ['plain.example', 'insecure'],
    ['gone.example', 'insecure'],
    ['forged.example', 'bogus'],
    ['broken.example', 'unknown'],
  ])('%s is %s', async (host, state) => {
    expect(await measure([urls.honest], host)).toBe(state);
  });

  test.each([
    ['accepts what is signed wrongly', 'trusting'],
    ['never sets AD', 'rootless'],
    ['is a login page', 'page'],
    ['answers another question', 'chatter'],
  ] as const)('a resolver that %s proves nothing', async (_, name) => {
    expect(await measure([urls[name]], 'signed.example')).toBe('unknown');
  });

  test('resolvers must agree, and one at least be asked', async () => {
    expect(await measure([urls.honest, urls.forger], 'signed.example')).toBe('secure');
    expect(await measure([urls.honest, urls.forger], 'plain.example')).toBe('unknown');
    expect(await measure([], 'signed.example')).toBe('not-measured');
  });

  test('a resolver is shown to validate once a run, and unchecked data is asked for last', async () => {
    const read = createDnssec([urls.honest]);
    asked.length = 0;
    for (const host of ['forged.example', 'plain.example']) await read(host, ports(), AbortSignal.timeout(5_000));
    expect(asked.filter((question) => /SOA (?:\.|dnssec-failed\.org)$/.test(question))).toHaveLength(2);
    expect(asked.filter((question) => question.includes('.example'))).toEqual([
      'SOA forged.example',
      'DS forged.example',
      'SOA forged.example +cd',
      'SOA plain.example',
      'DS plain.example',
    ]);
  });

  test.each([
    ['signed.example', ['honest'], 'signed'],
    ['www.signed.example', ['honest'], 'signed'],
    ['plain.example', ['honest'], 'unsigned'],
    ['gone.example', ['honest'], 'unsigned'],
    ['broken.example', ['honest'], 'unknown'],
    ['signed.example', ['honest', 'trusting'], 'unknown'],
    ['signed.example', ['page'], 'unknown'],
    ['signed.example', [], 'not-measured'],
  ] as const)('the delegation of %s, asked of %j, is %s', async (host, resolvers, state) => {
    const read = createDnssec(resolvers.map((name) => urls[name]));
    expect(judgeDelegation(await read(host, ports(), AbortSignal.timeout(5_000)))).toBe(state);
  });
});
