import { X509Certificate } from 'node:crypto';
import type { CertificateFacts } from '../../domain/tls.ts';
import { readCertificate } from './certificate.ts';

const PEM = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g;

/** Every PEM certificate of a text, as its own text. */
export const pemBlocks = (text: string): readonly string[] => text.match(PEM) ?? [];

/** The certificates of PEM texts, one or many to a text; what cannot be read is left out, as TLS clients do. */
export const readPem = (texts: readonly string[]): readonly CertificateFacts[] =>
  texts.flatMap(pemBlocks).flatMap((pem) => {
    try {
      const facts = readCertificate(new X509Certificate(pem).raw);
      return 'unreadable' in facts ? [] : [facts];
    } catch {
      return [];
    }
  });
