/**
 * A cursor over DER elements, for what must be cut out of a structure byte for byte or is too large to be read whole: a list of a
 * million revoked certificates. Everything else is read by schema.
 */
export type Der = { readonly tag: number; readonly body: Uint8Array; readonly whole: Uint8Array };

export const TAG = { integer: 0x02, oid: 0x06, utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30 } as const;

/** The element at the start of the bytes; more may follow it. @throws an Error when it does not fit into them. */
function firstElement(bytes: Uint8Array): Der {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) throw new Error('a DER element is missing');
  const size = first < 0x80 ? 0 : first & 0x7f;
  if (size > 4 || first === 0x80) throw new Error('indefinite or oversized DER length');
  const start = 2 + size;
  const length = size === 0 ? first : bytes.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  if (start + length > bytes.length) throw new Error('a DER element is cut short');
  return { tag, body: bytes.subarray(start, start + length), whole: bytes.subarray(0, start + length) };
}

/** The elements that the bytes consist of, one after the other. */
export function* elements(bytes: Uint8Array): Generator<Der> {
  for (let rest = bytes; rest.length > 0; ) {
    const element = firstElement(rest);
    yield element;
    rest = rest.subarray(element.whole.length);
  }
}

/** Contents of the one SEQUENCE that the bytes are. @throws an Error when they are something else. */
export function sequence(bytes: Uint8Array): Uint8Array {
  const { tag, body } = firstElement(bytes);
  if (tag !== TAG.sequence) throw new Error(`DER tag ${tag} where a sequence belongs`);
  return body;
}
