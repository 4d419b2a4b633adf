import { describe, expect, test } from 'vitest';
import { judgeCookies } from '../../../src/derive/web/cookies.ts';
import type { HttpFacts } from '../../../src/domain/web.ts';
import { address, answer, chain, HOST, hop, PLAIN, probe, redirectTo, SECURE, site } from './http-facts.ts';

const NOW = Date.UTC(2026, 5, 1);
const cookies = (...lines: readonly string[]) => lines.map((line) => ['set-cookie', line] as const);

const quiet: Partial<HttpFacts> = { plainChain: null, secureChain: null };
const onHttps = (...lines: readonly string[]) =>
  judgeCookies(site({ ...quiet, addresses: [address({ secure: probe(answer(200, cookies(...lines))) })] }), NOW);
const onHttp = (...lines: readonly string[]) =>
  judgeCookies(site({ ...quiet, addresses: [address({ plainRoot: probe(answer(403, cookies(...lines))) })] }), NOW);

test('a good cookie', () => {
  expect(onHttps('__Host-sid=***; Path=/; Secure; HttpOnly; SameSite=Lax')).toEqual([
    {
      name: '__Host-sid',
      domain: HOST,
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'lax',
      problems: [],
      ignoredBecause: null,
      deleted: false,
      session: true,
    },
  ]);
});

describe('problems', () => {
  test.each([
    ['a=*', ['not-secure', 'not-http-only', 'no-same-site']],
    ['a=*; Secure', ['not-http-only', 'no-same-site']],
    ['a=*; Secure=false; HttpOnly; SameSite=Strict', []],
    ['a=*; Secured; HttpOnly; SameSite=Strict', ['not-secure']],
    ['a=*; Secure; HttpOnly; SameSite=sure', ['same-site-invalid']],
    ['a=*; Secure; HttpOnly; SameSite=Strict; SameSite=None', []],
    ['a=*; HttpOnly; SameSite=None', ['ignored']],
    ['a=*; HttpOnly; Partitioned', ['ignored']],
    ['__Secure-a=*; HttpOnly; SameSite=Lax', ['ignored']],
    ['__Secure-a=*; Secure; HttpOnly; SameSite=Lax', []],
    ['__Host-a=*; Secure; HttpOnly; SameSite=Lax', ['ignored']],
    ['__Host-a=*; Secure; HttpOnly; SameSite=Lax; Path=', ['ignored']],
    ['__Host-a=*; Secure; HttpOnly; SameSite=Lax; Path=/x', ['ignored']],
    [`__Host-a=*; Secure; HttpOnly; SameSite=Lax; Path=/; Domain=${HOST}`, ['ignored']],
    ['__host-a=*; HttpOnly; SameSite=Lax; Path=/', ['ignored']],
    ['a=*; Secure; HttpOnly; SameSite=Lax; Domain=com', ['ignored']],
    ['a=*; Secure; HttpOnly; SameSite=Lax; Domain=other.example', ['ignored']],
    ['a=*; Secure; HttpOnly; SameSite=Lax; Domain=www.app.example.com', ['ignored']],
    ['a=*; Secure; HttpOnly; SameSite=Lax; Domain=.example.com', []],
    [`a=${'*'.repeat(4096)}; Secure; HttpOnly; SameSite=Lax`, ['ignored']],
    [`a=${'*'.repeat(4095)}; Secure; HttpOnly; SameSite=Lax`, []],
  ])('%s', (line, problems) => {
    expect(onHttps(line).flatMap((cookie) => cookie.problems)).toEqual(problems);
  });

  test('a Secure cookie over http is dropped, one without is kept and told', () => {
    expect(onHttp('a=*; Secure; HttpOnly; SameSite=Lax')[0]).toMatchObject({
      problems: ['ignored'],
      ignoredBecause: 'Secure over http',
    });
    expect(onHttp('a=*; HttpOnly; SameSite=Lax')[0]).toMatchObject({ problems: ['not-secure'] });
  });

  test('a host that is a public suffix may set cookies for itself', () => {
    const facts = site({
      ...quiet,
      host: 'github.io',
      addresses: [
        address({ secure: probe(answer(200, cookies('a=*; Secure; HttpOnly; SameSite=Lax; Domain=github.io'))) }),
      ],
    });
    expect(judgeCookies(facts, NOW)[0]?.problems).toEqual([]);
  });
});

describe('deletions', () => {
  test.each([
    ['a=; Max-Age=0', true],
    ['a=; Max-Age=-1', true],
    ['a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT', true],
    ['a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60', false],
    ['a=*; Max-Age=60', false],
    ['a=*; Expires=Fri, 01 Jan 2027 00:00:00 GMT', false],
    ['a=*', false],
  ])('%s', (line, deleted) => {
    const [cookie] = onHttps(line);
    expect([cookie?.deleted, cookie?.problems.length === 0]).toEqual([deleted, deleted]);
  });
});

describe('one verdict per name, domain and path', () => {
  test('the weakest that browsers keep counts', () => {
    const all = onHttps('a=*; Secure; HttpOnly; SameSite=Lax', 'a=**; HttpOnly; SameSite=Lax', 'a=*; SameSite=None');
    expect(all).toMatchObject([{ name: 'a', secure: false, httpOnly: true, problems: ['not-secure'] }]);
  });

  test('a good copy over https mends a dropped one over http', () => {
    const line = cookies('a=*; Secure; HttpOnly; SameSite=Lax');
    const at = address({ plainRoot: probe(redirectTo(SECURE, 301, line)), secure: probe(answer(200, line)) });
    expect(judgeCookies(site({ ...quiet, addresses: [at] }), NOW)).toMatchObject([{ problems: [] }]);
  });

  test('domain and path tell cookies apart, and they come by name', () => {
    const all = onHttps('b=*', 'a=*; Path=/x', 'a=*; Domain=example.com', 'a=*');
    expect(all.map(({ name, domain, path }) => `${name} ${domain} ${path}`)).toEqual([
      `a ${HOST} /x`,
      'a example.com /',
      `a ${HOST} /`,
      `b ${HOST} /`,
    ]);
  });
});

test('cookies come from every hop within the site and from robots.txt, not from other companies', () => {
  const plainChain = chain([
    hop(PLAIN, redirectTo('https://www.example.com/a/b', 301, cookies('one=*'))),
    hop('https://www.example.com/a/b', redirectTo('https://idp.example.net/', 302, cookies('two=*'))),
    hop('https://idp.example.net/', answer(200, cookies('foreign=*'))),
  ]);
  const robots = hop(`${SECURE}robots.txt`, answer(404, cookies('three=*', '\x01bad')));
  const facts = site({ plainChain, secureChain: null, robots });
  expect(judgeCookies(facts, NOW).map(({ name, domain, path }) => `${name} ${domain} ${path}`)).toEqual([
    `one ${HOST} /`,
    `three ${HOST} /`,
    'two www.example.com /a',
  ]);
});
