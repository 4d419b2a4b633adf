import { ByteReader, MalformedTls } from './bytes.ts';

/** One DER element: tag octet, contents, and the whole encoding. Multi-octet tags are not used in X.509. */
export type Der = { readonly tag: number; readonly body: Uint8Array; readonly whole: Uint8Array };

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

function lengthOf(reader: ByteReader): { readonly length: number; readonly octets: number } {
  const first = reader.uint(1);
  if (first < 0x80) return { length: first, octets: 1 };
  const size = first & 0x7f;
  if (size === 0 || size > 3) throw new MalformedTls('indefinite or oversized DER length');
  let length = 0;
  for (let read = 0; read < size; read++) length = length * 256 + reader.uint(1);
  return { length, octets: 1 + size };
}

/** Splits the concatenated elements of `bytes`, at most `limit` of them. */
export function derElements(bytes: Uint8Array, limit = 20_000): Der[] {
  const reader = new ByteReader(bytes);
  const elements: Der[] = [];
  let offset = 0;
  while (reader.remaining > 0) {
    if (elements.length >= limit) throw new MalformedTls(`more than ${limit} DER elements`);
    const tag = reader.uint(1);
    const { length, octets } = lengthOf(reader);
    const body = reader.take(length);
    const end = offset + 1 + octets + length;
    elements.push({ tag, body, whole: bytes.subarray(offset, end) });
    offset = end;
  }
  return elements;
}

/** The first element of `bytes`; with a tag, it must be of that tag. */
export function der(bytes: Uint8Array, tag?: number): Der {
  return expectTag(derElements(bytes)[0], tag);
}

export function expectTag(element: Der | undefined, tag?: number): Der {
  if (element === undefined) throw new MalformedTls('a DER element is missing');
  if (tag !== undefined && element.tag !== tag) throw new MalformedTls(`DER tag ${element.tag} where ${tag} belongs`);
  return element;
}

/** Dotted form of an OBJECT IDENTIFIER (X.690 section 8.19). */
export function oid(element: Der | undefined): string {
  const { body } = expectTag(element, TAG.oid);
  const arcs: number[] = [];
  let value = 0;
  for (const byte of body) {
    value = value * 128 + (byte & 0x7f);
    if (value > Number.MAX_SAFE_INTEGER) throw new MalformedTls('an object identifier out of range');
    if (byte < 0x80) {
      arcs.push(value);
      value = 0;
    }
  }
  const [first = 0, ...rest] = arcs;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...rest].join('.');
}

/** Contents of a BIT STRING without the octet that counts unused bits. */
export function bitString(element: Der | undefined): Uint8Array {
  return expectTag(element, TAG.bitString).body.subarray(1);
}

const TIME_FORMATS: ReadonlyMap<number, RegExp> = new Map([
  [TAG.utcTime, /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z$/],
  [TAG.generalizedTime, /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z$/],
]);

/** UTCTime or GeneralizedTime in the forms RFC 5280 section 4.1.2.5 allows, as an ISO 8601 instant. */
export function derTime(element: Der | undefined): string {
  const { tag, body } = expectTag(element);
  const text = Buffer.from(body).toString('latin1');
  const match = TIME_FORMATS.get(tag)?.exec(text);
  if (!match) throw new MalformedTls('a time that is neither UTCTime nor GeneralizedTime');
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00'] = match;
  const full = year.length === 4 ? year : `${Number(year) < 50 ? '20' : '19'}${year}`;
  const instant = new Date(`${full}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(instant.getTime())) throw new MalformedTls(`no such time: ${text.slice(0, 20)}`);
  return instant.toISOString();
}

/** A directory or IA5 string as text; control characters replaced, at most 1,000 characters. */
export function derText({ tag, body }: Der): string {
  const bytes = Buffer.from(body.subarray(0, 4_000));
  const text = tag === 0x1e ? utf16(bytes) : bytes.toString(tag === 0x0c ? 'utf8' : 'latin1');
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd').slice(0, 1_000);
}

function utf16(bytes: Buffer): string {
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
    .swap16()
    .toString('utf16le');
}
