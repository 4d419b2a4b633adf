import type {
  Answer,
  CertificateFacts,
  ChainTrust,
  PublicKeyFacts,
  SuiteFacts,
  TlsFacts,
  TlsProtocol,
} from '../../../src/domain/tls.ts';
import { TLS_PROTOCOLS } from '../../../src/domain/tls.ts';

const known = <T>(value: T) => ({ known: true, value }) as const;

export const suites = (names: readonly string[], more: Partial<SuiteFacts> = {}): SuiteFacts => ({
  names: names.map((name) => (name.startsWith('SSL_CK_') ? name : `TLS_${name}`)),
  complete: true,
  order: 'server',
  chachaFirst: 'no',
  ...more,
});

export const protocols = (answers: Partial<Record<TlsProtocol, Answer>>): TlsFacts['protocols'] => {
  const of = (protocol: TlsProtocol) => ({ offered: answers[protocol] ?? 'no', why: 'as tested' }) as const;
  const [SSLv2, SSLv3, TLSv1, TLSv11, TLSv12, TLSv13] = TLS_PROTOCOLS;
  return {
    [SSLv2]: of(SSLv2),
    [SSLv3]: of(SSLv3),
    [TLSv1]: of(TLSv1),
    [TLSv11]: of(TLSv11),
    [TLSv12]: of(TLSv12),
    [TLSv13]: of(TLSv13),
  };
};

const certificate = (key: Partial<PublicKeyFacts> = {}): CertificateFacts => ({
  der: '',
  version: 3,
  subject: 'CN=lab.test',
  subjectParts: ['CN=lab.test'],
  issuer: 'CN=Lab',
  commonName: 'lab.test',
  serial: '01',
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T00:00:00.000Z',
  key: { type: 'RSA', bits: 2048, curve: null, exponent: '65537', ...key },
  signature: 'sha256WithRSAEncryption',
  names: { dns: ['lab.test'], ip: [], email: [] },
  isCa: false,
  pathLength: null,
  keyUsage: null,
  extendedKeyUsage: null,
  nameConstraints: null,
  unhandledCritical: [],
  selfIssued: false,
  mustStaple: false,
  embeddedScts: true,
  ocspUrls: [],
  crlUrls: [],
  issuerUrls: [],
});

export const chainWith = (key: Partial<PublicKeyFacts> = {}): TlsFacts['chains'] => [
  { protocol: 'TLSv1.3', certificates: [certificate(key)], staple: null, handshakeScts: false },
];

/** TLS 1.2 and 1.3 with ECDHE and AEAD alone: what gets A+ with a long HSTS. */
export const modern = (more: Partial<TlsFacts> = {}): TlsFacts => ({
  host: 'lab.test',
  port: 443,
  address: '192.0.2.1',
  serverName: 'lab.test',
  problem: null,
  protocols: protocols({ 'TLSv1.2': 'yes', 'TLSv1.3': 'yes' }),
  suites: {
    'TLSv1.2': suites(['ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'ECDHE_RSA_WITH_AES_256_GCM_SHA384']),
    'TLSv1.3': suites(['AES_128_GCM_SHA256', 'AES_256_GCM_SHA384']),
  },
  groups: {
    tls13: { names: ['x25519', 'secp256r1'], complete: true },
    legacy: { names: ['x25519', 'secp256r1'], complete: true },
  },
  dh: [],
  chains: chainWith(),
  signatures: ['rsa_pss_rsae_sha256'],
  alpn: known('h2'),
  secureRenegotiation: known(true),
  compression: known(false),
  heartbeat: known(false),
  sessionTickets: known(false),
  extendedMasterSecret: known(true),
  encryptThenMac: known(false),
  fallbackScsv: known(true),
  withoutServerName: known('same certificate'),
  active: {},
  unstable: [],
  connections: 35,
  ...more,
});

/** Active probes that found nothing. */
export const tested: TlsFacts['active'] = Object.fromEntries(
  ['ccs-injection', 'heartbleed', 'ticketbleed', 'robot', 'padding-oracle', 'insecure-renegotiation'].map((name) => [
    name,
    { vulnerable: 'no', why: 'tested' },
  ]),
);

export const trusted = (more: Partial<ChainTrust> = {}): ChainTrust => ({
  trusted: 'yes',
  problems: [],
  remarks: [],
  path: ['CN=lab.test', 'CN=Lab'],
  revocation: [],
  signatures: ['sha256WithRSAEncryption'],
  ...more,
});
