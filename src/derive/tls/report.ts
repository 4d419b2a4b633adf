import type { RevocationState } from '../../domain/revocation.ts';
import {
  type Answer,
  type Cap,
  type CertificateFacts,
  type ChainFacts,
  type ChainTrust,
  type Fact,
  type Grade,
  type HstsFact,
  type Letter,
  type OpenRule,
  TLS_PROTOCOLS,
  type TlsFacts,
  type UnreadableCertificate,
  type VulnerabilityState,
} from '../../domain/tls.ts';
import { hostGrade } from './host-grade.ts';

/** One address with everything concluded about it. `seconds` is the wall time of its probes. */
export type GradedEndpoint = {
  readonly facts: TlsFacts;
  readonly trust: readonly ChainTrust[];
  readonly grade: Grade;
  readonly hsts: HstsFact;
  readonly seconds: number;
};

type CertificateReport = {
  readonly subject: string;
  readonly issuer: string;
  readonly notAfter: string | null;
  readonly key: string;
  readonly signature: string;
  readonly names: readonly string[];
};

type ChainReport = {
  readonly protocol: string;
  readonly certificates: readonly CertificateReport[];
  /** Null when an intermediate is missing and nothing can be said. */
  readonly trusted: boolean | null;
  readonly problems: readonly { readonly code: string; readonly text: string }[];
  readonly remarks: readonly { readonly code: string; readonly text: string }[];
  readonly path: readonly string[] | null;
  readonly revocation: readonly RevocationState[];
  readonly stapled: boolean;
};

export type EndpointReport = {
  readonly address: string;
  readonly problem: string | null;
  readonly grade: Letter | null;
  readonly bounds: { readonly lower: Letter; readonly upper: Letter } | null;
  readonly ruleset: string;
  readonly score: Grade['score'];
  readonly trustIgnored: Letter | null;
  readonly caps: readonly Cap[];
  readonly warnings: readonly Cap[];
  readonly open: readonly OpenRule[];
  readonly notes: readonly string[];
  readonly protocols: Readonly<Record<string, Answer>>;
  readonly suites: Readonly<Record<string, readonly string[]>>;
  readonly order: Readonly<Record<string, 'server' | 'client' | 'unknown'>>;
  readonly groups: readonly string[];
  readonly dh: TlsFacts['dh'];
  readonly chains: readonly ChainReport[];
  readonly vulnerabilities: Readonly<Record<string, VulnerabilityState>>;
  readonly extensions: Readonly<Record<string, boolean | string | null>>;
  readonly hsts: HstsFact;
  readonly unstable: readonly string[];
  readonly connections: number;
  readonly seconds: number;
};

export type TlsReport = {
  readonly host: string;
  readonly port: number;
  readonly grade: Letter | null;
  readonly bounds: { readonly lower: Letter; readonly upper: Letter } | null;
  readonly endpoints: readonly EndpointReport[];
};

/** The JSON of the single-purpose command: the host's grade is that of its worst address. */
export function tlsReport(host: string, port: number, endpoints: readonly GradedEndpoint[]): TlsReport {
  const { letter, bounds } = hostGrade(endpoints.map(({ grade }) => grade));
  return { host, port, grade: letter, bounds, endpoints: endpoints.map(endpointReport) };
}

function endpointReport({ facts, trust, grade, hsts, seconds }: GradedEndpoint): EndpointReport {
  const offered = TLS_PROTOCOLS.flatMap((protocol) => {
    const suites = facts.suites[protocol];
    return suites === undefined ? [] : [[protocol, suites] as const];
  });
  return {
    address: facts.address,
    problem: facts.problem,
    grade: grade.letter,
    bounds: grade.bounds,
    ruleset: grade.ruleset,
    score: grade.score,
    trustIgnored: grade.trustIgnored,
    caps: grade.caps,
    warnings: grade.warnings,
    open: grade.open,
    notes: grade.notes,
    protocols: Object.fromEntries(TLS_PROTOCOLS.map((protocol) => [protocol, facts.protocols[protocol].offered])),
    suites: Object.fromEntries(offered.map(([protocol, { names }]) => [protocol, names])),
    order: Object.fromEntries(offered.map(([protocol, { order }]) => [protocol, order])),
    groups: [...new Set([...facts.groups.tls13.names, ...facts.groups.legacy.names])],
    dh: facts.dh,
    chains: facts.chains.map((chain, index) => chainReport(chain, trust[index])),
    vulnerabilities: Object.fromEntries(grade.vulnerabilities.map(({ name, state }) => [name, state])),
    extensions: extensions(facts),
    hsts,
    unstable: facts.unstable.map(({ text }) => text),
    connections: facts.connections,
    seconds,
  };
}

function extensions(facts: TlsFacts): EndpointReport['extensions'] {
  const value = <T extends boolean | string | null>(fact: Fact<T>): T | 'unknown' =>
    fact.known ? fact.value : 'unknown';
  return {
    alpn: value(facts.alpn),
    secureRenegotiation: value(facts.secureRenegotiation),
    compression: value(facts.compression),
    heartbeat: value(facts.heartbeat),
    sessionTickets: value(facts.sessionTickets),
    extendedMasterSecret: value(facts.extendedMasterSecret),
    encryptThenMac: value(facts.encryptThenMac),
    fallbackScsv: value(facts.fallbackScsv),
    withoutServerName: value(facts.withoutServerName),
  };
}

function chainReport(chain: ChainFacts, trust: ChainTrust | undefined): ChainReport {
  const answers: Readonly<Record<Answer, boolean | null>> = { yes: true, no: false, unknown: null };
  return {
    protocol: chain.protocol,
    certificates: chain.certificates.map(certificateReport),
    trusted: trust === undefined ? null : answers[trust.trusted],
    problems: trust?.problems ?? [],
    remarks: trust?.remarks ?? [],
    path: trust?.path ?? null,
    revocation: trust?.revocation ?? [],
    stapled: chain.staple !== null,
  };
}

function certificateReport(certificate: CertificateFacts | UnreadableCertificate): CertificateReport {
  if ('unreadable' in certificate) {
    return {
      subject: `unreadable: ${certificate.unreadable}`,
      issuer: '',
      notAfter: null,
      key: '',
      signature: '',
      names: [],
    };
  }
  const { subject, issuer, notAfter, key, signature, names } = certificate;
  const size = key.curve ?? (key.bits > 0 ? String(key.bits) : '');
  return {
    subject,
    issuer,
    notAfter,
    key: `${key.type} ${size}`.trim(),
    signature,
    names: [...names.dns, ...names.ip].slice(0, 100),
  };
}
