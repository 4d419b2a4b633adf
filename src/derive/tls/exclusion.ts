import {
  type ActiveProbe,
  TLS_PROTOCOLS,
  type TlsFacts,
  type TlsProtocol,
  type Vulnerability,
  type VulnerabilityState,
} from '../../domain/tls.ts';
import { type Suite, suiteByName } from '../../parse/tls/suites.ts';

/** Suites of all versions, or of the ones named. */
export function offeredSuites(facts: TlsFacts, protocols?: readonly TlsProtocol[]): readonly Suite[] {
  return Object.entries(facts.suites)
    .filter(([protocol]) => protocols === undefined || protocols.some((wanted) => wanted === protocol))
    .flatMap(([, suites]) => suites.names.flatMap((name) => suiteByName(name) ?? []));
}

/**
 * Whether all that is offered was seen, in every version but SSL 2.0, whose rule is its own. A version that gave no
 * answer may offer anything.
 */
export function everySuiteSeen(facts: TlsFacts): boolean {
  return TLS_PROTOCOLS.filter((protocol) => protocol !== 'SSLv2').every((protocol) => {
    const { offered } = facts.protocols[protocol];
    return offered === 'no' || (offered === 'yes' && facts.suites[protocol]?.complete === true);
  });
}

/** Whether what one connection shows may be taken for every server behind the address. Certificates may differ. */
function isOneServer({ unstable }: TlsFacts): boolean {
  return unstable.every(({ about }) => about === 'certificate');
}

/**
 * Why the software is younger than the last OpenSSL with the bugs of 2014 to 2016, or null when nothing shows it.
 * TLS 1.3, X25519, ChaCha20-Poly1305 (RFC 7905) and the extensions for the extended master secret and
 * encrypt-then-MAC all came to OpenSSL with 1.1.0 (August 2016) or later, and to no release that had those bugs.
 */
function youngerThan2016(facts: TlsFacts): string | null {
  if (!isOneServer(facts)) return null;
  if (facts.protocols['TLSv1.3'].offered === 'yes')
    return 'TLS 1.3 is offered, which no OpenSSL before 1.1.1 (2018) has';
  const later = 'which no OpenSSL before 1.1.0 (2016) has';
  if (facts.groups.legacy.names.some((name) => name === 'x25519' || name === 'x448'))
    return `X25519 is offered, ${later}`;
  if (hasChacha(facts)) return `ChaCha20-Poly1305 is offered, ${later}`;
  if (isTrue(facts.extendedMasterSecret)) return `the extended master secret is offered, ${later}`;
  if (isTrue(facts.encryptThenMac)) return `encrypt-then-MAC is offered, ${later}`;
  return null;
}

function hasChacha(facts: TlsFacts): boolean {
  return offeredSuites(facts).some(({ cipher, name }) => cipher === 'CHACHA20' && !name.endsWith('_draft'));
}

/** The same for the CCS bug of June 2014: TLS_FALLBACK_SCSV came with OpenSSL 1.0.1j in October 2014. */
function youngerThan2014(facts: TlsFacts): string | null {
  const younger = youngerThan2016(facts);
  if (younger !== null) return younger;
  return isOneServer(facts) && isTrue(facts.fallbackScsv)
    ? 'TLS_FALLBACK_SCSV is honoured, which no OpenSSL before 1.0.1j (2014) does'
    : null;
}

function isTrue(fact: { readonly known: boolean; readonly value?: boolean }): boolean {
  return fact.known && fact.value === true;
}

function hasLegacy({ protocols }: TlsFacts): boolean {
  return (['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2'] as const).some((version) => protocols[version].offered !== 'no');
}

const NO_LEGACY = 'only TLS 1.3 is offered';

type Rule = {
  readonly name: string;
  readonly probe: ActiveProbe;
  /** Why the configuration makes the bug impossible; null when it does not. */
  readonly excluded: (facts: TlsFacts) => string | null;
};

