import { X509Certificate } from 'node:crypto';
import check from '../../../checks/transit/tls-grade.ts';
import type { TlsEndpoint } from '../../../src/domain/endpoint.ts';
import type { TlsFacts } from '../../../src/domain/tls.ts';
import { readCertificate } from '../../../src/parse/x509/certificate.ts';
import { readPem } from '../../../src/parse/x509/pem.ts';
import { failedSlice, now, slice, testCheck } from '../../check-tester.ts';
import { modern, protocols, suites } from '../../derive/tls/facts.ts';
import { address, answer, probe, site } from '../../derive/web/http-facts.ts';
import { createAuthority } from '../../servers/http/certificates.ts';

const row = { kind: 'transit.tls-grade', with: { grade: 'A+' } } as const;

const authority = createAuthority({ instants: [now] });
const root = readCertificate(new X509Certificate(authority.pem).raw);
const leaf = readCertificate(new X509Certificate(authority.issue(['app.example.com'], { days: 60 }).cert).raw);
const chains: TlsFacts['chains'] = [{ protocol: 'TLSv1.3', certificates: [leaf], staple: null, handshakeScts: false }];

/** What the HTTP facts' helpers call their one address. */
const there = { host: 'app.example.com', serverName: 'app.example.com', address: address().address, chains };
const good = modern(there);
const weak = modern({
  ...there,
  protocols: protocols({ TLSv1: 'yes', 'TLSv1.2': 'yes', 'TLSv1.3': 'yes' }),
  suites: { ...good.suites, TLSv1: suites(['ECDHE_RSA_WITH_AES_128_CBC_SHA']) },
});

const endpoint = (facts: TlsFacts, certificates = readPem([authority.pem])): TlsEndpoint => ({
  endpoint: 'app.example.com:443',
  host: 'app.example.com',
  port: 443,
  addresses: [facts],
  roots: { store: 'test', certificates },
  intermediates: [],
  revocation: [],
});

const hsts = (value: string) =>
  slice(site({ addresses: [address({ secure: probe(answer(200, [['strict-transport-security', value]])) })] }));
const year = hsts('max-age=31536000');

testCheck('tls-grade', check, [
  {
    ...row,
    name: 'a modern server with long HSTS',
    given: { 'web.tls': slice(endpoint(good)), 'web.http': year },
    expect: 'pass',
    reasons: ['reached'],
    says: ['grade A+'],
  },
  {
    ...row,
    name: 'HSTS is too short for A+',
    given: { 'web.tls': slice(endpoint(good)), 'web.http': hsts('max-age=300') },
    expect: 'fail',
    reasons: ['missed'],
    says: ['grade A on'],
  },
  {
    ...row,
    name: 'A is enough where A is claimed',
    with: { grade: 'A' },
    given: { 'web.tls': slice(endpoint(good)), 'web.http': hsts('max-age=300') },
    expect: 'pass',
  },
  {
    ...row,
    name: 'TLS 1.0 caps at B',
    with: { grade: 'A-' },
    given: { 'web.tls': slice(endpoint(weak)), 'web.http': year },
    expect: 'fail',
    says: ['TLS 1.0'],
  },
  {
    ...row,
    name: 'a root that nobody trusts',
    given: {
      'web.tls': slice(
        endpoint({ ...good, chains: chains.map((chain) => ({ ...chain, certificates: [leaf, root] })) }, []),
      ),
      'web.http': year,
    },
    expect: 'fail',
  },
  {
    ...row,
    name: 'the header could not be read',
    given: { 'web.tls': slice(endpoint(good)), 'web.http': slice() },
    expect: 'unknown',
  },
  {
    ...row,
    name: 'nothing answers',
    given: { 'web.tls': slice(endpoint({ ...good, problem: 'refused' })), 'web.http': slice() },
    expect: 'unknown',
    says: ['refused'],
  },
  { ...row, name: 'no such name', given: { 'web.tls': failedSlice(), 'web.http': slice() }, expect: 'unknown' },
  { ...row, name: 'no endpoint in scope', given: { 'web.tls': slice(), 'web.http': slice() }, expect: 'notApplicable' },
]);
