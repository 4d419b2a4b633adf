import { concat } from './bytes.ts';

export const RECORD = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23, heartbeat: 24 } as const;

export type TlsRecord = { readonly type: number; readonly version: number; readonly body: Uint8Array };
export type HandshakeMessage = { readonly type: number; readonly body: Uint8Array };

/** RFC 8446 section 5.2 allows 2^14 + 256 bytes; older stacks up to 2^14 + 2048 (RFC 5246 section 6.2.3). */
const MAX_RECORD = 16_384 + 2_048;
const MAX_CERTIFICATE_MESSAGE = 1_048_576;
const MAX_OTHER_MESSAGE = 65_536;

/** The stream is no TLS, or announces more than any TLS server needs. */
export class NotTls extends Error {}

/** Splits a byte stream into TLS records as they arrive. Memory is bounded by one record. */
export class RecordSplitter {
  #pending: Uint8Array = new Uint8Array(0);

  /** The records completed by these bytes. Throws `NotTls` when they cannot be records. */
  push(bytes: Uint8Array): TlsRecord[] {
    let rest = concat(this.#pending, bytes);
    const records: TlsRecord[] = [];
    for (;;) {
      const header = rest.subarray(0, 5);
      const [type = 0, major = 0, minor = 0, high = 0, low = 0] = header;
      if (header.length > 0 && (type < 20 || type > 24)) throw new NotTls('the answer is not TLS');
      if (header.length > 1 && major !== 3) throw new NotTls('the answer is not TLS');
      const length = high * 256 + low;
      if (length > MAX_RECORD) throw new NotTls(`a record of ${length} bytes`);
      if (header.length < 5 || rest.length < 5 + length) {
        this.#pending = rest.slice();
        return records;
      }
      records.push({ type, version: major * 256 + minor, body: rest.slice(5, 5 + length) });
      rest = rest.subarray(5 + length);
    }
  }
}

/** Puts handshake messages together from the bodies of handshake records, whatever the fragmentation, in linear time. */
export class HandshakeAssembler {
  #buffer = new Uint8Array(4_096);
  #length = 0;

  push(body: Uint8Array): HandshakeMessage[] {
    this.#append(body);
    const messages: HandshakeMessage[] = [];
    let offset = 0;
    for (let size = this.#sizeAt(offset); size !== null && offset + size <= this.#length; size = this.#sizeAt(offset)) {
      messages.push({ type: this.#buffer[offset] ?? 0, body: this.#buffer.slice(offset + 4, offset + size) });
      offset += size;
    }
    if (offset > 0) this.#buffer.copyWithin(0, offset, this.#length);
    this.#length -= offset;
    return messages;
  }

  #append(body: Uint8Array): void {
    const needed = this.#length + body.length;
    if (needed > this.#buffer.length) {
      const larger = new Uint8Array(needed * 2);
      larger.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = larger;
    }
    this.#buffer.set(body, this.#length);
    this.#length = needed;
  }

  /** Size of the message that starts there, header included; null while its header is not whole. */
  #sizeAt(offset: number): number | null {
    if (this.#length - offset < 4) return null;
    const [type = 0, a = 0, b = 0, c = 0] = this.#buffer.subarray(offset, offset + 4);
    const length = a * 65_536 + b * 256 + c;
    const limit = type === 11 ? MAX_CERTIFICATE_MESSAGE : MAX_OTHER_MESSAGE;
    if (length > limit) throw new NotTls(`a handshake message of ${length} bytes`);
    return 4 + length;
  }
}
