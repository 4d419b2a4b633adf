import { describe, expect, test } from 'vitest';
import { parseDateTime } from '../../../src/parse/web/date-time.ts';
import { parseSecurityTxt, type SecurityTxt } from '../../../src/parse/web/security-txt.ts';

const NOW = Date.UTC(2026, 5, 1);
const URL = 'https://app.example/.well-known/security.txt';
const EXPIRES = 'Expires: 2026-12-31T23:59:59Z';
const CONTACT = 'Contact: https://app.example/report';

const file = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;
const good = file(CONTACT, EXPIRES);

const read = (text: string, contentType: readonly string[] = ['text/plain; charset=utf-8']): SecurityTxt =>
  parseSecurityTxt({ contentType, body: { encoding: 'utf8', text, cut: false }, urls: [URL], now: NOW });

test('a minimal file is valid', () => {
  expect(read(good)).toEqual({
    problems: [],
    recommendations: ['not_signed'],
    notes: [],
    contacts: ['https://app.example/report'],
    policies: [],
    encryption: [],
    expires: Date.UTC(2026, 11, 31, 23, 59, 59),
    signed: false,
  });
});

describe('media type', () => {
  const rows: readonly (readonly [readonly string[], readonly string[]])[] = [
    [['text/plain'], []],
    [['Text/Plain; Charset="UTF-8"'], []],
    [['text/plain;charset=csUTF8'], []],
    [['text/plain; charset=iso-8859-1'], ['invalid_charset']],
    [['text/html; charset=utf-8'], ['invalid_media']],
    [['application/octet-stream'], ['invalid_media']],
    [[''], ['no_content_type']],
    [[], ['no_content_type']],
  ];
  test.each(rows)('%j: %j', (contentType, problems) => {
    expect(read(good, contentType).problems).toEqual(problems);
  });

  test('a home page in place of the file is not read', () => {
    const page = read('<html>Contact: mailto:a@b</html>', ['text/html']);
    expect([page.problems, page.contacts]).toEqual([['invalid_media'], []]);
  });

  test('bytes that are not UTF-8 are not read', () => {
    const body = { encoding: 'base64', text: '/w==', cut: false } as const;
    expect(parseSecurityTxt({ contentType: ['text/plain'], body, urls: [URL], now: NOW }).problems).toEqual(['utf8']);
  });
});

describe('rules', () => {
  const rows: readonly (readonly [string, string, readonly string[]])[] = [
    ['comments, blank lines and CRLF are fine', `# hello: world\r\n\r\n${CONTACT}\r\n${EXPIRES}\r\n`, []],
    ['field names in any case', file('CONTACT: tel:+1-201-555-0123', 'expires: 2026-12-31T23:59:59Z'), []],
    ['byte order mark', `\uFEFF${good}`, ['bom_in_file']],
    ['no Contact', file(EXPIRES), ['no_contact']],
    ['Contact that is no URI', file('Contact: security@app.example', EXPIRES), ['no_uri']],
    ['Contact that is a scheme only', file('Contact: mailto:', EXPIRES), ['no_uri']],
    ['Contact over http', file('Contact: http://app.example/', EXPIRES), ['no_https']],
    ['Policy over http', file(CONTACT, 'Policy: http://app.example/', EXPIRES), ['no_https']],
    [
      'Encryption by DNS',
      file(CONTACT, 'Encryption: dns:5d2d37ab76d47d36._openpgpkey.example.com?type=OPENPGPKEY', EXPIRES),
      [],
    ],
    ['no Expires', file(CONTACT), ['no_expire']],
    ['two Expires', file(CONTACT, EXPIRES, EXPIRES), ['multi_expire']],
    [
      'two Expires, one past, one no date',
      file(CONTACT, 'Expires: 2020-01-01T00:00:00Z', 'Expires: soon'),
      ['multi_expire', 'expired', 'invalid_expiry'],
    ],
    ['expired', file(CONTACT, 'Expires: 2026-05-31T23:59:59Z'), ['expired']],
    ['a date that does not exist', file(CONTACT, 'Expires: 2026-02-30T00:00:00Z'), ['invalid_expiry']],
    ['a date as mails write it', file(CONTACT, 'Expires: Thu, 31 Dec 2026 18:37:07 -0800'), ['invalid_expiry']],
    [
      'two Preferred-Languages',
      file(CONTACT, EXPIRES, 'Preferred-Languages: en', 'Preferred-Languages: sv'),
      ['multi_lang'],
    ],
    ['languages', file(CONTACT, EXPIRES, 'Preferred-Languages: en, sv-SE, zh-Hant-TW, x-own, i-klingon'), []],
    ['a language that is none', file(CONTACT, EXPIRES, 'Preferred-Languages: en, e'), ['invalid_lang']],
    [
      'Canonical of another place',
      file(CONTACT, EXPIRES, 'Canonical: https://other.example/.well-known/security.txt'),
      ['no_canonical_match'],
    ],
    [
      'one Canonical of several fits',
      file(CONTACT, EXPIRES, 'Canonical: https://other.example/x', `Canonical: ${URL}`),
      [],
    ],
    ['space before the colon', file('Contact : https://app.example/', EXPIRES), ['prec_ws']],
    ['no space after the colon', file('Contact:https://app.example/', EXPIRES), ['no_space']],
    ['no name', file(CONTACT, ': x', EXPIRES), ['empty_key']],
    ['no value', file(CONTACT, 'Policy:', EXPIRES), ['empty_value']],
    ['a line that is no field', file(CONTACT, 'hello', EXPIRES), ['invalid_line']],
    ['no end of the last line', `${CONTACT}\n${EXPIRES}`, ['no_line_separators']],
    ['a lone carriage return', `${CONTACT}\r${EXPIRES}\n`, ['no_line_separators']],
    ['CSAF that is no metadata', file(CONTACT, EXPIRES, 'CSAF: https://app.example/csaf.json'), ['no_csaf_file']],
    ['CSAF', file(CONTACT, EXPIRES, 'CSAF: https://app.example/provider-metadata.json'), []],
    ['too many lines', file(CONTACT, EXPIRES, ...Array<string>(1000).fill('#')), ['too_large']],
    [
      'a field that is too long',
      file(CONTACT, EXPIRES, `Policy: https://app.example/${'x'.repeat(2048)}`),
      ['too_large'],
    ],
    ['several at once', file('Contact: x', 'hello'), ['invalid_line', 'no_uri', 'no_expire']],
    ['an empty file', '', ['no_line_separators', 'no_contact', 'no_expire']],
  ];
  test.each(rows)('%s', (_, text, problems) => {
    expect(read(text).problems).toEqual(problems);
  });

  test('a file cut at the limit is too large', () => {
    const body = { encoding: 'utf8', text: good, cut: true } as const;
    expect(parseSecurityTxt({ contentType: ['text/plain'], body, urls: [URL], now: NOW }).problems).toEqual([
      'too_large',
    ]);
  });
});

