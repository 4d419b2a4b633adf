import { elements, sequence } from './der.ts';
import type { Certificate } from './loaded.ts';

/** Bytes of a certificate as OCSP hashes them and CRLs list them. */
export type CertificateParts = {
  /** The encoded name of its issuer. */
  readonly issuerName: Uint8Array;
  readonly subjectName: Uint8Array;
  /** Contents of the serial number. */
  readonly serial: Uint8Array;
  /** Its public key: contents of the BIT STRING, without the count of unused bits. */
  readonly key: Uint8Array;
};

/** Cuts the parts out of a certificate that was read before. @throws an Error when it is not of that shape. */
export function certificateParts({ x509 }: Certificate): CertificateParts {
  const [tbs] = elements(sequence(x509.raw));
  const fields = [...elements(sequence(tbs?.whole ?? new Uint8Array()))];
  const [serial, , issuer, , subject, info] = fields.slice(fields[0]?.tag === 0xa0 ? 1 : 0);
  const [, key] = elements(sequence(info?.whole ?? new Uint8Array()));
  if (serial === undefined || issuer === undefined || subject === undefined || key === undefined)
    throw new Error('not a certificate');
  return {
    issuerName: issuer.whole,
    subjectName: subject.whole,
    serial: serial.body,
    key: key.body.subarray(1),
  };
}
