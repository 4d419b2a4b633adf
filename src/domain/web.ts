import type { Read } from './gap.ts';
import type { ListServiceFacts } from './list-service.ts';
import type { MailFacts } from './mail.ts';
import type { PgpSignature, PublishedKeys } from './openpgp.ts';
import type { Slice } from './slice.ts';

/** Artifacts read from public endpoints over HTTP and DNS. */
export interface WebArtifacts {
  readonly 'web.http': Slice<HttpFacts>;
  readonly 'web.documents': Slice<DocumentFacts>;
}

/** IP family of an address. */
export type Family = 4 | 6;

// --- DNS -----------------------------------------------------------------------------------------

export type DnsType = 'A' | 'AAAA' | 'CAA' | 'CNAME' | 'MX' | 'NS' | 'PTR' | 'SOA' | 'TXT';

/** One DNS question. `port` is set for address questions only, where an override may depend on it. */
export interface DnsInput {
  readonly name: string;
  readonly type: DnsType;
  readonly port?: number;
}

/** `nxdomain`: no such name; `nodata`: the name exists, the type does not. Both are answers, the others are failures to ask. */
export type DnsErrorKind = 'nxdomain' | 'nodata' | 'servfail' | 'refused' | 'timeout' | 'malformed' | 'not-recorded';

/**
 * A DNS answer. Records are text: addresses as such, TXT joined, MX as `10 mail.example`, CAA as `0 issue ca.example`
 * (flags, tag, then the value unquoted up to the end).
 */
export type DnsOutput =
  | { readonly ok: true; readonly records: readonly string[] }
  | { readonly ok: false; readonly error: { readonly kind: DnsErrorKind; readonly detail: string } };

/** Whether DNS did not say: neither records nor that there are none. */
export const isUnanswered = (answer: DnsOutput): boolean =>
  !answer.ok && answer.error.kind !== 'nxdomain' && answer.error.kind !== 'nodata';

// --- HTTP ----------------------------------------------------------------------------------------

/** One HTTP exchange: a GET, or a POST that changes nothing, on one address, redirects not followed. */
export interface ExchangeInput {
  /** Absolute, http or https, without fragment; its host goes into Host and SNI. */
  readonly url: string;
  /** The address to connect to, never resolved again. */
  readonly address: string;
  /** `false`: go on although the certificate does not verify. Always true for http. */
  readonly verify: boolean;
  /** Bytes of the body to keep if the status is 200; 0: the exchange ends with the headers. */
  readonly body: number;
  /** 1, or 2 when the same question is asked again. */
  readonly attempt: 1 | 2;
  /** What is posted, base64, and its media type; absent: a GET. */
  readonly post?: { readonly type: string; readonly body: string };
}

export type WebErrorKind =
  /** The port is closed (RST). */
  | 'refused'
  /** No answer to the connection attempt in time. */
  | 'filtered'
  /** Connected, but the exchange did not end in time. */
  | 'timeout'
  | 'reset'
  /** Closed without sending a byte. */
  | 'empty'
  /** A TLS alert came in answer to plain HTTP: the port speaks TLS only. */
  | 'speaks-tls'
  /** The TLS handshake or the certificate check failed. */
  | 'tls'
  | 'malformed'
  | 'too-large'
  /** This machine has no route, e.g. no IPv6. */
  | 'no-route'
  /** The name has no address, or it could not be learnt; `detail` is the DNS error. */
  | 'no-address'
  /** Our own safety rules forbid the connection. */
  | 'blocked'
  | 'not-recorded'
  | 'interrupted';

export interface WebError {
  readonly kind: WebErrorKind;
  /** How far the exchange came. */
  readonly phase: 'before' | 'connect' | 'tls' | 'response';
  /** Short and safe to print, e.g. `DEPTH_ZERO_SELF_SIGNED_CERT`. */
  readonly detail: string;
}

/** Field lines as received, in order, duplicates kept; names in lower case, values Latin-1. Secret values are masked. */
export type HeaderLines = readonly (readonly [name: string, value: string])[];

export interface WebResponse {
  readonly status: number;
  readonly headers: HeaderLines;
  /** `true`: more field lines came than are kept. */
  readonly headersCut: boolean;
  readonly body: WebBody | null;
  readonly tls: TlsSession | null;
}

export interface WebBody {
  readonly encoding: 'utf8' | 'base64';
  readonly text: string;
  /** `true`: there was more. */
  readonly cut: boolean;
}

/** What the TLS connection under an exchange showed. */
export interface TlsSession {
  readonly protocol: string;
  /** IANA name of the suite. */
  readonly cipher: string;
  /** Signature algorithm OIDs of the certificates up to, not including, the root. */
  readonly signatures: readonly string[];
  /** Organisation and common name of the leaf's issuer. */
  readonly issuer: { readonly organization: string | null; readonly commonName: string | null };
}

export type ExchangeOutput =
  | { readonly ok: true; readonly response: WebResponse }
  | { readonly ok: false; readonly error: WebError };

/** What was asked of one URL and what came back. `address` is null when the name did not resolve. */
export interface WebHop {
  readonly url: string;
  readonly address: string | null;
  readonly outcome: ExchangeOutput;
}

/** A start URL and the redirects after it, in order. */
export interface WebChain {
  readonly hops: readonly WebHop[];
  /** `stopped`: the last answer redirects to where we do not go. */
  readonly end: 'answered' | 'failed' | 'too-many' | 'loop' | 'stopped';
}

/** An answer and, where it decides something bad or did not come, the same question asked again. */
export interface Probe {
  readonly first: ExchangeOutput;
  readonly again: ExchangeOutput | null;
}

