import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findKeyMaterial, keyAddress } from '../../../src/parse/web/armor.ts';

const BLOCK = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nxjMEaVcHgBYJ+wYB/A==\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----';
const find = (text: string) => findKeyMaterial({ encoding: 'utf8', text, cut: false });
const bytes = (...values: readonly number[]) =>
  findKeyMaterial({ encoding: 'base64', text: Buffer.from(values).toString('base64'), cut: false });

describe('key material', () => {
  test.each([
    ['alone', BLOCK],
    ['with text around it', `Our key:\n${BLOCK}\nWrite to us.`],
    ['with other line ends', BLOCK.replaceAll('\n', '\r\n')],
    ['indented', BLOCK.replaceAll('\n', '\n    ')],
    ['in a page', `<h1>Key</h1><pre>${BLOCK}</pre>`],
    [
      'in a page, with references',
      `<pre>${BLOCK.replaceAll('+', '&#43;').replaceAll('=', '&#x3D;').replaceAll('/', '&sol;')}</pre>`,
    ],
    ['in a page, with tags for line ends', `<p>${BLOCK.replaceAll('\n', '<br />\n')}</p>`],
    ['in a page, in marked lines', `<code>${BLOCK.replaceAll('\n', '</code>\n<code>')}</code>`],
  ])('an armored block %s', (_, text) => {
    expect(find(text)).toEqual({ form: 'armored', blocks: [BLOCK] });
  });

  test('several blocks, public and private', () => {
    const secret = BLOCK.replaceAll('PUBLIC', 'PRIVATE');
    expect(find(`${BLOCK}\n\n${secret}`)).toEqual({ form: 'armored', blocks: [BLOCK, secret] });
  });

  test('twenty blocks at most', () => {
    expect(find(BLOCK.repeat(30))).toMatchObject({ blocks: { length: 20 } });
  });

  test.each([
    ['a public key in the new format', 0xc6, true],
    ['a secret key in the new format', 0xc5, true],
    ['a public key in the old format', 0x98, true],
    ['a public key in the old format, long', 0x99, true],
    ['a secret key in the old format', 0x94, true],
    ['a signature', 0xc2, false],
    ['a user id', 0xcd, false],
    ['an image', 0xff, false],
    ['no packet', 0x20, false],
  ])('bytes that begin as %s', (_, first, isKey) => {
    expect(bytes(first, 0x33, 4) !== null).toBe(isKey);
  });

  test.each([
    ['nothing', ''],
    ['a page', '<h1>Key</h1>'],
    ['half a block', BLOCK.slice(0, -10)],
    ['a signature', BLOCK.replaceAll('PUBLIC KEY BLOCK', 'SIGNATURE')],
  ])('none in %s', (_, text) => {
    expect(find(text)).toBeNull();
  });

  test('none in many beginnings, at once', () => {
    expect(find('-----BEGIN PGP PUBLIC KEY BLOCK-----\n'.repeat(7_000))).toBeNull();
  });

  test('what GnuPG exports', () => {
    const file = (name: string) => readFileSync(join(import.meta.dirname, '../../../fixtures/openpgp', name));
    expect(find(file('ecc.asc').toString())).toMatchObject({ form: 'armored' });
    expect(bytes(...file('ecc.gpg'))).toMatchObject({ form: 'binary' });
  });
});

describe('the address of a key', () => {
  test.each([
    ['https://keybase.io/acme', 'https://keybase.io/acme/pgp_keys.asc'],
    ['https://keybase.io/acme/', 'https://keybase.io/acme/pgp_keys.asc'],
    ['https://keybase.io/acme#show-public', 'https://keybase.io/acme/pgp_keys.asc'],
    ['https://keybase.io/acme/pgp_keys.asc', 'https://keybase.io/acme/pgp_keys.asc'],
    ['https://keybase.io/acme/pgp_keys.asc?fingerprint=10bc', 'https://keybase.io/acme/pgp_keys.asc?fingerprint=10bc'],
    ['https://keybase.io/', 'https://keybase.io/'],
    ['https://keybase.io.example/acme', 'https://keybase.io.example/acme'],
    ['https://acme.example/key.asc#x', 'https://acme.example/key.asc'],
  ])('%s', (url, address) => {
    expect(keyAddress(url)).toBe(address);
  });
});
