import { createHash, X509Certificate } from 'node:crypto';
import type { CertificateFacts, UnreadableCertificate } from '../../domain/tls.ts';

/** A certificate with its key at hand, to verify what it signed. */
export type Certificate = { readonly facts: CertificateFacts; readonly x509: X509Certificate };

/** Null when OpenSSL cannot read what this program can. */
export function loadCertificate(facts: CertificateFacts | UnreadableCertificate): Certificate | null {
  if ('unreadable' in facts) return null;
  try {
    return { facts, x509: new X509Certificate(Buffer.from(facts.der, 'base64')) };
  } catch {
    return null;
  }
}

/** A name as it is compared: case and runs of blanks count for nothing (RFC 5280 section 7.1). */
export const nameKey = (name: string): string => name.toLowerCase().replace(/\s+/g, ' ').trim();

/** Whether the name and the signature fit. Whether the issuer may sign is another question. */
export function issued(issuer: Certificate, subject: Certificate): boolean {
  if (nameKey(issuer.facts.subject) !== nameKey(subject.facts.issuer)) return false;
  try {
    return subject.x509.verify(issuer.x509.publicKey);
  } catch {
    return false;
  }
}

/** SHA-256 of the subject public key info, hexadecimal: who signs, whatever certificate says so; null for an unusable key. */
export function keyDigest({ x509 }: Certificate): string | null {
  try {
    return createHash('sha256')
      .update(x509.publicKey.export({ type: 'spki', format: 'der' }))
      .digest('hex');
  } catch {
    return null;
  }
}