/** One address of an endpoint, asked over plain HTTP and over HTTPS. */
export interface AddressFacts {
  readonly address: string;
  readonly family: Family;
  /** `GET /` in plaintext. */
  readonly plainRoot: Probe;
  /** A path and query that no site has, in plaintext; null when `/` brought no response at all. */
  readonly plainPath: Probe | null;
  /** `GET /` over verified TLS. */
  readonly secure: Probe;
  /** The same without verification, asked only if verification failed. */
  readonly unverified: ExchangeOutput | null;
}

/** The plaintext side of another name of the same site. */
export interface SiblingFacts {
  readonly host: string;
  readonly address: string;
  /** `GET /` in plaintext. */
  readonly plainRoot: Probe;
}

/** All HTTP facts of one endpoint; nothing in it is judged. */
export interface HttpFacts {
  /** `host:port` of the HTTPS side. */
  readonly endpoint: string;
  /** A-labels, lower case, no trailing dot; an IPv6 literal in brackets. */
  readonly host: string;
  readonly port: number;
  /** 80, or `port` itself for an endpoint named with a port of its own. */
  readonly plainPort: number;
  readonly names: { readonly v4: DnsOutput; readonly v6: DnsOutput };
  readonly addresses: readonly AddressFacts[];
  /** Addresses that exist beyond the number probed per family. */
  readonly unprobed: number;
  readonly plainChain: WebChain | null;
  /** With the text of the page it leads to, where that was asked for. */
  readonly secureChain: WebChain | null;
  readonly robots: WebHop | null;
  readonly securityTxt: SecurityTxtFacts | null;
  /** Whether `www.` of a registrable domain speaks verified TLS; null for any other host. */
  readonly www: WebHop | null;
  /** The registrable domain and `www.` of it, as far as they are other names and have an address. */
  readonly siblings: readonly SiblingFacts[];
  readonly preload: PreloadListFacts | null;
  /** null: it was not asked. */
  readonly listService: ListServiceFacts | null;
}

/** Where security.txt was looked for: the well-known path, and the old one when the first had none. */
export interface SecurityTxtFacts {
  readonly wellKnown: WebChain;
  readonly legacy: WebChain | null;
  /** What stands at the addresses that its Encryption fields name. */
  readonly keys: readonly PublishedKeys[];
  /** Its signatures, checked with those keys; null: it is not signed. */
  readonly signatures: Read<readonly PgpSignature[]> | null;
}

// --- HSTS preload list ---------------------------------------------------------------------------

/** The question to an HSTS preload list. */
export interface PreloadInput {
  readonly hstsList: string;
}

/** What one preload list says of one host. */
export interface PreloadListFacts {
  /** The day the list stands for, `YYYY-MM-DD`; null when nobody stated it. */
  readonly date: string | null;
  readonly sha256: string;
  readonly source: string;
  /** Number of names that force HTTPS. */
  readonly entries: number;
  /** The nearest entry on the name's path to the root, which alone decides; null: none. */
  readonly entry: PreloadEntry | null;
}

export interface PreloadEntry {
  readonly name: string;
  readonly forceHttps: boolean;
  readonly includeSubdomains: boolean;
  /** `true`: it was accepted when 18 weeks were enough. */
  readonly eighteenWeeks: boolean;
}

// --- DNS facts -----------------------------------------------------------------------------------

export interface DnsRead {
  readonly name: string;
  readonly answer: DnsOutput;
}

/** What a validating resolver says of a name, as far as DNSSEC goes. `authenticated`: the AD bit. */
export type ValidatedAnswer =
  | {
      readonly ok: true;
      readonly rcode: 'noerror' | 'nxdomain' | 'servfail' | 'other';
      readonly authenticated: boolean;
    }
  | { readonly ok: false; readonly detail: string };

/** Whether a zone is delegated with a DS record. */
export type DelegationAnswer =
  | { readonly ok: true; readonly signed: boolean }
  | { readonly ok: false; readonly detail: string };

/** One resolver's word on a host, and on two names that show whether its word counts. */
export interface DnssecFacts {
  /** URL of a DNS-over-HTTPS resolver. */
  readonly resolver: string;
  /** A zone that is signed. */
  readonly signed: ValidatedAnswer;
  /** A zone that is signed wrongly on purpose. */
  readonly bogus: ValidatedAnswer;
  readonly checked: ValidatedAnswer;
  /** Whether the zone above the registrable domain has a DS record for it, which makes it a signed one. */
  readonly delegation: DelegationAnswer;
  /** The same without validation, asked only where the resolver failed; null: not asked. */
  readonly unchecked: ValidatedAnswer | null;
}

/** DNS records of one host; nothing in it is judged. */
export interface DnsFacts {
  readonly host: string;
  /** The registrable domain, which mail is sent from; the host itself where there is none. */
  readonly mailDomain: string;
  /** CAA sets from the host up to its top-level domain, ending with the first non-empty or failed one. */
  readonly caa: readonly DnsRead[];
  /** TXT records of the mail domain and of the names its SPF policies lead to. */
  readonly spf: readonly DnsRead[];
  /** TXT records at `_dmarc.` of the mail domain and its parents, ending with the first policy or failure. */
  readonly dmarc: readonly DnsRead[];
  readonly mx: DnsRead;
  readonly mtaSts: DnsRead;
  readonly tlsRpt: DnsRead;
  readonly mail: MailFacts;
  /** Empty where no validating resolver was asked. */
  readonly dnssec: readonly DnssecFacts[];
}

// --- Documents -----------------------------------------------------------------------------------

/** A page at a URL that a claim names. */
export interface DocumentFacts {
  /** As the claim names it. */
  readonly url: string;
  /** `host:port` of the server that the URL names. */
  readonly endpoint: string;
  readonly chain: WebChain;
  /** SHA-256 of the body as far as it was read, so that changes show; null without one. */
  readonly sha256: string | null;
}
