import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeHttpsOnly } from '../../../src/derive/web/https-only.ts';
import type { AddressFacts, DnsErrorKind, ExchangeOutput, HttpFacts } from '../../../src/domain/web.ts';
import {
  address,
  answer,
  chain,
  failed,
  home,
  hop,
  PLAIN,
  probe,
  redirectTo,
  SECURE,
  site,
  sts,
} from './http-facts.ts';

const judge = (changes: Partial<AddressFacts>, facts: Partial<HttpFacts> = {}) => {
  const { status, code } = judgeHttpsOnly(site({ addresses: [address(changes)], ...facts }));
  return [status, code];
};

test('all in order', () => {
  expect(judgeHttpsOnly(site())).toEqual({
    status: 'ok',
    code: 'redirects',
    because: 'redirects to https://app.example.com',
    addresses: [
      { address: '93.184.216.34', status: 'ok', code: 'redirects', because: 'redirects to https://app.example.com' },
    ],
    notes: [],
  });
});

describe('the first plaintext answer', () => {
  const html = [
    ['content-type', 'text/html'],
    ['content-length', '512'],
  ] as const;
  const rows: readonly (readonly [string, AddressFacts['plainRoot'], string, string])[] = [
    ['permanent redirect', probe(redirectTo(SECURE, 308)), 'ok', 'redirects'],
    ['temporary redirect', probe(redirectTo(SECURE, 302)), 'ok', 'redirects-temporarily'],
    [
      'redirect to the same host in other letters, on another port',
      probe(redirectTo('https://APP.Example.com.:8443/x')),
      'ok',
      'redirects',
    ],
    ['redirect to www first', probe(redirectTo('https://www.app.example.com/')), 'ok', 'off-host-first'],
    ['content', probe(answer(200, html)), 'violation', 'plaintext-content'],
    [
      'content with a meta refresh is content',
      probe(answer(200, [['refresh', `0; url=${SECURE}`]])),
      'violation',
      'plaintext-content',
    ],
    ['content, seen twice', probe(answer(200), answer(204)), 'violation', 'plaintext-content'],
    ['content, not seen again', probe(answer(200), redirectTo(SECURE)), 'inconclusive', 'not-reproduced'],
    ['redirect to plaintext on the same host', probe(redirectTo('/login')), 'violation', 'insecure-hop'],
    ['redirect to plaintext elsewhere', probe(redirectTo('http://www.app.example.com/')), 'violation', 'insecure-hop'],
    ['403', probe(answer(403, [['set-cookie', 'a=*']])), 'ok', 'refuses'],
    ['426', probe(answer(426)), 'ok', 'refuses'],
    ['500', probe(answer(500)), 'inconclusive', 'server-error'],
    ['304', probe(answer(304)), 'inconclusive', 'malformed'],
    ['redirect without Location', probe(answer(301)), 'inconclusive', 'malformed'],
    ['redirect with two', probe(redirectTo(SECURE, 301, [['location', SECURE]])), 'inconclusive', 'malformed'],
    ['redirect to a script', probe(redirectTo('javascript:alert(1)')), 'inconclusive', 'unsafe-target'],
    ['redirect with credentials', probe(redirectTo('https://a:b@app.example.com/')), 'inconclusive', 'unsafe-target'],
    ['refused', probe(failed('refused')), 'ok', 'closed'],
    ['filtered twice, HTTPS answers', probe(failed('filtered'), failed('filtered')), 'ok', 'filtered'],
    ['filtered, then content', probe(failed('filtered'), answer(200)), 'violation', 'plaintext-content'],
    ['reset twice', probe(failed('reset', 'response'), failed('reset', 'response')), 'ok', 'no-content'],
    ['closed without a byte', probe(failed('empty', 'response')), 'ok', 'no-content'],
    ['TLS only', probe(failed('speaks-tls', 'response')), 'ok', 'speaks-tls'],
    [
      'accepted and silent',
      probe(failed('timeout', 'response'), failed('timeout', 'response')),
      'inconclusive',
      'timeout',
    ],
    ['malformed', probe(failed('malformed', 'response')), 'inconclusive', 'malformed'],
    ['headers too large', probe(failed('too-large', 'response')), 'inconclusive', 'too-large'],
    ['private address', probe(failed('blocked', 'before')), 'inconclusive', 'blocked'],
    ['no IPv6 here', probe(failed('no-route', 'before')), 'inconclusive', 'no-route'],
    ['not in the evidence', probe(failed('not-recorded', 'before')), 'inconclusive', 'not-recorded'],
    ['time used up', probe(failed('interrupted', 'before')), 'inconclusive', 'interrupted'],
  ];
  test.each(rows)('%s', (_, plainRoot, status, code) => {
    expect(judge({ plainRoot, plainPath: null })).toEqual([status, code]);
  });

  test('what was served is quoted', () => {
    const { because } = judgeHttpsOnly(site({ addresses: [address({ plainRoot: probe(answer(200, html)) })] }));
    expect(because).toBe('content is served in plaintext (status 200, text/html, 512 bytes)');
  });
});

describe('a path that no site has', () => {
  test.each([
    ['redirects likewise', redirectTo(SECURE, 302), ['ok', 'redirects']],
    ['serves content', answer(200), ['violation', 'plaintext-content']],
    ['stays on plaintext', redirectTo('/'), ['violation', 'insecure-hop']],
    ['is answered in plaintext', answer(404), ['inconclusive', 'path-not-redirected']],
    ['fails', answer(500), ['inconclusive', 'server-error']],
  ])('%s', (_, path, expected) => {
    expect(judge({ plainPath: probe(path) })).toEqual(expected);
  });

  test('where all plaintext is refused, it may be refused too', () => {
    expect(judge({ plainRoot: probe(answer(403)), plainPath: probe(answer(404)) })).toEqual(['ok', 'refuses']);
  });
});

