import { AUTHENTIC_DATA, CHECKING_DISABLED, DNSSEC_OK, decode, encode, RECURSION_DESIRED } from 'dns-packet';
import type { DelegationAnswer, ValidatedAnswer } from '../../domain/web.ts';

const UDP_SIZE = 1_232;
const RCODES: ReadonlyMap<number, 'noerror' | 'servfail' | 'nxdomain'> = new Map([
  [0, 'noerror'],
  [2, 'servfail'],
  [3, 'nxdomain'],
] as const);

/**
 * A question about a name with the DO bit, base64url, for the `dns` parameter of RFC 8484 section 4.1. The id is 0, as
 * recommended there. `unchecked` asks for what does not validate too (CD, RFC 4035 section 3.2.2).
 */
export const dohQuery = (type: 'SOA' | 'DS', name: string, unchecked = false): string =>
  encode({
    type: 'query',
    id: 0,
    flags: RECURSION_DESIRED | (unchecked ? CHECKING_DISABLED : 0),
    questions: [{ type, name }],
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

type Message = ReturnType<typeof decode>;

/** A message that answers a question; the text says why it is none. */
const readAnswer = (bytes: Uint8Array, name: string): Message | string => {
  try {
    const message = decode(Buffer.from(bytes));
    if (message.type !== 'response') return 'not a response';
    const { questions } = message;
    return questions?.length === 1 && questions[0]?.name.toLowerCase() === name.toLowerCase()
      ? message
      : 'an answer to another question';
  } catch {
    return 'not a DNS message';
  }
};

const rcodeOf = ({ flags = 0 }: Message) => RCODES.get(flags & 0xf) ?? 'other';

/** What a message of a validating resolver says; bytes that are no answer to the question are no answer. */
export const readValidatedAnswer = (bytes: Uint8Array, name: string): ValidatedAnswer => {
  const message = readAnswer(bytes, name);
  if (typeof message === 'string') return { ok: false, detail: message };
  return { ok: true, rcode: rcodeOf(message), authenticated: ((message.flags ?? 0) & AUTHENTIC_DATA) !== 0 };
};

/** Whether a message holds a DS record of the name that was asked for (RFC 4034 section 5). */
export const readDelegation = (bytes: Uint8Array, name: string): DelegationAnswer => {
  const message = readAnswer(bytes, name);
  if (typeof message === 'string') return { ok: false, detail: message };
  const rcode = rcodeOf(message);
  if (rcode !== 'noerror' && rcode !== 'nxdomain') return { ok: false, detail: rcode };
  const isOwn = (answer: { readonly type: string; readonly name: string }): boolean =>
    answer.type === 'DS' && answer.name.toLowerCase() === name.toLowerCase();
  return { ok: true, signed: (message.answers ?? []).some(isOwn) };
};
