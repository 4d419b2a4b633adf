import { describe, expect, test } from 'vitest';
import { collectRevocation } from '../../../../src/collect/web/revocation/collect-revocation.ts';
import { completeChains } from '../../../../src/collect/web/revocation/complete-chains.ts';
import { createCrls } from '../../../../src/collect/web/revocation/crl.ts';
import type { FetchPorts } from '../../../../src/collect/web/revocation/fetch.ts';
import type { ChainFacts } from '../../../../src/domain/tls.ts';
import type { ExchangeInput } from '../../../../src/domain/web.ts';
import { readCertificate } from '../../../../src/parse/x509/certificate.ts';
import { certificateParts } from '../../../../src/parse/x509/certificate-parts.ts';
import { der, extension, type Issued, issue, oid } from '../../../servers/tls/certificates.ts';
import { loaded, makeList, makeResponse } from '../../../servers/tls/revocation-makers.ts';

const uri = (url: string): Buffer => der(0x86, Buffer.from(url));
const access = (method: string, ...urls: readonly string[]): Buffer =>
  extension('1.3.6.1.5.5.7.1.1', false, der(0x30, ...urls.map((url) => der(0x30, oid(method), uri(url)))));
const issuers = (...urls: readonly string[]): Buffer => access('1.3.6.1.5.5.7.48.2', ...urls);
const responders = (...urls: readonly string[]): Buffer => access('1.3.6.1.5.5.7.48.1', ...urls);
const lists = (...urls: readonly string[]): Buffer =>
  extension('2.5.29.31', false, der(0x30, ...urls.map((url) => der(0x30, der(0xa0, der(0xa0, uri(url)))))));

const root = issue({ subject: 'Root', ca: true });
const authority = (name: string, issuer: Issued, url: string): Issued =>
  issue({ subject: name, ca: true, issuer, extensions: [issuers(url)] });
const chain = (...certificates: readonly Issued[]): ChainFacts => ({
  protocol: 'TLSv1.3',
  certificates: certificates.map(({ certificate }) => readCertificate(certificate)),
  staple: null,
  handshakeScts: false,
});

/** A web of documents at http URLs, and what was asked of it. */
const webOf = (pages: Readonly<Record<string, Uint8Array>>) => {
  const asked: ExchangeInput[] = [];
  const ports: FetchPorts = {
    resolve: async ({ type }) => ({ ok: true, records: type === 'A' ? ['192.0.2.1'] : [] }),
    exchange: async (input) => {
      asked.push(input);
      const page = pages[input.url];
      if (page === undefined)
        return { ok: false, error: { kind: 'refused', phase: 'connect', detail: 'ECONNREFUSED' } };
      const text = Buffer.from(page.subarray(0, input.body)).toString('base64');
      const body = { encoding: 'base64' as const, text, cut: page.length > input.body };
      return { ok: true, response: { status: 200, headers: [], headersCut: false, body, tls: null } };
    },
  };
  return { ports, asked };
};
const findRoots = async (subjects: readonly string[]) => {
  const facts = readCertificate(root.certificate);
  return 'unreadable' in facts || !subjects.includes('CN=Root') ? [] : [facts];
};

describe('missing intermediates', () => {
  const one = authority('One', root, 'http://ca.test/root');
  const two = authority('Two', one, 'http://ca.test/one');
  const three = authority('Three', two, 'http://ca.test/two');
  const four = authority('Four', three, 'http://ca.test/three');
  const leafOf = (issuer: Issued, ...urls: readonly string[]) =>
    issue({ subject: 'lab.test', issuer, extensions: [issuers(...urls)] });
  const pages = {
    'http://ca.test/one': one.certificate,
    'http://ca.test/two': two.certificate,
    'http://ca.test/three': Buffer.from(three.pem),
    'http://ca.test/four': four.certificate,
    'http://ca.test/large': Buffer.concat([one.certificate, Buffer.alloc(64_000)]),
    'http://ca.test/junk': Buffer.from('hello'),
    'http://ca.test/root': root.certificate,
  };
  const complete = async (sent: readonly Issued[], web = webOf(pages)) => {
    const { intermediates } = await completeChains([chain(...sent)], findRoots, web.ports);
    return { brought: intermediates.map(({ commonName }) => commonName), asked: web.asked.map(({ url }) => url) };
  };

  test.each<[string, readonly Issued[], readonly string[], readonly string[]]>([
    ['one is fetched', [leafOf(one, 'http://ca.test/one')], ['One'], ['http://ca.test/one']],
    [
      'three in a row are fetched, one as PEM',
      [leafOf(three, 'http://ca.test/three')],
      ['Three', 'Two', 'One'],
      ['http://ca.test/three', 'http://ca.test/two', 'http://ca.test/one'],
    ],
    [
      'a fourth is not',
      [leafOf(four, 'http://ca.test/four')],
      ['Four', 'Three', 'Two'],
      ['http://ca.test/four', 'http://ca.test/three', 'http://ca.test/two'],
    ],
    ['a complete chain asks nobody', [leafOf(one, 'http://ca.test/one'), one], [], []],
    [
      'the second URL, where the first is silent',
      [leafOf(one, 'http://ca.test/gone', 'http://ca.test/one')],
      ['One'],
      ['http://ca.test/gone', 'http://ca.test/one'],
    ],
    [
      'two URLs, no third',
      [leafOf(one, 'http://ca.test/junk', 'http://ca.test/gone', 'http://ca.test/one')],
      [],
      ['http://ca.test/junk', 'http://ca.test/gone'],
    ],
    ['what is too large is not read', [leafOf(one, 'http://ca.test/large')], [], ['http://ca.test/large']],
    ['what did not issue it is not taken', [leafOf(one, 'http://ca.test/two')], [], ['http://ca.test/two']],
    ['plain HTTP alone', [leafOf(one, 'https://ca.test/one')], [], []],
    ['no certificate to start from', [], [], []],
  ])('%s', async (_, sent, brought, asked) => expect(await complete(sent)).toEqual({ brought, asked }));

  test('nothing is fetched where nothing may be', async () => {
    const { intermediates, roots } = await completeChains([chain(leafOf(one, 'http://ca.test/one'))], findRoots, null);
    expect({ intermediates, roots }).toEqual({ intermediates: [], roots: [] });
  });
});

