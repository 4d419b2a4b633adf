import type { RevocationState } from './revocation.ts';

/**
 * What a TLS endpoint shows from outside (facts) and what is concluded from it (trust, grade).
 * Facts never judge: an item is yes, no, or unknown with the reason; a reset or a time-out is never "no".
 */

export const TLS_PROTOCOLS = ['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
export type TlsProtocol = (typeof TLS_PROTOCOLS)[number];

export type Answer = 'yes' | 'no' | 'unknown';

/** A value that was observed, or the reason why it could not be. */
export type Fact<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly why: string };

export type ProtocolFact = { readonly offered: Answer; readonly why: string };

export type SuiteFacts = {
  /** IANA names (SSL_CK_* for SSLv2); in the server's order when `order` is `server`, else strongest first. */
  readonly names: readonly string[];
  /** False when a probe failed on the way, so that more suites may be offered than were seen. */
  readonly complete: boolean;
  readonly order: 'server' | 'client' | 'unknown';
  /** The server moves ChaCha20 to the top for clients that put it first. */
  readonly chachaFirst: Answer;
};

export type GroupFacts = {
  /** Names of the IANA "TLS Supported Groups" registry, as the server picked them. */
  readonly names: readonly string[];
  readonly complete: boolean;
};

export type DhFacts = {
  readonly protocol: TlsProtocol;
  readonly bits: number;
  /** `RFC 7919 ffdhe2048`, `Oakley group 14`, … or null for a prime of the server's own. */
  readonly knownPrime: string | null;
  /** Whether two connections got the same public value. */
  readonly reused: Answer;
};

export type PublicKeyFacts = {
  readonly type: 'RSA' | 'RSA-PSS' | 'EC' | 'Ed25519' | 'Ed448' | 'DSA' | 'DH' | 'other';
  readonly bits: number;
  readonly curve: string | null;
  /** RSA public exponent as a decimal string; null for other keys. */
  readonly exponent: string | null;
};

/** Subtrees of names (RFC 5280 section 4.2.1.10): domains, addresses as CIDR, mail hosts or domains, directory name parts. */
export type NameSubtrees = {
  readonly dns: readonly string[];
  readonly ip: readonly string[];
  readonly email: readonly string[];
  readonly directory: readonly (readonly string[])[];
};

export type CertificateFacts = {
  /** DER, base64. */
  readonly der: string;
  /** 1 to 3. */
  readonly version: number;
  /** Most specific part first: `CN=example.org, O=Example`. */
  readonly subject: string;
  /** The same part by part (`O=Example`), most general first. */
  readonly subjectParts: readonly string[];
  readonly issuer: string;
  readonly commonName: string | null;
  /** Hexadecimal, lower case. */
  readonly serial: string;
  /** ISO 8601 instants. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly key: PublicKeyFacts;
  /** `sha256WithRSAEncryption`, `ecdsa-with-SHA384`, … or the dotted object identifier. */
  readonly signature: string;
  /** Subject alternative names. */
  readonly names: {
    readonly dns: readonly string[];
    readonly ip: readonly string[];
    readonly email: readonly string[];
  };
  /** The CA flag of the basic constraints. */
  readonly isCa: boolean;
  /** How many intermediates may stand between this authority and a leaf; null: any number. */
  readonly pathLength: number | null;
  /** `digitalSignature`, `keyCertSign`, …; null without the extension. */
  readonly keyUsage: readonly string[] | null;
  /** Dotted object identifiers; null without the extension. */
  readonly extendedKeyUsage: readonly string[] | null;
  readonly nameConstraints: { readonly permitted: NameSubtrees; readonly excluded: NameSubtrees } | null;
  /** Critical extensions that this program knows nothing of, as dotted object identifiers. */
  readonly unhandledCritical: readonly string[];
  readonly selfIssued: boolean;
  readonly mustStaple: boolean;
  readonly embeddedScts: boolean;
  readonly ocspUrls: readonly string[];
  readonly crlUrls: readonly string[];
  readonly issuerUrls: readonly string[];
};

/** An element of a chain that is no certificate this program can read. */
export type UnreadableCertificate = { readonly der: string; readonly unreadable: string };

export type ChainFacts = {
  readonly protocol: TlsProtocol;
  /** As sent: order, duplicates and extras kept. */
  readonly certificates: readonly (CertificateFacts | UnreadableCertificate)[];
  /** Stapled OCSP response, DER base64, or null when none came. */
  readonly staple: string | null;
  /** SCTs delivered in the handshake (TLS extension), apart from those embedded in the certificate. */
  readonly handshakeScts: boolean;
};

export type ActiveProbe =
  | 'ccs-injection'
  | 'heartbleed'
  | 'ticketbleed'
  | 'robot'
  | 'padding-oracle'
  | 'insecure-renegotiation';
export type ActiveFact = { readonly vulnerable: Answer; readonly why: string };

/** One thing that the same address answered now like this, now like that. Whatever was seen once is among the facts. */
export type Contradiction = {
  readonly about: 'protocol' | 'suites' | 'groups' | 'certificate' | 'extensions';
  /** The protocol or the extension it is about. */
  readonly subject: string;
  readonly text: string;
};

