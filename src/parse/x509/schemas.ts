import {
  AsnArray,
  AsnIntegerArrayBufferConverter,
  AsnProp,
  AsnPropTypes,
  AsnType,
  AsnTypeTypes,
} from '@peculiar/asn1-schema';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';

/** ASN.1 structures inside certificates that the X.509 library leaves to others. */

/** RSAPublicKey (RFC 8017 appendix A.1.1). */
export class RsaPublicKey {
  modulus = new ArrayBuffer(0);
  publicExponent = new ArrayBuffer(0);
}
const integer = AsnProp({ type: AsnPropTypes.Integer, converter: AsnIntegerArrayBufferConverter });
integer(RsaPublicKey.prototype, 'modulus');
integer(RsaPublicKey.prototype, 'publicExponent');

/** Dss-Parms (RFC 3279 section 2.3.2). */
export class DsaParameters {
  p = new ArrayBuffer(0);
  q = new ArrayBuffer(0);
  g = new ArrayBuffer(0);
}
for (const name of ['p', 'q', 'g']) integer(DsaParameters.prototype, name);

/** The namedCurve of ECParameters; the other choices are forbidden (RFC 5480 section 2.1.1). */
export class EcParameters {
  namedCurve = '';
}
AsnType({ type: AsnTypeTypes.Choice })(EcParameters);
AsnProp({ type: AsnPropTypes.ObjectIdentifier })(EcParameters.prototype, 'namedCurve');

/** RSASSA-PSS-params (RFC 4055 section 3.1). */
export class PssParameters {
  hashAlgorithm: AlgorithmIdentifier | undefined;
  maskGenAlgorithm: AlgorithmIdentifier | undefined;
  saltLength: number | undefined;
  trailerField: number | undefined;
}
AsnProp({ type: AlgorithmIdentifier, context: 0, optional: true })(PssParameters.prototype, 'hashAlgorithm');
AsnProp({ type: AlgorithmIdentifier, context: 1, optional: true })(PssParameters.prototype, 'maskGenAlgorithm');
AsnProp({ type: AsnPropTypes.Integer, context: 2, optional: true })(PssParameters.prototype, 'saltLength');
AsnProp({ type: AsnPropTypes.Integer, context: 3, optional: true })(PssParameters.prototype, 'trailerField');

/** TLS feature extension (RFC 7633 section 4.1). */
export class TlsFeatures extends AsnArray<number> {}
AsnType({ type: AsnTypeTypes.Sequence, itemType: AsnPropTypes.Integer })(TlsFeatures);