describe('recommendations and notes', () => {
  test.each([
    [
      'Expires more than a year ahead',
      file(CONTACT, 'Expires: 2027-06-01T00:00:01Z'),
      ['not_signed', 'long_expiry'],
      [],
    ],
    ['Expires a year ahead', file(CONTACT, 'Expires: 2027-06-01T00:00:00Z'), ['not_signed'], []],
    ['Expires within 30 days', file(CONTACT, 'Expires: 2026-06-30T00:00:00Z'), ['not_signed'], ['expires_soon']],
    ['a space for the T', file(CONTACT, 'Expires: 2026-12-31 23:59:59Z'), ['not_signed'], ['expires_with_space']],
    ['mail without Encryption', file('Contact: mailto:a@app.example', EXPIRES), ['not_signed', 'no_encryption'], []],
    [
      'two CSAF',
      file(CONTACT, EXPIRES, ...Array<string>(2).fill('CSAF: https://a.example/provider-metadata.json')),
      ['not_signed', 'multiple_csaf_fields'],
      [],
    ],
    ['a field of its own', file(CONTACT, EXPIRES, 'Bug-Bounty: True'), ['not_signed'], ['unknown_field']],
  ])('%s', (_, text, recommendations, notes) => {
    const { problems, ...rest } = read(text);
    expect({ problems, recommendations: rest.recommendations, notes: rest.notes }).toEqual({
      problems: [],
      recommendations,
      notes,
    });
  });
});

describe('signed files', () => {
  const signature = ['-----BEGIN PGP SIGNATURE-----', '', 'iQ==', '-----END PGP SIGNATURE-----'];
  const signed = (message: readonly string[], after: readonly string[] = [], blanks: readonly string[] = ['']) =>
    file('-----BEGIN PGP SIGNED MESSAGE-----', 'Hash: SHA256', ...blanks, ...message, ...signature, ...after);
  const canonical = `Canonical: ${URL}`;

  test('dash escapes are undone before the fields are read', () => {
    const {
      problems,
      recommendations,
      signed: isSigned,
      contacts,
    } = read(signed([`- ${CONTACT}`, '- -- x: y', EXPIRES, canonical]));
    expect({ problems, recommendations, isSigned, contacts }).toEqual({
      problems: [],
      recommendations: [],
      isSigned: true,
      contacts: ['https://app.example/report'],
    });
  });

  test('a signed file should name its place', () => {
    expect(read(signed([CONTACT, EXPIRES])).recommendations).toEqual(['no_canonical']);
  });

  test.each([
    ['text after the signature', signed([CONTACT, EXPIRES], ['Contact: https://evil.example/']), ['data_after_sig']],
    ['two blank lines before the message', signed([CONTACT, EXPIRES], [], ['', '']), ['too_many_line_separators']],
    ['no blank line before the message', signed([CONTACT, EXPIRES], [], []), ['signed_format_issue', 'invalid_line']],
    [
      'the cleartext header not on line 1',
      `# first\n${signed([CONTACT, EXPIRES])}`,
      ['signed_format_issue', 'invalid_line'],
    ],
  ])('%s', (_, text, problems) => {
    expect(read(text).problems).toEqual(problems);
  });

  test('what follows the signature is never read as a field', () => {
    expect(read(signed([CONTACT, EXPIRES], ['Contact: https://evil.example/'])).contacts).toEqual([
      'https://app.example/report',
    ]);
  });
});

test.each([
  ['2026-02-28T00:00:00Z', Date.UTC(2026, 1, 28)],
  ['2024-02-29t00:00:00z', Date.UTC(2024, 1, 29)],
  ['2026-01-01T00:00:00+02:00', Date.UTC(2025, 11, 31, 22)],
  ['2026-01-01T00:00:00.123456-00:30', Date.UTC(2026, 0, 1, 0, 30)],
  ['2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1)],
  ['2026-02-29T00:00:00Z', null],
  ['2026-13-01T00:00:00Z', null],
  ['2026-00-01T00:00:00Z', null],
  ['2026-01-00T00:00:00Z', null],
  ['2026-01-01T24:00:00Z', null],
  ['2026-01-01T00:60:00Z', null],
  ['2026-01-01T00:00:61Z', null],
  ['2026-01-01T00:00:00+24:00', null],
  ['2026-01-01T00:00:00', null],
  ['2026-01-01', null],
  ['2026', null],
  ['', null],
])('date %s', (text, instant) => {
  expect(parseDateTime(text)?.instant ?? null).toBe(instant);
});