export type TlsFacts = {
  readonly host: string;
  readonly port: number;
  readonly address: string;
  readonly serverName: string | null;
  /** Why nothing could be learnt at all (refused, unreachable, not TLS, silent); null when there was an answer. */
  readonly problem: string | null;
  readonly protocols: Readonly<Record<TlsProtocol, ProtocolFact>>;
  readonly suites: Readonly<Partial<Record<TlsProtocol, SuiteFacts>>>;
  /** Key-exchange groups of TLS 1.3, and ECDHE groups of TLS 1.2 and older. */
  readonly groups: { readonly tls13: GroupFacts; readonly legacy: GroupFacts };
  readonly dh: readonly DhFacts[];
  readonly chains: readonly ChainFacts[];
  /** Signature schemes the server was seen to sign its handshake with. */
  readonly signatures: readonly string[];
  /** The protocol chosen when `h2` and `http/1.1` are offered; null when the server ignores ALPN. */
  readonly alpn: Fact<string | null>;
  readonly secureRenegotiation: Fact<boolean>;
  readonly compression: Fact<boolean>;
  readonly heartbeat: Fact<boolean>;
  readonly sessionTickets: Fact<boolean>;
  readonly extendedMasterSecret: Fact<boolean>;
  readonly encryptThenMac: Fact<boolean>;
  readonly fallbackScsv: Fact<boolean>;
  readonly withoutServerName: Fact<'same certificate' | 'another certificate' | 'refused'>;
  readonly active: Readonly<Partial<Record<ActiveProbe, ActiveFact>>>;
  /** Contradictions between answers of the same address: a pool of differing servers, or one that is being changed. */
  readonly unstable: readonly Contradiction[];
  readonly connections: number;
};

export type TrustProblemCode =
  | 'no-certificate'
  | 'unreadable'
  | 'name-mismatch'
  | 'expired'
  | 'not-yet-valid'
  | 'self-signed'
  | 'untrusted-root'
  | 'incomplete-chain'
  | 'bad-signature'
  | 'not-a-ca'
  | 'path-length'
  | 'name-constraints'
  | 'wrong-usage'
  | 'unknown-critical-extension'
  | 'weak-key'
  | 'distrusted-ca'
  | 'revoked';

/** Remarks that do not break trust. */
export type TrustRemarkCode =
  | 'incomplete'
  | 'wrong-order'
  | 'extra-certificates'
  | 'duplicate-certificates'
  | 'root-sent'
  | 'expires-soon'
  | 'must-staple-without-staple'
  | 'bad-staple'
  | 'revocation-unchecked';

export type Coded<Code extends string> = { readonly code: Code; readonly text: string };

export type ChainTrust = {
  /** Unknown when an intermediate is missing that only the network could bring. */
  readonly trusted: Answer;
  readonly problems: readonly Coded<TrustProblemCode>[];
  readonly remarks: readonly Coded<TrustRemarkCode>[];
  /** Subjects from leaf to root of the path that was accepted; null without one. */
  readonly path: readonly string[] | null;
  /** State of each certificate of the path but the root, leaf first; empty without a path. */
  readonly revocation: readonly RevocationState[];
  /** Signature algorithms of the accepted path (or of what was sent), roots left out. */
  readonly signatures: readonly string[];
};

export const LETTERS = ['A+', 'A', 'A-', 'B', 'C', 'D', 'E', 'F', 'T', 'M'] as const;
export type Letter = (typeof LETTERS)[number];
export type Ruleset = '2009q' | '2009r';

/** HSTS as the rating guide sees it; `maxAge` in seconds. */
export type HstsFact =
  | { readonly status: 'present'; readonly maxAge: number }
  | { readonly status: 'absent' | 'invalid' | 'disabled' | 'unknown' };

/** A rule that applied, with its effect on the letter. */
export type Cap = {
  readonly rule: string;
  readonly grade: Letter;
  readonly text: string;
  readonly fix: string;
  readonly source: string;
};

/** A rule of the guide that could not be decided, and what it would do if it applied. */
export type OpenRule = { readonly rule: string; readonly grade: Letter; readonly text: string };

export type VulnerabilityState = 'no' | 'yes' | 'excluded' | 'not-tested' | 'unknown';
export type Vulnerability = { readonly name: string; readonly state: VulnerabilityState; readonly why: string };

export type Grade = {
  readonly ruleset: Ruleset;
  /** Null when the facts leave more than one letter possible. */
  readonly letter: Letter | null;
  /** Worst and best letter the facts allow; null bounds when nothing could be graded. */
  readonly bounds: { readonly lower: Letter; readonly upper: Letter } | null;
  readonly score: {
    readonly total: number;
    readonly protocol: number;
    readonly keyExchange: number;
    readonly cipher: number;
  } | null;
  /** The letter if trust were ignored; null when it is not a single one. */
  readonly trustIgnored: Letter | null;
  /** Rules that applied, worst first. The first one explains the letter. */
  readonly caps: readonly Cap[];
  readonly warnings: readonly Cap[];
  readonly open: readonly OpenRule[];
  readonly vulnerabilities: readonly Vulnerability[];
  readonly notes: readonly string[];
};
