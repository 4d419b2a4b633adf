import check from '../../../checks/disclosure/pgp-key.ts';
import { unread } from '../../../src/domain/gap.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { page, wall } from '../../derive/web/documents.ts';
import { chain, failed, hop } from '../../derive/web/http-facts.ts';
import { FINGERPRINT, pgpKey, publishedKeys, KEY_URL as url } from '../../derive/web/pgp-keys.ts';

const any = { kind: 'disclosure.pgp-key', with: { url, fingerprint: null } } as const;
const named = { kind: 'disclosure.pgp-key', with: { url, fingerprint: FINGERPRINT } } as const;
const given = (...keys: readonly ReturnType<typeof publishedKeys>[]) => ({ 'web.pgp-keys': slice(...keys) });
const stranger = pgpKey({ fingerprint: 'C7726746BAAF550ADA2BC65C1342167ADA2D94D5', subkeys: [] });
const v6 = 'CB186C4F0609A697E4D52DFA6C722B0C1F1E27C18A56708F6525EC27BAD9ACC9';
const plain = publishedKeys([pgpKey()]);

testCheck('pgp-key', check, [
  {
    ...named,
    name: 'the claimed key, in force',
    given: given(publishedKeys([pgpKey()])),
    expect: 'pass',
    reasons: ['same'],
    says: ['same fingerprint', '10BC BEDE 69D9', 'ed25519', 'example.com', '2028-01-02', 'can be encrypted to'],
  },
  {
    ...named,
    name: 'the claimed key beside a stranger’s',
    given: given(publishedKeys([stranger, pgpKey()])),
    expect: 'pass',
    reasons: ['same'],
  },
  {
    kind: 'disclosure.pgp-key',
    with: { url, fingerprint: v6 },
    name: 'a key of version 6, by its 64 digits',
    given: given(publishedKeys([pgpKey({ fingerprint: v6, version: 6, users: [], expires: null })])),
    expect: 'pass',
    reasons: ['same'],
    says: ['no mail domain', 'expires: never'],
  },
  { ...any, name: 'any key will do', given: given(publishedKeys([pgpKey()])), expect: 'pass', reasons: ['current'] },
  {
    ...any,
    name: 'one in force beside one expired',
    given: given(publishedKeys([pgpKey({ expires: Date.UTC(2025, 0, 1) }), stranger])),
    expect: 'pass',
    reasons: ['current'],
    says: ['C772 6746', 'cannot be encrypted to'],
  },
  {
    ...named,
    name: 'another key',
    given: given(publishedKeys([stranger])),
    expect: 'fail',
    reasons: ['other'],
    says: ['C772 6746'],
  },
  {
    ...named,
    name: 'the fingerprint is that of a subkey',
    given: given(
      publishedKeys([
        pgpKey({ fingerprint: stranger.fingerprint, subkeys: [{ ...stranger, fingerprint: FINGERPRINT }] }),
      ]),
    ),
    expect: 'unknown',
    says: ['subkey'],
  },
  {
    ...named,
    name: 'expired',
    given: given(publishedKeys([pgpKey({ expires: Date.UTC(2026, 10, 22, 11) })])),
    expect: 'fail',
    reasons: ['expired'],
    says: ['2026-11-22'],
  },
  {
    ...named,
    name: 'revoked',
    given: given(publishedKeys([pgpKey({ revoked: true })])),
    expect: 'fail',
    reasons: ['revoked'],
  },
  {
    ...named,
    name: 'revoked in one of two copies',
    given: given(publishedKeys([pgpKey(), pgpKey({ revoked: true })])),
    expect: 'fail',
    reasons: ['revoked'],
  },
  {
    ...named,
    name: 'prolonged in one of two copies',
    given: given(publishedKeys([pgpKey({ expires: Date.UTC(2025, 0, 1) }), pgpKey()])),
    expect: 'pass',
    reasons: ['same'],
  },
  {
    ...named,
    name: 'the secret half',
    given: given(publishedKeys([pgpKey({ secret: true })])),
    expect: 'fail',
    reasons: ['secret'],
  },
  {
    ...named,
    name: 'no self-signature',
    given: given(publishedKeys([pgpKey({ selfSigned: false })])),
    expect: 'unknown',
  },
  {
    ...named,
    name: 'made in the future',
    given: given(publishedKeys([pgpKey({ created: Date.UTC(2027, 0, 1) })])),
    expect: 'unknown',
  },
  {
    ...named,
    name: 'a dead link',
    given: given(publishedKeys(null, wall(404))),
    expect: 'fail',
    reasons: ['absent'],
    says: ['404'],
  },
  {
    ...named,
    name: 'a page without a key',
    given: given(publishedKeys(null, page())),
    expect: 'fail',
    reasons: ['absent'],
    says: ['without a key block'],
  },
  { ...named, name: 'an empty key block', given: given(publishedKeys([])), expect: 'fail', reasons: ['absent'] },
  {
    ...named,
    name: 'reached in plaintext',
    given: given({ ...plain, chain: chain([hop('http://www.example.com/key.asc', page()), ...plain.chain.hops]) }),
    expect: 'fail',
    reasons: ['absent'],
    says: ['plaintext'],
  },
  { ...named, name: 'a wall against robots', given: given(publishedKeys(null, wall(403))), expect: 'unknown' },
  {
    ...named,
    name: 'a frame for a script',
    given: given(publishedKeys(null, page('<div id=app></div>'))),
    expect: 'unknown',
  },
  { ...named, name: 'the site is down', given: given(publishedKeys(null, failed('timeout'))), expect: 'unknown' },
  {
    ...named,
    name: 'a key that cannot be read',
    given: given(publishedKeys(unread({ kind: 'malformed', detail: 'Misformed armored text' }))),
    expect: 'unknown',
    says: ['Misformed'],
  },
  { ...named, name: 'the listing failed', given: { 'web.pgp-keys': failedSlice() }, expect: 'notApplicable' },
  {
    ...named,
    name: 'only the key of another claim was read',
    given: given({ ...plain, url: 'https://www.example.com/other.asc' }),
    expect: 'notApplicable',
  },
]);
