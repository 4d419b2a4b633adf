import { describe, expect, test } from 'vitest';
import { headerValues, readRedirect } from '../../../src/parse/web/location.ts';

const read = (location: string, status = 301) =>
  readRedirect('http://app.example/dir/page?q', status, [['location', location]]);

describe('targets', () => {
  test.each([
    ['https://app.example/', 'https://app.example/'],
    ['HTTPS://App.Example', 'https://app.example/'],
    ['https://app.example.:443/x#fragment', 'https://app.example./x'],
    ['//cdn.example/a', 'http://cdn.example/a'],
    ['/login', 'http://app.example/login'],
    ['?next', 'http://app.example/dir/page?next'],
    ['http://127.1/', 'http://127.0.0.1/'],
    ['http://2130706433/', 'http://127.0.0.1/'],
    ['http://0x7f.1/', 'http://127.0.0.1/'],
    ['http://[::ffff:7f00:1]/', 'http://[::ffff:7f00:1]/'],
    ['https://\xe2\x91\xa0\xe2\x91\xa1\xe2\x91\xa6.\xe2\x93\xaa.\xe2\x93\xaa.\xe2\x91\xa0/', 'https://127.0.0.1/'],
    ['https://\xd0\xb0pple.com/', 'https://xn--pple-43d.com/'],
    ['/\xff', 'http://app.example/%C3%BF'],
    ['/\x9b31m', 'http://app.example/%C2%9B31m'],
  ])('«%s» leads to %s', (location, target) => {
    const redirect = read(location);
    expect(redirect.kind === 'to' ? redirect.url.href : redirect).toBe(target);
  });

  test.each([
    [301, true],
    [308, true],
    [302, false],
    [303, false],
    [307, false],
  ])('status %i is permanent: %s', (status, permanent) => {
    expect(read('/', status)).toMatchObject({ kind: 'to', permanent });
  });

  test.each([200, 201, 300, 304, 305, 306, 404, 500])('status %i is no redirect', (status) => {
    expect(read('/', status)).toEqual({ kind: 'none' });
  });
});

describe('what is not followed', () => {
  test.each([
    ['javascript:alert(1)', { kind: 'unsafe', problem: 'scheme', target: 'javascript:' }],
    ['ftp://app.example/', { kind: 'unsafe', problem: 'scheme', target: 'ftp:' }],
    ['https://user:pass@app.example/', { kind: 'unsafe', problem: 'userinfo', target: 'app.example' }],
    ['https://app.example@evil.example/', { kind: 'unsafe', problem: 'userinfo', target: 'evil.example' }],
    [`/${'x'.repeat(2048)}`, { kind: 'unsafe', problem: 'too-long', target: `/${'x'.repeat(63)}` }],
    ['https://', { kind: 'malformed', problem: 'unparsable' }],
    ['https://a b/', { kind: 'malformed', problem: 'unparsable' }],
    ['', { kind: 'malformed', problem: 'missing' }],
  ])('«%s»', (location, expected) => {
    expect(read(location)).toEqual(expected);
  });

  test('no Location, or two', () => {
    expect(readRedirect('http://a.example/', 301, [])).toEqual({ kind: 'malformed', problem: 'missing' });
    const two = [
      ['location', '/a'],
      ['x', ''],
      ['location', '/a'],
    ] as const;
    expect(readRedirect('http://a.example/', 301, two)).toEqual({ kind: 'malformed', problem: 'multiple' });
    expect(headerValues(two, 'location')).toEqual(['/a', '/a']);
  });
});
