import type { AlgorithmIdentifier, SubjectPublicKeyInfo } from '@peculiar/asn1-x509';
import type { PublicKeyFacts } from '../../domain/tls.ts';
import { bitLength } from '../tls/messages.ts';
import { hexOf, readAsn1 } from './asn1.ts';
import { CURVE_NAMES, SIGNATURE_NAMES } from './object-identifiers.ts';
import { DsaParameters, EcParameters, PssParameters, RsaPublicKey } from './schemas.ts';

const plain = (type: PublicKeyFacts['type'], bits: number): PublicKeyFacts => ({
  type,
  bits,
  curve: null,
  exponent: null,
});

/** Kind and size of a subjectPublicKeyInfo (RFC 3279, 5480, 8410). @throws an Error when its parameters are malformed. */
export function readPublicKey({ algorithm, subjectPublicKey }: SubjectPublicKeyInfo): PublicKeyFacts {
  switch (algorithm.algorithm) {
    case '1.2.840.113549.1.1.1':
      return rsaKey('RSA', subjectPublicKey);
    case '1.2.840.113549.1.1.10':
      return rsaKey('RSA-PSS', subjectPublicKey);
    case '1.2.840.10045.2.1':
      return ecKey(algorithm, new Uint8Array(subjectPublicKey));
    case '1.3.101.112':
      return plain('Ed25519', 256);
    case '1.3.101.113':
      return plain('Ed448', 456);
    case '1.2.840.10040.4.1':
      return plain('DSA', algorithm.parameters ? bits(readAsn1(algorithm.parameters, DsaParameters).p) : 0);
    default:
      return plain('other', 0);
  }
}

const bits = (integer: ArrayBuffer): number => bitLength(new Uint8Array(integer));

function rsaKey(type: 'RSA' | 'RSA-PSS', bytes: ArrayBuffer): PublicKeyFacts {
  const { modulus, publicExponent } = readAsn1(bytes, RsaPublicKey);
  if (publicExponent.byteLength > 512) throw new Error('an RSA exponent of more than 4096 bits');
  const exponent = BigInt(`0x${hexOf(publicExponent) || '0'}`).toString();
  return { type, bits: bits(modulus), curve: null, exponent };
}

function ecKey({ parameters }: AlgorithmIdentifier, point: Uint8Array): PublicKeyFacts {
  const dotted = parameters ? readAsn1(parameters, EcParameters).namedCurve : null;
  const known = dotted === null ? undefined : CURVE_NAMES.get(dotted);
  // An uncompressed point is 04, x, y; a compressed one 02 or 03, x.
  const coordinate = point[0] === 4 ? (point.length - 1) / 2 : point.length - 1;
  return { type: 'EC', bits: known?.bits ?? coordinate * 8, curve: known?.name ?? dotted, exponent: null };
}

const ID_RSASSA_PSS = '1.2.840.113549.1.1.10';

/** `sha256WithRSAEncryption`, `RSASSA-PSS-sha256`, …, or the dotted identifier. */
export function signatureName({ algorithm, parameters }: AlgorithmIdentifier): string {
  if (algorithm !== ID_RSASSA_PSS) return SIGNATURE_NAMES.get(algorithm) ?? algorithm;
  // Absent parameters mean SHA-1 (RFC 4055 section 3.1).
  const hash = parameters ? readAsn1(parameters, PssParameters).hashAlgorithm?.algorithm : undefined;
  return `RSASSA-PSS-${hash === undefined ? 'sha1' : (SIGNATURE_NAMES.get(hash) ?? hash)}`;
}