function withoutCbc(facts: TlsFacts): string | null {
  if (!hasLegacy(facts)) return NO_LEGACY;
  if (!everySuiteSeen(facts)) return null;
  return offeredSuites(facts).some(({ mode }) => mode === 'CBC') ? null : 'no CBC suite is offered';
}

function withoutRsa(facts: TlsFacts): string | null {
  if (!hasLegacy(facts)) return NO_LEGACY;
  if (!everySuiteSeen(facts)) return null;
  return offeredSuites(facts).some(({ keyExchange }) => keyExchange === 'RSA')
    ? null
    : 'no RSA key exchange is offered';
}

/**
 * F5 fixed Ticketbleed in February 2017, before its first release with TLS 1.3 (BIG-IP 14.1, 2018). No release of that
 * time has ChaCha20-Poly1305 either: its AEAD suites were those with AES-GCM ("Cipher suite practices and pitfalls").
 */
function withoutTickets(facts: TlsFacts): string | null {
  if (!hasLegacy(facts)) return NO_LEGACY;
  if (facts.sessionTickets.known && !facts.sessionTickets.value) return 'no session tickets are given';
  if (!isOneServer(facts)) return null;
  if (facts.protocols['TLSv1.3'].offered === 'yes') return 'TLS 1.3 is offered, which no BIG-IP with the bug has';
  return hasChacha(facts) ? 'ChaCha20-Poly1305 is offered, which no BIG-IP with the bug has' : null;
}

function withoutHeartbeat(facts: TlsFacts): string | null {
  if (!hasLegacy(facts)) return NO_LEGACY;
  if (facts.heartbeat.known && !facts.heartbeat.value) return 'no heartbeat extension is answered';
  return youngerThan2016(facts);
}

/**
 * A server that announces RFC 5746 binds every renegotiation to the handshake before. Whether it renegotiates with
 * clients that predate the RFC as well is a setting of its own that no release since 2010 has by default.
 */
function withoutRenegotiation(facts: TlsFacts): string | null {
  if (!hasLegacy(facts)) return NO_LEGACY;
  return isTrue(facts.secureRenegotiation) ? 'secure renegotiation (RFC 5746) is announced' : null;
}

const youngOrNoCbc = (facts: TlsFacts): string | null => withoutCbc(facts) ?? youngerThan2016(facts);

const RULES: readonly Rule[] = [
  { name: 'heartbleed', probe: 'heartbleed', excluded: withoutHeartbeat },
  {
    name: 'ccs-injection',
    probe: 'ccs-injection',
    excluded: (facts) => (hasLegacy(facts) ? youngerThan2014(facts) : NO_LEGACY),
  },
  { name: 'ticketbleed', probe: 'ticketbleed', excluded: withoutTickets },
  { name: 'robot', probe: 'robot', excluded: withoutRsa },
  { name: 'insecure-renegotiation', probe: 'insecure-renegotiation', excluded: withoutRenegotiation },
  { name: 'poodle-tls', probe: 'padding-oracle', excluded: withoutCbc },
  { name: 'zombie-poodle', probe: 'padding-oracle', excluded: withoutCbc },
  { name: 'goldendoodle', probe: 'padding-oracle', excluded: withoutCbc },
  { name: 'zero-length-padding-oracle', probe: 'padding-oracle', excluded: youngOrNoCbc },
  { name: 'aes-ni-padding-oracle', probe: 'padding-oracle', excluded: youngOrNoCbc },
];

/** Old bugs that only a malformed message would show: excluded by the configuration, tested, or open. */
export function vulnerabilities(facts: TlsFacts): readonly Vulnerability[] {
  return RULES.map(({ name, probe, excluded }) => {
    const tested = facts.active[probe];
    if (tested !== undefined && tested.vulnerable !== 'unknown')
      return { name, state: tested.vulnerable, why: tested.why };
    const reason = excluded(facts);
    if (reason !== null) return { name, state: 'excluded', why: reason };
    const state: VulnerabilityState = tested === undefined ? 'not-tested' : 'unknown';
    return { name, state, why: tested?.why ?? 'only an active probe can tell' };
  });
}
