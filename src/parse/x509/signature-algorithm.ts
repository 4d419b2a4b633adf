import { elements, sequence, TAG } from './der.ts';

/**
 * The object identifier of a certificate's signature algorithm in dotted form (RFC 5280 section 4.1), for those who need no more of a
 * certificate and do not wait for the whole reader. null: not such a structure.
 */
export const signatureAlgorithm = (certificate: Uint8Array): string | null => {
  try {
    const [, algorithm] = elements(sequence(certificate));
    const [identifier] = elements(sequence(algorithm?.whole ?? new Uint8Array()));
    return identifier?.tag === TAG.oid ? dotted(identifier.body) : null;
  } catch {
    return null;
  }
};

const dotted = (bytes: Uint8Array): string => {
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
