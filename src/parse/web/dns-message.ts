import { AUTHENTIC_DATA, CHECKING_DISABLED, DNSSEC_OK, decode, encode, RECURSION_DESIRED } from 'dns-packet';
import type { ValidatedAnswer } from '../../domain/web.ts';

const UDP_SIZE = 1_232;
const RCODES: ReadonlyMap<number, 'noerror' | 'servfail' | 'nxdomain'> = new Map([
  [0, 'noerror'],
  [2, 'servfail'],
  [3, 'nxdomain'],
] as const);

/**
 * The question for a name's SOA with the DO bit, base64url, for the `dns` parameter of RFC 8484 section 4.1. The id is 0, as
 * recommended there. `unchecked` asks for what does not validate too (CD, RFC 4035 section 3.2.2).
 */
export const soaQuery = (name: string, unchecked: boolean): string =>
  encode({
    type: 'query',
    id: 0,
    flags: RECURSION_DESIRED | (unchecked ? CHECKING_DISABLED : 0),
    questions: [{ type: 'SOA', name }],
    additionals: [
      {
        type: 'OPT',
        name: '.',
        udpPayloadSize: UDP_SIZE,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: DNSSEC_OK,
        flag_do: true,
        options: [],
      },
    ],
  }).toString('base64url');

/** What a message of a validating resolver says; bytes that are no answer to the question are no answer. */
export const readValidatedAnswer = (bytes: Uint8Array, name: string): ValidatedAnswer => {
  try {
    const { type, flags = 0, questions } = decode(Buffer.from(bytes));
    if (type !== 'response') return { ok: false, detail: 'not a response' };
    if (questions?.length !== 1 || questions[0]?.name.toLowerCase() !== name.toLowerCase())
      return { ok: false, detail: 'an answer to another question' };
    return { ok: true, rcode: RCODES.get(flags & 0xf) ?? 'other', authenticated: (flags & AUTHENTIC_DATA) !== 0 };
  } catch {
    return { ok: false, detail: 'not a DNS message' };
  }
};
