import { describe, expect, test } from 'vitest';
import { readSecurityTxtKeys } from '../../../../src/collect/web/pgp/security-txt-keys.ts';
import { judgeSecurityTxt } from '../../../../src/derive/web/security-txt.ts';
import type { ExchangeOutput } from '../../../../src/domain/web.ts';
import { failed, hop } from '../../../derive/web/http-facts.ts';
import { keyFile, served, visitOf } from './keys.ts';

const fileUrl = 'https://acme.example/.well-known/security.txt';
const keyUrl = 'https://acme.example/key.asc';
const ecc = '10BCBEDE69D9A60F18004B9D3C49817066D7606A';
const now = Date.UTC(2026, 10, 22);
const text = (name: string): string => keyFile(name).toString();

/** The verdict on a file, with what stands at its key's address. */
const judge = async (file: string, key: ExchangeOutput, at = now) => {
  const wellKnown = { hops: [hop(fileUrl, served(file))], end: 'answered' } as const;
  const keys = await readSecurityTxtKeys(wellKnown, visitOf({ [keyUrl]: key }));
  return judgeSecurityTxt({ wellKnown, legacy: null, ...keys }, at);
};

describe('a signed security.txt', () => {
  test('is valid for the key that it names, dash escapes undone', async () => {
    const verdict = await judge(text('security.txt'), served(text('ecc.asc')));
    expect(verdict).toMatchObject({
      present: true,
      valid: true,
      problems: [],
      signature: { state: 'valid', fingerprint: ecc, url: keyUrl },
    });
    expect(verdict.signature?.because).toBe(`signature is valid for key ${ecc}, published at ${keyUrl}`);
    expect(verdict.notes).toContain('unknown_field');
    expect(verdict.file?.contacts).toEqual(['mailto:security@acme.example']);
  });

  test.each([
    ['other line ends', (file: string) => file.replaceAll('\n', '\r\n')],
    ['white space behind a line, which is not signed', (file: string) => file.replace('Z\n', 'Z  \n')],
    ['a byte order mark', (file: string) => `\uFEFF${file}`],
  ])('%s', async (_, change) => {
    const { signature } = await judge(change(text('security.txt')), served(text('ecc.asc')));
    expect(signature).toMatchObject({ state: 'valid' });
  });

  test.each([
    ['a changed contact', (file: string) => file.replace('security@', 'evil@')],
    ['a line more', (file: string) => file.replace('Expires', 'Policy: https://evil.example/\nExpires')],
    ['a line less', (file: string) => file.replace(/Canonical.*\n/, '')],
    ['a line that only we would end', (file: string) => file.replace('Z\n', 'Z\rPolicy: https://evil.example/\n')],
  ])('%s is no longer what was signed', async (_, change) => {
    const verdict = await judge(change(text('security.txt')), served(text('ecc.asc')));
    expect(verdict.problems).toContain('pgp_signature_invalid');
    expect(verdict).toMatchObject({ valid: false, signature: { state: 'invalid', url: keyUrl } });
  });

  test('the signature is of the future, or has expired', async () => {
    const at = (file: string, moment: number) => judge(text(file), served(text('ecc.asc')), moment);
    expect((await at('security-brief.txt', Date.UTC(2026, 10, 5))).signature).toMatchObject({ state: 'valid' });
    expect((await at('security-brief.txt', now)).signature).toMatchObject({
      state: 'invalid',
      because: expect.stringContaining('expired'),
    });
    expect((await at('security.txt', Date.UTC(2026, 9, 1))).signature).toMatchObject({ state: 'invalid' });
  });

  test.each([
    ['the key is of another', served(text('rsa.asc')), 'none of the keys'],
    ['the key cannot be fetched', failed('timeout'), 'none of the keys'],
    ['no key is there', served('nothing'), 'none of the keys'],
  ])('%s: nothing is said of the signature', async (_, key, because) => {
    const verdict = await judge(text('security.txt'), key);
    expect(verdict).toMatchObject({ valid: true, problems: [], signature: { state: 'unverified', fingerprint: null } });
    expect(verdict.signature?.because).toContain(because);
    expect(verdict.notes).toContain('signature_unverified');
  });

  test('what a key signed while it was in force stays signed after it has expired', async () => {
    const verdict = await judge(text('security.txt'), served(text('ecc.asc')), Date.UTC(2029, 0, 1));
    expect(verdict.signature).toMatchObject({ state: 'valid' });
  });

  test('a signature that cannot be read is a problem of the file', async () => {
    const broken = text('security.txt').replace(/\n\niIcE[\s\S]*?\n=/, '\n\nAAAA\n=');
    const verdict = await judge(broken, served(text('ecc.asc')));
    expect(verdict.problems).toContain('pgp_error');
    expect(verdict.signature).toMatchObject({ state: 'unverified' });
  });

  test('the library is not installed', async () => {
    const wellKnown = { hops: [hop(fileUrl, served(text('security.txt')))], end: 'answered' } as const;
    const keys = await readSecurityTxtKeys(wellKnown, visitOf({ [keyUrl]: served(text('ecc.asc')) }), () =>
      Promise.reject(new Error('not found')),
    );
    const verdict = judgeSecurityTxt({ wellKnown, legacy: null, ...keys }, now);
    expect(verdict).toMatchObject({ valid: true, problems: [], signature: { state: 'unverified' } });
  });
});

describe('keys are looked for', () => {
  const asked = async (...fields: readonly string[]) => {
    const visit = visitOf({});
    const file = `Contact: mailto:a@acme.example\nExpires: 2027-01-01T00:00:00Z\n${fields.map((uri) => `Encryption: ${uri}\n`).join('')}`;
    const { signatures } = await readSecurityTxtKeys({ hops: [hop(fileUrl, served(file))], end: 'answered' }, visit);
    expect(signatures).toBeNull();
    return visit.asked;
  };

  test('at https addresses, three at most, each once', async () => {
    const urls = [
      'https://a.example/1',
      'https://a.example/1',
      'https://a.example/2',
      'https://a.example/3',
      'https://a.example/4',
    ];
    expect(await asked(...urls)).toEqual(['https://a.example/1', 'https://a.example/2', 'https://a.example/3']);
  });

  test('and nowhere else', async () => {
    expect(
      await asked(
        'http://a.example/',
        'dns:a.example?type=OPENPGPKEY',
        'openpgp4fpr:10BC',
        'https://',
        `https://a.example/${'x'.repeat(2_100)}`,
      ),
    ).toEqual([]);
  });

  test.each([
    ['a page', served('<h1>Encryption: https://a.example/</h1>', 'text/html')],
    ['no answer', failed('timeout')],
  ])('not in %s', async (_, outcome) => {
    const keys = await readSecurityTxtKeys({ hops: [hop(fileUrl, outcome)], end: 'answered' }, visitOf({}));
    expect(keys).toEqual({ keys: [], signatures: null });
  });
});
