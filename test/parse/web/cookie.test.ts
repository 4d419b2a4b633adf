import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskSetCookie, parseSetCookie, type SetCookie } from '../../../src/parse/web/cookie.ts';
import { parseCookieDate } from '../../../src/parse/web/cookie-date.ts';

const bare: SetCookie = {
  name: 'a',
  valueLength: 1,
  secure: false,
  httpOnly: false,
  partitioned: false,
  sameSite: null,
  domain: null,
  path: null,
  maxAge: null,
  expires: null,
};

describe('a Set-Cookie line as a browser reads it', () => {
  const rows: readonly (readonly [string, Partial<SetCookie>])[] = [
    ['a=b', {}],
    ['a=b;Secure;HttpOnly', { secure: true, httpOnly: true }],
    ['a=b; SECURE; httponly', { secure: true, httpOnly: true }],
    ['a=b; Secure=false; HttpOnly=no', { secure: true, httpOnly: true }],
    ['a=b; "Secure"', {}],
    ['a=b; Secured', {}],
    ['a=b; Secure qux', {}],
    ['a=b; SameSite=Strict', { sameSite: 'strict' }],
    ['a=b; samesite=LAX', { sameSite: 'lax' }],
    ['a=b; SameSite=None', { sameSite: 'none' }],
    ['a=b; SameSite=Strict; SameSite=None', { sameSite: 'none' }],
    ['a=b; SameSite=Strict; SameSite=bogus', { sameSite: 'invalid' }],
    ['a=b; SameSite', { sameSite: 'invalid' }],
    ['a=b; Domain=.Example.COM', { domain: 'example.com' }],
    ['a=b; Domain=', {}],
    ['a=b; Domain=x.example; Domain=y.example', { domain: 'y.example' }],
    ['a=b; Path=/x', { path: '/x' }],
    ['a=b; Path=', {}],
    ['a=b; Path=x', {}],
    ['a=b; Max-Age=0', { maxAge: 0 }],
    ['a=b; Max-Age=-1', { maxAge: -1 }],
    ['a=b; Max-Age=+1', {}],
    ['a=b; Max-Age=5; Max-Age=soon', { maxAge: 5 }],
    ['a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Expires=never', { expires: 0 }],
    ['a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT', { expires: 0 }],
    ['a=b; Expires=never', {}],
    ['a=b; Partitioned; Secure', { partitioned: true, secure: true }],
    [`a=b; Path=/${'x'.repeat(1024)}`, {}],
    ['  a \t=  b  ;  Secure ', { secure: true }],
    ['a=b=c', { valueLength: 3 }],
    ['a=', { valueLength: 0 }],
    ['=b', { name: '' }],
    ['b', { name: '' }],
    ['__Host-a="b"', { name: '__Host-a', valueLength: 3 }],
  ];
  test.each(rows)('%s', (line, expected) => {
    expect(parseSetCookie(line)).toEqual({ ...bare, ...expected });
  });

  test.each(['', '=', ' ; Secure', 'a=b\x01', 'a\x7f=b', 'a=b; Path=/\x1b[31m'])('«%s» is dropped', (line) => {
    expect(parseSetCookie(line)).toBeNull();
  });
});

describe('masking', () => {
  test.each([
    ['sid=secret; Path=/; Secure', 'sid=******; Path=/; Secure'],
    ['sid="a b"', 'sid=** **'],
    ['secret; Secure', '******; Secure'],
    ['__Host-secret', '__Host-******'],
    [' = __secure-secret', ' = __secure-******'],
    ['__Host-a=secret', '__Host-a=******'],
    ['sid=a=b', 'sid=***'],
    ['sid=', 'sid='],
    ['', ''],
  ])('%s', (line, masked) => {
    expect(maskSetCookie(line)).toBe(masked);
  });

  test('hides the value and nothing that a verdict needs', () => {
    const value = fc.stringMatching(/^#[a-z0-9="]{4,20}$/);
    const attributes = fc.constantFrom('', '; Secure', '; Secure; HttpOnly; SameSite=None; Path=/; Max-Age=5');
    fc.assert(
      fc.property(value, attributes, (secret, rest) => {
        const line = `name=${secret}${rest}`;
        expect(maskSetCookie(line)).not.toContain(secret);
        expect(parseSetCookie(maskSetCookie(line))).toEqual(parseSetCookie(line));
      }),
    );
  });
});

describe('dates', () => {
  const day = Date.UTC(2015, 9, 21, 7, 28, 0);
  test.each([
    ['Wed, 21 Oct 2015 07:28:00 GMT', day],
    ['Wed, 21-Oct-15 07:28:00 GMT', day],
    ['Wed Oct 21 07:28:00 2015', day],
    ['07:28:00 october 21 15', day],
    ['Fri, 01 Jan 1999 00:00:00 GMT', Date.UTC(1999, 0, 1)],
    ['01 Jan 70 00:00:00', 0],
    ['30 Feb 2020 00:00:00', null],
    ['32 Jan 2020 00:00:00', null],
    ['21 Oct 2015 24:00:00', null],
    ['21 Oct 1600 00:00:00', null],
    ['21 Oct 2015', null],
    ['tomorrow', null],
    ['', null],
  ])('%s', (text, instant) => {
    expect(parseCookieDate(text)).toBe(instant);
  });
});
