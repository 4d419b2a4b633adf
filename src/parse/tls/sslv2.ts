import { ByteReader, concat, MalformedTls, uint, uints } from './bytes.ts';

export type Ssl2ServerHello = { readonly suites: readonly number[]; readonly certificate: Uint8Array };

/** CLIENT-HELLO of SSL 2.0 (draft-hickman-netscape-ssl-00 section 5.5.1) with the given cipher kinds. */
export function ssl2ClientHello(suites: readonly number[], challenge: Uint8Array): Uint8Array {
  const kinds = concat(...suites.map((suite) => uint(3, suite)));
  const body = concat(Uint8Array.of(1), uints(2, [0x0002, kinds.length, 0, challenge.length]), kinds, challenge);
  return concat(uint(2, 0x8000 + body.length), body);
}

/**
 * SERVER-HELLO of SSL 2.0 (section 5.6.1), or null while more bytes are needed.
 * Throws `MalformedTls` when the bytes are another protocol's.
 */
export function parseSsl2ServerHello(bytes: Uint8Array): Ssl2ServerHello | null {
  if (bytes.length < 3) return null;
  const reader = new ByteReader(bytes);
  const head = reader.uint(2);
  const padded = head < 0x8000;
  const length = padded ? head & 0x3fff : head & 0x7fff;
  if (padded) reader.uint(1);
  if (length > 32_767 || reader.uint(1) !== 4) throw new MalformedTls('no SSL 2.0 SERVER-HELLO');
  if (reader.remaining + 1 < length) return null;
  reader.take(2);
  if (reader.uint(2) !== 0x0002) throw new MalformedTls('no SSL 2.0 SERVER-HELLO');
  const [certificateLength, suitesLength] = [reader.uint(2), reader.uint(2)];
  reader.uint(2);
  const certificate = reader.take(certificateLength);
  const kinds = new ByteReader(reader.take(suitesLength));
  const suites: number[] = [];
  while (kinds.remaining >= 3) suites.push(kinds.uint(3));
  return { suites, certificate };
}
