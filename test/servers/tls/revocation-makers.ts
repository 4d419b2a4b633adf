import { createHash, sign } from 'node:crypto';
import { readCertificate } from '../../../src/parse/x509/certificate.ts';
import { certificateParts } from '../../../src/parse/x509/certificate-parts.ts';
import { type Certificate, loadCertificate } from '../../../src/parse/x509/loaded.ts';
import { der, extension, type Issued, name, oid, signatureAlgorithm, time } from './certificates.ts';

/** Revocation lists and OCSP responses for tests, right or wrong in any one way. */

export const loaded = ({ certificate }: Issued): Certificate => {
  const found = loadCertificate(readCertificate(certificate));
  if (found === null) throw new Error('unreadable');
  return found;
};

const signed = (body: Buffer, signer: Issued): Buffer[] => {
  const algorithm = signatureAlgorithm(signer.key, 'sha256');
  return [algorithm, der(0x03, Uint8Array.of(0), sign('sha256', body, signer.key))];
};

export type ListOptions = {
  readonly issuer: Issued;
  /** Whose key signs; the issuer's unless told otherwise. */
  readonly signer?: Issued;
  readonly revoked?: readonly { readonly serial: Uint8Array; readonly reason?: number }[];
  readonly thisUpdate?: string;
  readonly nextUpdate?: string | null;
  readonly extensions?: readonly Uint8Array[];
};

export function makeList(options: ListOptions): Buffer {
  const { issuer, signer = issuer, revoked = [], extensions = [], nextUpdate = '2026-11-27T00:00:00Z' } = options;
  const entries = revoked.map(({ serial, reason }) => {
    const given =
      reason === undefined ? [] : [der(0x30, extension('2.5.29.21', false, der(0x0a, Uint8Array.of(reason))))];
    return der(0x30, der(0x02, serial), time('2026-03-01T00:00:00Z'), ...given);
  });
  const [algorithm] = signed(Buffer.alloc(0), signer);
  const body = der(
    0x30,
    der(0x02, Uint8Array.of(1)),
    algorithm ?? Buffer.alloc(0),
    name(issuer.subject),
    time(options.thisUpdate ?? '2026-11-20T00:00:00Z'),
    ...(nextUpdate === null ? [] : [time(nextUpdate)]),
    ...(entries.length === 0 ? [] : [der(0x30, Buffer.concat(entries))]),
    ...(extensions.length === 0 ? [] : [der(0xa0, der(0x30, ...extensions))]),
  );
  return der(0x30, body, ...signed(body, signer));
}

/** Issuing distribution point: `flags` are context tags (1 user, 2 CA, 4 indirect, 5 attribute certificates). */
export const distributionPoint = (url: string | null, ...flags: readonly number[]): Buffer => {
  const point = url === null ? [] : [der(0xa0, der(0xa0, der(0x86, Buffer.from(url))))];
  return extension(
    '2.5.29.28',
    true,
    der(0x30, ...point, ...flags.map((flag) => der(0x80 + flag, Uint8Array.of(0xff)))),
  );
};

export type ResponseOptions = {
  readonly certificate: Issued;
  readonly issuer: Issued;
  readonly status?: 'good' | 'revoked' | 'unknown';
  readonly signer?: Issued;
  /** Certificates that come along. */
  readonly along?: readonly Issued[];
  readonly hash?: 'sha1' | 'sha256';
  readonly nextUpdate?: string | null;
};

const HASH_IDS = { sha1: '1.3.14.3.2.26', sha256: '2.16.840.1.101.3.4.2.1' } as const;
const generalized = (iso: string): Buffer => der(0x18, Buffer.from(iso.replace(/[-:T]/g, '')));

export function makeResponse(options: ResponseOptions): Buffer {
  const { certificate, issuer, status = 'good', signer = issuer, along = [], hash = 'sha1' } = options;
  const { nextUpdate = '2026-11-27T00:00:00Z' } = options;
  const { issuerName, serial } = certificateParts(loaded(certificate));
  const digest = (bytes: Uint8Array): Buffer => createHash(hash).update(bytes).digest();
  const id = der(
    0x30,
    der(0x30, oid(HASH_IDS[hash]), der(0x05)),
    der(0x04, digest(issuerName)),
    der(0x04, digest(certificateParts(loaded(issuer)).key)),
    der(0x02, serial),
  );
  const states = {
    good: der(0x80),
    revoked: der(0xa1, generalized('2026-03-01T00:00:00Z'), der(0xa0, der(0x0a, Uint8Array.of(1)))),
    unknown: der(0x82),
  };
  const until = nextUpdate === null ? [] : [der(0xa0, generalized(nextUpdate))];
  const single = der(0x30, id, states[status], generalized('2026-11-20T00:00:00Z'), ...until);
  const responder = der(0xa1, name(signer.subject));
  const data = der(0x30, responder, generalized('2026-11-20T00:00:00Z'), der(0x30, single));
  const certificates = along.length === 0 ? [] : [der(0xa0, der(0x30, ...along.map((one) => one.certificate)))];
  const basic = der(0x30, data, ...signed(data, signer), ...certificates);
  return der(0x30, der(0x0a, Uint8Array.of(0)), der(0xa0, der(0x30, oid('1.3.6.1.5.5.7.48.1.1'), der(0x04, basic))));
}
