import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHtml } from '../../../src/parse/web/html.ts';

describe('what is read of a page', () => {
  test('title, headings and text', () => {
    const page = readHtml(
      '<!doctype html><title>Privacy\n policy</title><!-- <h1>no</h1> --><H1 class=x>Your data</H1><script>var a = "<h1>no</h1>"</script><p>We   keep it.</p>',
    );
    expect(page).toEqual({
      title: 'Privacy policy',
      headings: ['Your data'],
      textLength: 'Your data'.length + 'We keep it.'.length,
      hasPasswordField: false,
      insecureResources: [],
    });
  });

  test.each([
    ['<input type=password>', true],
    ["<INPUT name='p' TYPE='Password'/>", true],
    ['<input type="text" value="password">', false],
    ['<!-- <input type=password> -->', false],
    ['<input type=text type=password>', false],
    ['<script>"<input type=password>"</script>', false],
  ])('%s has a password field: %s', (html, has) => {
    expect(readHtml(html).hasPasswordField).toBe(has);
  });

  test('what is loaded in plaintext', () => {
    const html =
      '<img src="http://a.example/1"><img src=https://a.example/2><script src=\'HTTP://a.example/3\'></script><a href="http://a.example/4">x</a>' +
      '<link rel="stylesheet" href="http://a.example/5"><link rel=canonical href="http://a.example/6"><form action="http://a.example/7"><img src="http://a.example/1">';
    expect(readHtml(html).insecureResources).toEqual([
      'http://a.example/1',
      'HTTP://a.example/3',
      'http://a.example/5',
      'http://a.example/7',
    ]);
  });

  test('an application shell has no text', () => {
    const shell =
      '<html><head><title>App</title><style>p{}</style></head><body><noscript>You need JavaScript to run this app.</noscript><div id="root"></div><script src="/a.js"></script></body></html>';
    expect(readHtml(shell).textLength).toBe(0);
  });

  test.each(['<', 'a < b', '<>', '</>', '<!--', '<script', '<a b=', '<a "', '<p><', '1<2 and 3>2'])(
    '«%s» ends',
    (html) => {
      expect(readHtml(html).textLength).toBeLessThanOrEqual(html.length);
    },
  );
});

test('any text is read, and never more text than there is', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '/',
    '=',
    '"',
    "'",
    ' ',
    'a',
    '<p',
    '<title>',
    '</title>',
    '<!--',
    '-->',
    '<script>',
    '</script>',
    '\n',
    'src=http:',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
      ),
      (html) => {
        expect(readHtml(html).textLength).toBeLessThanOrEqual(html.length);
      },
    ),
  );
});

test('a megabyte of blanks inside a tag costs one pass', () => {
  expect(readHtml(`<a${' '.repeat(1_000_000)}=`).textLength).toBe(0);
  expect(readHtml(`<a b${' '.repeat(1_000_000)}c>x`).textLength).toBe(1);
});

test.each(['<', '<a ', '<a b="', '<script>', '<!--', '<a b=c ', '</'])('a megabyte of «%s» costs one pass', (piece) => {
  // A quadratic reader would end in the timeout.
  expect(readHtml(piece.repeat(1_000_000 / piece.length)).title).toBe('');
});
