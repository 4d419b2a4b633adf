import { AsnParser } from '@peculiar/asn1-schema';
import { hex } from '../tls/bytes.ts';

/** What limits the reading of one structure: a tree of so many nodes is never a certificate, however it is signed. */
const LIMITS = { maxNodes: 60_000, maxDepth: 40 };

type Schema<T> = new () => T;

/**
 * Reads a BER or DER structure by its schema, within limits of size and depth.
 * @throws an Error of the library's own words when the bytes are not such a structure.
 */
export function readAsn1<T>(bytes: ArrayBuffer | Uint8Array, schema: Schema<T>): T {
  return AsnParser.parse(bytes, schema, { berOptions: LIMITS });
}

/** Text from outside as it may be shown: control and direction characters replaced, at most 1,000 characters. */
export function clean(text: string): string {
  return text.slice(0, 1_000).replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

export const hexOf = (bytes: ArrayBuffer): string => hex(new Uint8Array(bytes));
