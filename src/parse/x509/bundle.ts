import type { CertificateFacts } from '../../domain/tls.ts';
import { readCertificate } from './certificate.ts';
import { elements, sequence } from './der.ts';
import { readPem } from './pem.ts';

const MAX_CERTIFICATES = 20;
/** Tag of explicit content and of the certificates in a SignedData (RFC 5652 sections 3 and 5.1). */
const TAG_ZERO = 0xa0;

/**
 * The certificates behind a caIssuers URL: one in DER, a certs-only CMS message (RFC 5280 section 4.2.2.1), or PEM as some servers have
 * it. At most 20; never throws, whatever the bytes.
 */
export function readBundle(bytes: Uint8Array): readonly CertificateFacts[] {
  const single = readCertificate(bytes);
  if (!('unreadable' in single)) return [single];
  const pem = readPem([Buffer.from(bytes).toString('latin1')]);
  return (pem.length > 0 ? pem : fromMessage(bytes)).slice(0, MAX_CERTIFICATES);
}

function fromMessage(bytes: Uint8Array): readonly CertificateFacts[] {
  try {
    const [, content] = elements(sequence(bytes));
    const message = [...elements(sequence(content?.body ?? new Uint8Array()))];
    const certificates = message.find(({ tag }) => tag === TAG_ZERO)?.body ?? new Uint8Array();
    return [...elements(certificates)].slice(0, MAX_CERTIFICATES).flatMap(({ whole }) => {
      const facts = readCertificate(whole);
      return 'unreadable' in facts ? [] : [facts];
    });
  } catch {
    return [];
  }
}
