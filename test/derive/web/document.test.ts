import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectDocument } from '../../../src/collect/web/http/document.ts';
import { createExchange, defaultFetchOptions } from '../../../src/collect/web/http/exchange.ts';
import { judgeDocument } from '../../../src/derive/web/document.ts';
import type { ExchangeOutput, WebChain } from '../../../src/domain/web.ts';
import { createAuthority } from '../../servers/http/certificates.ts';
import { type Running, startHttps } from '../../servers/http/servers.ts';
import { answer, chain, failed, hop, redirectTo } from './http-facts.ts';

const URL = 'https://www.example.com/privacy';
const long = 'We keep what you give us. '.repeat(20);

const page = (
  text: string,
  type = 'text/html; charset=utf-8',
  encoding: 'utf8' | 'base64' = 'utf8',
): ExchangeOutput => ({
  ok: true,
  response: {
    status: 200,
    headers: [['content-type', type]],
    headersCut: false,
    body: { encoding, text, cut: false },
    tls: null,
  },
});
const judge = (of: WebChain) => judgeDocument({ url: URL, endpoint: 'www.example.com:443', chain: of, sha256: null });
const one = (outcome: ExchangeOutput) => judge(chain([hop(URL, outcome)])).status;

describe('a document is', () => {
  test.each([
    ['a page with text', page(`<title>Privacy</title><p>${long}`), 'published'],
    ['a PDF', page('JVBERi0=', 'application/pdf', 'base64'), 'published'],
    ['a text', page('hello', 'text/plain'), 'published'],
    ['a page in another character set', page('/w==', 'text/html', 'base64'), 'published'],
    ['a long page with a login in its corner', page(`<p>${long.repeat(10)}</p><input type=password>`), 'published'],
    ['a login form', page('<h1>Sign in</h1><input type=password>'), 'missing'],
    ['an empty answer', page(''), 'missing'],
    ['404', answer(404), 'missing'],
    ['204', answer(204), 'missing'],
    ['an application shell', page('<div id=root></div><script src=a.js></script>'), 'unseen'],
    ['a wall against robots', answer(403), 'unseen'],
    ['a server error', answer(502), 'unseen'],
    ['a timeout', failed('timeout'), 'unseen'],
    ['a certificate that does not verify', failed('tls', 'tls'), 'unseen'],
  ] as const)('%s: %s', (_, outcome, status) => {
    expect(one(outcome)).toBe(status);
  });

  test('what its redirects lead to', () => {
    const first = hop(URL, redirectTo('/en/privacy'));
    expect(judge(chain([first, hop(`${URL}/en`, page(`<title>P</title>${long}`))]))).toMatchObject({
      status: 'published',
      title: 'P',
    });
    expect(judge(chain([first], 'loop')).status).toBe('missing');
    expect(judge(chain([first, hop('http://www.example.com/', page(long))])).because).toBe(
      'it is served in plaintext only',
    );
  });
});

describe('reading', () => {
  const authority = createAuthority();
  let server: Running;
  beforeAll(async () => {
    server = await startHttps(authority.issue(['www.example.com']), (request, response) => {
      if (request.url === '/old') response.writeHead(301, { Location: '/new' }).end();
      else response.setHeader('Content-Type', 'text/html').end(`<p>${long}`);
    });
  });
  afterAll(() => server.close());

  test('redirects are followed and the text is hashed', async () => {
    const ports = {
      exchange: createExchange({ ...defaultFetchOptions, allowPrivate: true, trustStore: authority.pem }),
      resolve: async () => ({ ok: true, records: ['127.0.0.1'] }) as const,
      preload: async () => null,
    };
    const facts = await collectDocument(`https://www.example.com:${server.port}/old#section`, ports);
    expect(judgeDocument(facts).status).toBe('published');
    expect(facts.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(facts.chain.hops.map(({ url }) => url.split('/').at(-1))).toEqual(['old', 'new']);
  });
});
