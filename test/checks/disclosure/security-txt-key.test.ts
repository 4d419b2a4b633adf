import check from '../../../checks/disclosure/security-txt-key.ts';
import type { PublishedKeys } from '../../../src/domain/openpgp.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { wall } from '../../derive/web/documents.ts';
import { answer, chain, failed, hop, site } from '../../derive/web/http-facts.ts';
import { FINGERPRINT, KEY_URL, pgpKey, publishedKeys } from '../../derive/web/pgp-keys.ts';

const any = { kind: 'disclosure.pgp-key', with: { url: null, fingerprint: null } } as const;
const claimed = { kind: 'disclosure.pgp-key', with: { url: null, fingerprint: FINGERPRINT } } as const;
const stranger = pgpKey({ fingerprint: 'C7726746BAAF550ADA2BC65C1342167ADA2D94D5' });

const naming = (...keys: readonly PublishedKeys[]) =>
  site({
    securityTxt: {
      wellKnown: chain([hop('https://app.example.com/.well-known/security.txt', answer(200))]),
      legacy: null,
      keys,
      signatures: null,
    },
  });
const silent = site({ endpoint: 'www.example.com:443' });
const given = (...sites: readonly ReturnType<typeof site>[]) => ({ 'web.http': slice(...sites) });

testCheck('security-txt-key', check, [
  {
    ...any,
    name: 'a key in force',
    given: given(naming(publishedKeys([pgpKey()]))),
    expect: 'pass',
    reasons: ['current'],
    says: [KEY_URL, '10BC BEDE'],
  },
  { ...claimed, name: 'the claimed key', given: given(naming(publishedKeys([pgpKey()]))), expect: 'pass' },
  {
    ...any,
    name: 'one file speaks for all hosts',
    given: given(silent, naming(publishedKeys([pgpKey()]))),
    expect: 'pass',
    reasons: ['current'],
  },
  {
    ...any,
    name: 'an old address beside a good one',
    given: given(naming(publishedKeys(null, wall(404)), publishedKeys([pgpKey()]))),
    expect: 'pass',
  },
  ...(
    [
      ['another key', [stranger], 'C772 6746'],
      ['an expired key', [pgpKey({ expires: 0 })], 'expired on 1970-01-01'],
      ['a revoked key', [pgpKey({ revoked: true })], 'revoked'],
      ['a secret key', [pgpKey({ secret: true })], 'secret half'],
    ] as const
  ).map(
    ([name, keys, text]) =>
      ({
        ...claimed,
        name,
        given: given(naming(publishedKeys(keys))),
        expect: 'fail',
        reasons: ['useless'],
        says: [text],
      }) as const,
  ),
  {
    ...any,
    name: 'a dead address',
    given: given(naming(publishedKeys(null, wall(404)))),
    expect: 'fail',
    reasons: ['useless'],
    says: ['404'],
  },
  {
    ...any,
    name: 'an address that is down',
    given: given(naming(publishedKeys(null, failed('refused')))),
    expect: 'unknown',
  },
  { ...any, name: 'no file names a key', given: given(naming(), silent), expect: 'unknown' },
  { ...any, name: 'nothing in scope', given: given(), expect: 'notApplicable' },
]);
