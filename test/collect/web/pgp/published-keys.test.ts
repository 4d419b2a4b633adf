import fc from 'fast-check';
import { generateKey } from 'openpgp';
import { describe, expect, test } from 'vitest';
import { readPublishedKeys } from '../../../../src/collect/web/pgp/published-keys.ts';
import type { ExchangeOutput } from '../../../../src/domain/web.ts';
import { keyFile, served, visitOf } from './keys.ts';

const url = 'https://acme.example/key.asc';
const read = async (outcome: ExchangeOutput) =>
  (await readPublishedKeys(url, visitOf({ [url]: outcome }))).published.keys;
const text = (name: string) => keyFile(name).toString();

describe('keys that GnuPG made', () => {
  test.each([
    [
      'rsa.asc',
      {
        fingerprint: 'C7726746BAAF550ADA2BC65C1342167ADA2D94D5',
        algorithm: 'RSA 2048',
        created: Date.UTC(2026, 0, 1),
        expires: null,
        users: ['Acme Security <security@acme.example>'],
      },
    ],
    [
      'ecc.asc',
      {
        fingerprint: '10BCBEDE69D9A60F18004B9D3C49817066D7606A',
        algorithm: 'ed25519',
        expires: Date.UTC(2028, 0, 2),
        revoked: false,
        selfSigned: true,
        encrypts: false,
        secret: false,
        subkeys: [
          { algorithm: 'curve25519', encrypts: true, revoked: false, expires: Date.UTC(2028, 0, 2) },
          { algorithm: 'ed25519', encrypts: false },
        ],
      },
    ],
    ['expired.asc', { expires: Date.UTC(2024, 11, 31), selfSigned: true, revoked: false }],
    ['revoked.asc', { algorithm: 'nistP256', revoked: true }],
    ['subkey-revoked.asc', { revoked: false, subkeys: [{ revoked: true, encrypts: true }] }],
    ['hostile.asc', { users: ['Evil \u001b[31m\u202e <evil@bad.example>'] }],
    [
      'rfc9580-a3.asc',
      {
        version: 6,
        fingerprint: 'CB186C4F0609A697E4D52DFA6C722B0C1F1E27C18A56708F6525EC27BAD9ACC9',
        selfSigned: true,
        users: [],
        subkeys: [{ algorithm: 'x25519', encrypts: true }],
      },
    ],
  ])('%s', async (name, expected) => {
    expect(await read(served(text(name)))).toMatchObject({ ok: true, value: [expected] });
  });

  test('bare packets are the same as armored ones', async () => {
    expect(await read(served(keyFile('ecc.gpg'), 'application/octet-stream'))).toEqual(
      await read(served(text('ecc.asc'))),
    );
  });

  test('several blocks in a page', async () => {
    const page = `<h1>Keys</h1><pre>${text('ecc.asc')}</pre><pre>${text('rsa.asc')}</pre>`;
    expect(await read(served(page, 'text/html'))).toMatchObject({
      value: [{ algorithm: 'ed25519' }, { algorithm: 'RSA 2048' }],
    });
  });

  test('a block after a long page that is cut', async () => {
    expect(await read(served(`${text('ecc.asc')}${'x'.repeat(99)}`, 'text/plain', true))).toMatchObject({ ok: true });
  });
});

describe('what is not bound by the key itself is left out', () => {
  test('a key of another, without its self-signature, is not in force', async () => {
    // The user id and its certification come after the primary key packet: 0xb4 begins a user id.
    const bytes = keyFile('ecc.gpg');
    const bare = bytes.subarray(0, bytes.indexOf(0xb4));
    expect(await read(served(bare))).toMatchObject({ value: [{ selfSigned: false, users: [], expires: null }] });
  });

  test('a user id that another key certified', async () => {
    const [ecc, rsa] = [keyFile('ecc.gpg'), Buffer.from(unarmored(text('rsa.asc')), 'base64')];
    const foreign = rsa.subarray(rsa.indexOf(Buffer.from([0xb4, 0x25])));
    const mixed = Buffer.concat([ecc.subarray(0, ecc.indexOf(0xb8)), foreign]);
    const keys = await read(served(mixed));
    expect(keys).toMatchObject({ ok: true, value: [{ users: ['Acme Ecc <ecc@acme.example>'] }] });
  });
});

/** The base64 of an armored block. */
const unarmored = (block: string): string =>
  block
    .split('\n')
    .filter((line) => /^[A-Za-z0-9+/]+=*$/.test(line))
    .join('');

describe('what is no key in force says so', () => {
  test('a secret key', async () => {
    const { privateKey } = await generateKey({ userIDs: [{ email: 'a@acme.example' }], format: 'armored' });
    expect(await read(served(privateKey))).toMatchObject({ value: [{ secret: true }] });
  });

  test.each([
    ['a page without one', served('<h1>Key</h1>', 'text/html'), null],
    ['armor around nothing', served(text('ecc.asc').replace(/\n\n[\s\S]*\n=/, '\n\nAAAA\n=')), 'malformed'],
    ['a damaged packet', served(Buffer.from([0xc6, 0x05, 4, 1, 2, 3, 4])), 'malformed'],
    ['more than is read', served('x', 'text/plain', true), 'malformed'],
  ])('%s', async (_, outcome, kind) => {
    const keys = await read(outcome);
    if (kind === null) expect(keys).toBeNull();
    else expect(keys).toMatchObject({ ok: false, gap: { kind } });
  });

  test('the library is not installed', async () => {
    const load = () => Promise.reject(new Error("Cannot find package 'openpgp'"));
    const { published } = await readPublishedKeys(url, visitOf({ [url]: served(text('ecc.asc')) }), load);
    expect(published.keys).toMatchObject({ ok: false, gap: { kind: 'unsupported' } });
  });

  test('it is loaded for a key alone', async () => {
    const load = () => Promise.reject(new Error('not needed'));
    const { published } = await readPublishedKeys(url, visitOf({ [url]: served('nothing here') }), load);
    expect(published.keys).toBeNull();
  });
});

test('no bytes make the reader fail', async () => {
  const ecc = keyFile('ecc.gpg');
  const change = fc.tuple(fc.nat(ecc.length - 1), fc.integer({ min: 0, max: 255 }));
  const damaged = fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    const bytes = Buffer.from(ecc);
    for (const [at, value] of changes) bytes[at] = value;
    return bytes;
  });
  const wild = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.concat([Buffer.from([0xc6]), bytes]));
  await fc.assert(
    fc.asyncProperty(fc.oneof(damaged, wild), async (bytes) => {
      const keys = await read(served(bytes));
      expect(keys === null || keys.ok || keys.gap.kind === 'malformed').toBe(true);
      // A damaged key is never taken for another one in force.
      const found = keys?.ok ? keys.value : [];
      const others = found.filter(({ fingerprint }) => fingerprint !== '10BCBEDE69D9A60F18004B9D3C49817066D7606A');
      expect(others.filter(({ selfSigned }) => selfSigned)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('a Keybase profile is read at its keys', async () => {
  const visit = visitOf({});
  const { published } = await readPublishedKeys('https://keybase.io/acme', visit);
  expect(visit.asked).toEqual(['https://keybase.io/acme/pgp_keys.asc']);
  expect(published).toMatchObject({ url: 'https://keybase.io/acme', endpoint: 'keybase.io:443', keys: null });
});
