import { expect, test } from 'vitest';
import { findMixedContent } from '../../../src/derive/web/mixed-content.ts';
import { page } from './documents.ts';
import { answer, chain, failed, hop, PLAIN, SECURE, site } from './http-facts.ts';

const seenIn = (html: string) => findMixedContent(site({ secureChain: chain([hop(SECURE, page(html))]) }));

test.each([
  ['a script', '<script src="http://cdn.example/a.js"></script>', ['http://cdn.example/a.js']],
  ['a form', '<form action="http://www.example.com/login">', ['http://www.example.com/login']],
  ['twice the same', '<img src=http://a.example/x><img src=http://a.example/x>', ['http://a.example/x']],
  ['a link that people follow', '<a href="http://a.example/">there</a>', []],
  ['secure and relative ones', '<img src="https://a.example/x"><img src="/y"><img src="//a.example/z">', []],
])('%s', (_, html, resources) => {
  expect(seenIn(html)).toEqual({ seen: true, resources });
});

test('what was not read, or is no page over HTTPS, is not called clean', () => {
  const script = page('<script src="http://cdn.example/a.js"></script>');
  const chains = [
    null,
    chain([hop(SECURE, failed('timeout'))], 'failed'),
    chain([hop(PLAIN, script)]),
    chain([hop(SECURE, answer(200))]),
  ];
  for (const secureChain of chains)
    expect(findMixedContent(site({ secureChain }))).toEqual({ seen: false, resources: [] });
});