describe('revocation', () => {
  const list = 'http://ca.test/list';
  const responder = 'http://ca.test/ocsp';
  const far = { nextUpdate: '2049-01-01T00:00:00Z' };
  const leaf = issue({ subject: 'lab.test', issuer: root, extensions: [lists(list), responders(responder)] });
  const collect = async (pages: Readonly<Record<string, Uint8Array>>, staple: Uint8Array | null = null) => {
    const { ports, asked } = webOf(pages);
    const stapled = { ...chain(leaf), staple: staple === null ? null : Buffer.from(staple).toString('base64') };
    const [facts] = await collectRevocation([stapled], [loaded(root)], { ...ports, crl: createCrls()(ports) });
    return { facts, asked: asked.map(({ url, post }) => `${post === undefined ? 'GET' : 'POST'} ${url}`) };
  };
  const good = makeResponse({ certificate: leaf, issuer: root, ...far });

  test('a staple that answers: nobody is asked', async () => {
    const { facts, asked } = await collect({}, good);
    expect(facts?.staple?.answer?.status).toBe('good');
    expect(asked).toEqual([]);
  });

  test('a list that answers: no responder is asked', async () => {
    const { serial } = certificateParts(loaded(leaf));
    const { facts, asked } = await collect({ [list]: makeList({ issuer: root, revoked: [{ serial }], ...far }) });
    expect(facts?.crls).toMatchObject([{ url: list, ok: true, value: { problem: null, entry: { reason: null } } }]);
    expect(asked).toEqual([`GET ${list}`]);
  });

  test.each<[string, Readonly<Record<string, Uint8Array>>]>([
    ['silent', {}],
    ['expired', { [list]: makeList({ issuer: root, nextUpdate: '2026-01-01T00:00:00Z' }) }],
    ['no list', { [list]: Buffer.from('hello') }],
  ])('a list that is %s: the responder is asked', async (_, pages) => {
    const { facts, asked } = await collect({ ...pages, [responder]: good });
    expect(facts?.ocsp).toMatchObject([{ url: responder, ok: true, value: { answer: { status: 'good' } } }]);
    expect(asked).toEqual([`GET ${list}`, `POST ${responder}`]);
  });

  test('one list serves all certificates, and is fetched once', async () => {
    const { ports, asked } = webOf({ [list]: makeList({ issuer: root, ...far }) });
    const second = issue({ subject: 'other.test', issuer: root, serial: 2, extensions: [lists(list)] });
    const crl = createCrls()(ports);
    const facts = await collectRevocation([chain(leaf), chain(second)], [loaded(root)], { ...ports, crl });
    expect(facts.map(({ crls }) => crls.map(({ ok }) => ok))).toEqual([[true], [true]]);
    expect(asked).toHaveLength(1);
  });

  test('a hundred certificates that sign one another end quickly', async () => {
    const twins = Array.from({ length: 99 }, (_, serial) => issue({ subject: 'Twin', ca: true, serial }));
    const [first = root] = twins;
    const crossed = twins.map((twin) => issue({ subject: 'Twin', ca: true, key: twin.key, issuer: first }));
    const end = issue({ subject: 'lab.test', issuer: first });
    const { ports, asked } = webOf({});
    await completeChains([chain(end, ...crossed)], findRoots, ports);
    const facts = await collectRevocation([chain(end, ...crossed)], [], { ...ports, crl: createCrls()(ports) });
    expect(facts.length).toBeLessThanOrEqual(8);
    expect(asked).toEqual([]);
  });
});
