interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** The DER element at an offset (X.690 section 8.1); null if it does not fit into the bytes. */
const elementAt = (bytes: Uint8Array, offset: number): Element | null => {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (tag === undefined || first === undefined) return null;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 4 || first === 0x80) return null;
  const start = offset + 2 + lengthBytes;
  const length = bytes.subarray(offset + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  const end = start + (first < 0x80 ? first : length);
  return end <= bytes.length ? { tag, start, end } : null;
};

const oidText = (bytes: Uint8Array): string => {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of bytes) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [first = 0, ...rest] = arcs;
  const top = Math.min(Math.floor(first / 40), 2);
  return [top, first - top * 40, ...rest].join('.');
};

/**
 * The OID of a certificate's signature algorithm in dotted form: Certificate ::= SEQUENCE { tbsCertificate,
 * signatureAlgorithm SEQUENCE { algorithm OID, … }, … } (RFC 5280 section 4.1). null: not such a structure.
 */
export const signatureAlgorithm = (certificate: Uint8Array): string | null => {
  const outer = elementAt(certificate, 0);
  const tbs = outer === null ? null : elementAt(certificate, outer.start);
  const algorithm = tbs === null ? null : elementAt(certificate, tbs.end);
  const oid = algorithm === null ? null : elementAt(certificate, algorithm.start);
  return oid?.tag === 6 ? oidText(certificate.subarray(oid.start, oid.end)) : null;
};
