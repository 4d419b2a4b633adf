import check from '../../../checks/transit/minimum-cipher-bits.ts';
import type { TlsEndpoint } from '../../../src/domain/endpoint.ts';
import type { TlsFacts } from '../../../src/domain/tls.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { modern, protocols, suites } from '../../derive/tls/facts.ts';

const row = { kind: 'transit.encryption', with: { bits: 128, traffic: 'external' } } as const;

const endpoint = (...addresses: readonly TlsFacts[]): TlsEndpoint => ({
  endpoint: 'lab.test:443',
  host: 'lab.test',
  port: 443,
  addresses,
  roots: { store: 'none', certificates: [] },
  intermediates: [],
  revocation: [],
});
const given = (...addresses: readonly TlsFacts[]) => ({ 'web.tls': slice(endpoint(...addresses)) });

const only12 = protocols({ 'TLSv1.2': 'yes' });
const with12 = (names: readonly string[], complete = true): TlsFacts =>
  modern({ protocols: only12, suites: { 'TLSv1.2': suites(names, { complete }) } });

testCheck('minimum-cipher-bits', check, [
  { ...row, name: 'AES-128 and better', given: given(modern()), expect: 'pass', reasons: ['strong'] },
  {
    ...row,
    name: '3DES gives 112 bits',
    given: given(with12(['ECDHE_RSA_WITH_AES_256_GCM_SHA384', 'RSA_WITH_3DES_EDE_CBC_SHA'])),
    expect: 'fail',
    reasons: ['weak'],
    says: ['192.0.2.1 agrees to TLS_RSA_WITH_3DES_EDE_CBC_SHA (TLSv1.2, 112 bits); 128 are claimed'],
  },
  { ...row, name: 'no encryption at all', given: given(with12(['RSA_WITH_NULL_SHA'])), expect: 'fail' },
  {
    ...row,
    name: 'AES-128 where 256 are claimed',
    with: { bits: 256, traffic: 'external' },
    given: given(modern()),
    expect: 'fail',
  },
  {
    ...row,
    name: 'one address of two is weak',
    given: given(modern(), { ...with12(['RSA_WITH_RC4_128_SHA', 'RSA_EXPORT_WITH_RC4_40_MD5']), address: '192.0.2.2' }),
    expect: 'fail',
    says: ['192.0.2.2'],
  },
  {
    ...row,
    name: 'not every suite could be asked for',
    given: given(with12(['ECDHE_RSA_WITH_AES_128_GCM_SHA256'], false)),
    expect: 'unknown',
  },
  {
    ...row,
    name: 'a protocol that gave no answer',
    given: given(modern({ protocols: protocols({ TLSv1: 'unknown', 'TLSv1.2': 'yes', 'TLSv1.3': 'yes' }) })),
    expect: 'unknown',
  },
  {
    ...row,
    name: 'a weak suite is enough, whatever was not seen',
    given: given(with12(['RSA_WITH_3DES_EDE_CBC_SHA'], false)),
    expect: 'fail',
  },
  {
    ...row,
    name: 'nothing answers',
    given: given(modern({ problem: 'refused', suites: {}, protocols: protocols({}) })),
    expect: 'unknown',
    says: ['refused'],
  },
  {
    ...row,
    name: 'no such name',
    given: { 'web.tls': failedSlice({ kind: 'unreachable', detail: 'nxdomain' }) },
    expect: 'unknown',
  },
  { ...row, name: 'no endpoint in scope', given: { 'web.tls': slice() }, expect: 'notApplicable' },
]);
