import { createHash, timingSafeEqual } from 'node:crypto';
import {
  BasicOCSPResponse,
  CertID,
  id_kp_OCSPSigning,
  id_pkix_ocsp_basic,
  OCSPRequest,
  OCSPResponse,
  OCSPResponseStatus,
  Request,
  type SingleResponse,
  TBSRequest,
} from '@peculiar/asn1-ocsp';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import type { OcspFacts, RevokedEntry } from '../../domain/revocation.ts';
import { hexOf, readAsn1 } from './asn1.ts';
import { readCertificate } from './certificate.ts';
import { certificateParts } from './certificate-parts.ts';
import { elements, sequence } from './der.ts';
import { type Certificate, issued, loadCertificate } from './loaded.ts';
import { reasonName } from './reasons.ts';
import { signedBy } from './signature.ts';

const MAX_BYTES = 100_000;
const MAX_DELEGATES = 5;
/** Tag of the certificates in a BasicOCSPResponse. */
const CERTS = 0xa0;
const ID_SHA1 = '1.3.14.3.2.26';
const HASHES: ReadonlyMap<string, string> = new Map([
  [ID_SHA1, 'sha1'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

/** A DER request for the state of one certificate, named by SHA-1 hashes as all responders know it (RFC 6960 section 4.1, RFC 5019). */
export function ocspRequest(certificate: Certificate, issuer: Certificate): Uint8Array {
  const { issuerName, serial } = certificateParts(certificate);
  const digest = (bytes: Uint8Array): OctetString => new OctetString(createHash('sha1').update(bytes).digest());
  const reqCert = new CertID({
    hashAlgorithm: new AlgorithmIdentifier({ algorithm: ID_SHA1, parameters: NULL }),
    issuerNameHash: digest(issuerName),
    issuerKeyHash: digest(certificateParts(issuer).key),
    serialNumber: Uint8Array.from(serial).buffer,
  });
  const tbsRequest = new TBSRequest({ requestList: [new Request({ reqCert })] });
  return new Uint8Array(AsnConvert.serialize(new OCSPRequest({ tbsRequest })));
}

const NULL = Uint8Array.of(5, 0).buffer;

/**
 * What a DER OCSP response says of one certificate (RFC 6960 section 4.2): its identifier must match the certificate, and the signature
 * must be the issuer's or that of a responder whom the issuer gave the OCSPSigning usage. Never throws, whatever the bytes.
 */
export function readOcsp(bytes: Uint8Array, certificate: Certificate, issuer: Certificate): OcspFacts {
  try {
    if (bytes.length > MAX_BYTES) throw new Error(`an OCSP response of more than ${MAX_BYTES} bytes`);
    const { responseStatus, responseBytes } = readAsn1(bytes, OCSPResponse);
    const status = OCSPResponseStatus[responseStatus] ?? String(responseStatus);
    if (responseBytes === undefined) return nothing(status, `the responder answers ${status}`);
    if (responseBytes.responseType !== id_pkix_ocsp_basic) return nothing(status, 'an unknown type of OCSP response');
    return readBasic(status, new Uint8Array(responseBytes.response.buffer), certificate, issuer);
  } catch {
    return nothing('malformed', 'the OCSP response is malformed');
  }
}

const nothing = (responseStatus: string, problem: string): OcspFacts => ({
  responseStatus,
  problem,
  answer: null,
  delegate: null,
});

function readBasic(status: string, bytes: Uint8Array, certificate: Certificate, issuer: Certificate): OcspFacts {
  const response = readAsn1(bytes, BasicOCSPResponse);
  const single = response.tbsResponseData.responses.find(({ certID }) => isFor(certID, certificate, issuer));
  if (single === undefined) return nothing(status, 'the OCSP response is for another certificate');
  const signer = signerOf(response, bytes, issuer);
  if (signer === null) return nothing(status, 'the OCSP response is not signed by the issuer or its delegate');
  return {
    responseStatus: status,
    problem: null,
    answer: answerOf(single),
    delegate: signer === issuer ? null : signer.facts,
  };
}

function isFor(id: CertID, certificate: Certificate, issuer: Certificate): boolean {
  const hash = HASHES.get(id.hashAlgorithm.algorithm);
  const { issuerName, serial } = certificateParts(certificate);
  if (hash === undefined || hexOf(id.serialNumber) !== Buffer.from(serial).toString('hex')) return false;
  const is = (found: OctetString, bytes: Uint8Array): boolean => {
    const digest = createHash(hash).update(bytes).digest();
    return found.buffer.byteLength === digest.length && timingSafeEqual(new Uint8Array(found.buffer), digest);
  };
  return is(id.issuerNameHash, issuerName) && is(id.issuerKeyHash, certificateParts(issuer).key);
}

/** The issuer, or a certificate in the response that the issuer signed for this purpose (RFC 6960 section 4.2.2.2). */
function signerOf(response: BasicOCSPResponse, bytes: Uint8Array, issuer: Certificate): Certificate | null {
  const allowed = certificatesIn(bytes).filter(
    (delegate) => delegate.facts.extendedKeyUsage?.includes(id_kp_OCSPSigning) && issued(issuer, delegate),
  );
  const signed = {
    algorithm: response.signatureAlgorithm,
    data: new Uint8Array(response.tbsResponseDataRaw ?? new ArrayBuffer(0)),
    signature: new Uint8Array(response.signature),
  };
  return [issuer, ...allowed].find(({ x509 }) => signedBy(x509.publicKey, signed)) ?? null;
}

/** The certificates that come with a basic response, byte for byte. */
function certificatesIn(basic: Uint8Array): readonly Certificate[] {
  const wrapped = [...elements(sequence(basic))].find(({ tag }) => tag === CERTS);
  const certificates = wrapped === undefined ? [] : [...elements(sequence(wrapped.body))].slice(0, MAX_DELEGATES);
  return certificates.flatMap(({ whole }) => loadCertificate(readCertificate(whole)) ?? []);
}

function answerOf({ certStatus, thisUpdate, nextUpdate }: SingleResponse): OcspFacts['answer'] {
  const { good, revoked } = certStatus;
  const entry: RevokedEntry | null =
    revoked === undefined
      ? null
      : { since: revoked.revocationTime.toISOString(), reason: reasonName(revoked.revocationReason?.reason) };
  return {
    status: entry !== null ? 'revoked' : good === null ? 'good' : 'unknown',
    revoked: entry,
    thisUpdate: thisUpdate.toISOString(),
    nextUpdate: nextUpdate?.toISOString() ?? null,
  };
}