describe('HTTPS itself', () => {
  test.each([
    ['dead beside a closed port', failed('refused'), null, ['inconclusive', 'https-dead']],
    ['dead behind a redirect', failed('timeout', 'tls'), null, ['inconclusive', 'https-dead']],
    ['with a certificate that does not verify', failed('tls', 'tls'), home(), ['inconclusive', 'https-untrusted']],
  ])('%s', (_, secure, unverified, expected) => {
    expect(judge({ secure: probe(secure), unverified })).toEqual(expected);
  });

  test('a plaintext violation outweighs it', () => {
    expect(judge({ secure: probe(failed('refused')), plainRoot: probe(answer(200)) })).toEqual([
      'violation',
      'plaintext-content',
    ]);
  });

  test('neither port answers', () => {
    const lost = probe(failed('filtered'), failed('filtered'));
    expect(judge({ secure: lost, plainRoot: lost, plainPath: null })).toEqual(['inconclusive', 'unreachable']);
  });
});

describe('redirects after the first', () => {
  const viaPlain = chain([
    hop(PLAIN, redirectTo(SECURE)),
    hop(SECURE, redirectTo('http://other.example/')),
    hop('http://other.example/', answer(200)),
  ]);
  test('one to plaintext breaks it, from either side', () => {
    expect(judge({}, { plainChain: viaPlain })).toEqual(['violation', 'insecure-chain']);
    expect(judge({}, { secureChain: chain(viaPlain.hops.slice(1)) })).toEqual(['violation', 'insecure-chain']);
  });
});

describe('several addresses', () => {
  const v6 = (changes: Partial<AddressFacts>) => address({ address: '2606:4700::1', family: 6, ...changes });
  const good = address();

  test('plaintext on one of them decides, and it is named', () => {
    const verdict = judgeHttpsOnly(site({ addresses: [good, v6({ plainRoot: probe(answer(200)) })] }));
    expect(verdict.status).toBe('violation');
    expect(verdict.because).toBe('2606:4700::1: content is served in plaintext (status 200)');
    expect(verdict.addresses.map(({ status }) => status)).toEqual(['ok', 'violation']);
  });

  test('no IPv6 on this machine is no pass', () => {
    const here = v6({ plainRoot: probe(failed('no-route')), plainPath: null, secure: probe(failed('no-route')) });
    expect(judgeHttpsOnly(site({ addresses: [good, here] })).status).toBe('inconclusive');
  });

  test('order does not matter, and one more address never mends a verdict', () => {
    const kinds = fc.constantFrom(good, v6({ plainRoot: probe(answer(200)) }), v6({ plainRoot: probe(answer(500)) }));
    const rank = { ok: 0, inconclusive: 1, violation: 2 };
    fc.assert(
      fc.property(fc.array(kinds, { minLength: 1, maxLength: 5 }), kinds, (addresses, more) => {
        const { status } = judgeHttpsOnly(site({ addresses }));
        expect(judgeHttpsOnly(site({ addresses: [...addresses].reverse() })).status).toBe(status);
        expect(rank[judgeHttpsOnly(site({ addresses: [...addresses, more] })).status]).toBeGreaterThanOrEqual(
          rank[status],
        );
      }),
    );
  });
});

describe('names', () => {
  const answered = (kind: DnsErrorKind) => ({ ok: false, error: { kind, detail: '' } }) as const;
  test('no address', () => {
    const facts = site({ addresses: [], names: { v4: answered('nxdomain'), v6: answered('nxdomain') } });
    expect(judgeHttpsOnly(facts)).toMatchObject({ status: 'inconclusive', code: 'no-address' });
  });

  test.each(['timeout', 'servfail', 'refused', 'malformed'] as const)(
    'one family unanswered (%s) is no pass',
    (kind) => {
      const { names } = site();
      expect(judge({}, { names: { v4: names.v4, v6: answered(kind) } })).toEqual(['inconclusive', 'dns-failed']);
    },
  );
});

test('notes tell what decides nothing', () => {
  const noisy = redirectTo('https://www.app.example.com/', 302, [['set-cookie', 'a=*'], ...sts('max-age=1')]);
  const addresses = [address({ plainRoot: probe(noisy) }), address({ plainRoot: probe(redirectTo(SECURE, 302)) })];
  expect(judgeHttpsOnly(site({ addresses, unprobed: 2 })).notes).toEqual([
    'off-host-first',
    'redirects-temporarily',
    'hsts-over-http',
    'cookie-over-http',
    'sampled',
  ]);
});

describe('other names of the site', () => {
  const sibling = (first: ExchangeOutput, again: ExchangeOutput | null = null) =>
    judgeHttpsOnly(
      site({ siblings: [{ host: 'example.com', address: '93.184.216.34', plainRoot: { first, again } }] }),
    );
  test.each([
    ['content, twice', answer(200), answer(200), 'violation'],
    ['content, seen once', answer(200), failed('reset'), 'ok'],
    ['a redirect in plaintext', redirectTo('http://x.example/'), redirectTo('http://x.example/'), 'violation'],
    ['a redirect to HTTPS elsewhere', redirectTo(SECURE), null, 'ok'],
    ['a closed port', failed('refused'), null, 'ok'],
    ['silence', failed('filtered'), null, 'ok'],
  ] as const)('%s', (_, first, again, status) => {
    expect(sibling(first, again).status).toBe(status);
  });

  test('are named', () => {
    expect(sibling(answer(200), answer(200)).because).toMatch(/^example\.com, of the same site: content is served/);
  });
});
