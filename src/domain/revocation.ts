import type { CertificateFacts } from './tls.ts';

/** What is known of the revocation of certificates: facts that were read, and the state concluded from them. */

/** Names of RFC 5280 section 5.3.1, or the number. */
export type RevocationReason = string;

/** A positive statement that a certificate is revoked. `since`: ISO 8601 instant. */
export type RevokedEntry = { readonly since: string; readonly reason: RevocationReason | null };

/**
 * An OCSP response as to one certificate (RFC 6960). Signature and certificate identifier are verified when it is read, which needs no
 * clock; times are not judged.
 */
export type OcspFacts = {
  /** `successful`, `tryLater`, …: only the first comes with an answer. */
  readonly responseStatus: string;
  /** Why the response says nothing about the certificate; null when it does. */
  readonly problem: string | null;
  /** The answer for the certificate that was asked about. */
  readonly answer: {
    readonly status: 'good' | 'revoked' | 'unknown';
    readonly revoked: RevokedEntry | null;
    readonly thisUpdate: string;
    readonly nextUpdate: string | null;
  } | null;
  /** A responder that the issuer delegated to; null when the issuer itself signed. Its validity is not judged here. */
  readonly delegate: CertificateFacts | null;
};

/**
 * A revocation list as to one certificate (RFC 5280 section 5). The list itself, up to 10 MB, is not kept: whoever fetched it found the
 * serial number in it and verified its signature with the key of the certificate's issuer. `sha256` names the list.
 */
export type CrlFacts = {
  readonly sha256: string;
  readonly bytes: number;
  readonly entries: number;
  readonly thisUpdate: string;
  readonly nextUpdate: string | null;
  /** Why the list says nothing about the certificate (other issuer, bad signature, other partition, …); null when it does. */
  readonly problem: string | null;
  /** The entry with the certificate's serial number. */
  readonly entry: RevokedEntry | null;
};

/** A source that was asked, and what it said or why it said nothing. */
export type SourceRead<T> =
  | { readonly url: string; readonly ok: true; readonly value: T }
  | { readonly url: string; readonly ok: false; readonly why: string };

/** All that was read of one certificate's revocation. */
export type RevocationFacts = {
  /** SHA-256 of the certificate, hexadecimal. */
  readonly certificate: string;
  /** SHA-256 of its issuer's public key info, hexadecimal. */
  readonly issuerKey: string;
  /** The response stapled to a handshake with this leaf; null without one. */
  readonly staple: OcspFacts | null;
  readonly crls: readonly SourceRead<CrlFacts>[];
  readonly ocsp: readonly SourceRead<OcspFacts>[];
};

export type RevocationSource = 'staple' | 'crl' | 'ocsp';

export type RevocationState = {
  /** Subject of the certificate. */
  readonly subject: string;
  readonly state: 'good' | 'revoked' | 'unchecked';
  /** Where the answer is from; null when unchecked. */
  readonly source: RevocationSource | null;
  /** When the source was made, ISO 8601; null when unchecked. */
  readonly asOf: string | null;
  /** When and why it is revoked, or why it could not be checked. */
  readonly text: string;
};
