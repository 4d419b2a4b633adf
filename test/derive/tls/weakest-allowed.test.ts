import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { weakestAllowed } from '../../../src/derive/tls/weakest-allowed.ts';
import { SUITES } from '../../../src/parse/tls/suites.ts';
import { sslPolicy } from '../../checks/aws-items.ts';

const tripleDes = 'TLS_RSA_WITH_3DES_EDE_CBC_SHA';
const gcm = 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256';
const aes256 = 'TLS_AES_256_GCM_SHA384';

describe('the weakest suite that a policy allows', () => {
  test.each([
    ['one of several', ['TLSv1', 'TLSv1.2'], [gcm, tripleDes], { suite: tripleDes, bits: 112 }, []],
    ['not one of a protocol that is not spoken', ['TLSv1.3'], [aes256, tripleDes], { suite: aes256, bits: 256 }, []],
    ['none that fits the protocol', ['TLSv1.1'], [gcm], null, []],
    ['nothing at all', [], [], null, []],
    ['an unknown suite beside a known one', ['TLSv1.2'], [gcm, 'NEW'], { suite: gcm, bits: 128 }, ['NEW']],
    ['an unknown protocol', ['TLSv2'], [gcm], null, ['TLSv2']],
    ['no encryption', ['TLSv1'], ['TLS_RSA_WITH_NULL_SHA', gcm], { suite: 'TLS_RSA_WITH_NULL_SHA', bits: 0 }, []],
  ] as const)('%s', (_, protocols, suites, weakest, strange) => {
    expect(weakestAllowed(sslPolicy({ protocols, suites }))).toEqual({ weakest, strange });
  });

  test('one more suite never makes a policy stronger, and their order changes no bits', () => {
    const names = fc.shuffledSubarray(SUITES.map(({ name }) => name));
    const bitsOf = (suites: readonly string[]) =>
      weakestAllowed(sslPolicy({ protocols: ['TLSv1', 'TLSv1.2', 'TLSv1.3'], suites })).weakest?.bits ?? Infinity;
    fc.assert(
      fc.property(names, fc.constantFrom(...SUITES), (suites, { name }) => {
        expect(bitsOf([name, ...suites])).toBeLessThanOrEqual(bitsOf(suites));
        expect(bitsOf(suites.toReversed())).toBe(bitsOf(suites));
      }),
    );
  });
});
