/** Thrown by every parser of this folder on input that is cut short or breaks the format; never anything else. */
export class MalformedTls extends Error {}

/** A cursor over bytes that never reads past its end: every read either succeeds or throws `MalformedTls`. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  take(length: number): Uint8Array {
    if (length < 0 || length > this.remaining) throw new MalformedTls(`needs ${length} bytes, ${this.remaining} left`);
    const taken = this.#bytes.subarray(this.#offset, this.#offset + length);
    this.#offset += length;
    return taken;
  }

  /** Big-endian unsigned integer of 1 to 4 bytes. */
  uint(size: 1 | 2 | 3 | 4): number {
    let value = 0;
    for (const byte of this.take(size)) value = value * 256 + byte;
    return value;
  }

  /** A vector with a length prefix of `size` bytes (RFC 8446 section 3.4). */
  vector(size: 1 | 2 | 3): Uint8Array {
    return this.take(this.uint(size));
  }
}

/** Big-endian unsigned integer in `size` bytes. */
export function uint(size: 1 | 2 | 3, value: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let at = size - 1, rest = value; at >= 0; at--, rest = Math.floor(rest / 256)) bytes[at] = rest % 256;
  return bytes;
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** The bytes behind a length prefix of `size` bytes. */
export function vector(size: 1 | 2 | 3, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = concat(...parts);
  return concat(uint(size, body.length), body);
}

export function uints(size: 1 | 2, values: readonly number[]): Uint8Array {
  return concat(...values.map((value) => uint(size, value)));
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
