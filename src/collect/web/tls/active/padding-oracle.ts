import { randomBytes } from 'node:crypto';
import { concat } from '../../../../parse/tls/bytes.ts';
import type { ActiveTlsProbe } from '../exchange.ts';
import type { Transport } from '../transport.ts';
import { type CbcKeys, type CbcSession, encrypt, macOf, withPadding } from './cbc-record.ts';
import { agree } from './cbc-session.ts';
import { recordOf } from './messages.ts';
import { nextReaction, type Reaction } from './reaction.ts';

/** Records that each break one thing. A server that tells two of them apart tells an attacker about the plain text. */
export const MALFORMED_RECORDS = [
  'bad-padding',
  'bad-mac',
  'bad-mac-no-padding-left',
  'empty-bad-mac',
  'empty-bad-padding',
  'padding-only',
  'poodle',
] as const;
/** Nothing is wrong with it: for comparison. */
export const RIGHT_RECORD = 'right' as const;
const VARIANTS = [...MALFORMED_RECORDS, RIGHT_RECORD] as const;
type MalformedRecord = (typeof MALFORMED_RECORDS)[number];

/** Completes a handshake with a CBC suite, sends one malformed record, and tells what came back. */
export async function paddingOracle(probe: ActiveTlsProbe, transport: Transport, withinMs: number): Promise<Reaction> {
  const session = await agree(probe, transport, withinMs);
  if (typeof session === 'string') return session;
  const malformed = VARIANTS.find((name) => name === probe.variant);
  if (malformed === undefined) return 'no-such-record';
  transport.write(recordOf(probe, 23, sealed(session, malformed)));
  return nextReaction(transport, withinMs);
}

function sealed(session: CbcSession, malformed: MalformedRecord | typeof RIGHT_RECORD): Uint8Array {
  const { keys } = session;
  const content = malformed.startsWith('empty') ? new Uint8Array(0) : Buffer.from('GET / HTTP/1.0\r\n\r\n');
  const mac = macOf(session, 23, content);
  const flipped = Uint8Array.from(mac, (byte, index) => (index === 0 ? byte ^ 0x80 : byte));
  switch (malformed) {
    case 'right':
      return encrypt(session, withPadding(keys, concat(content, mac)));
    case 'bad-padding':
    case 'empty-bad-padding':
      return encrypt(
        session,
        withPadding(keys, concat(content, mac), (padding) =>
          padding.map((byte, index) => (index === 0 ? byte ^ 0x40 : byte)),
        ),
      );
    case 'bad-mac':
    case 'empty-bad-mac':
      return encrypt(session, withPadding(keys, concat(content, flipped)));
    case 'bad-mac-no-padding-left':
      return encrypt(session, filled(keys, concat(content, flipped), 0));
    case 'padding-only':
      // One run of padding with no room for a MAC: CVE-2016-2107 answered record_overflow to it.
      return encrypt(session, new Uint8Array(keys.block * 2).fill(keys.block * 2 - 1));
    case 'poodle':
      // A whole block of padding whose bytes are random but the last: SSL 3.0 did not look at them, TLS must.
      return encrypt(session, poodlePadding(keys, concat(content, mac)));
  }
}

/** The plain text cut or stretched to whole blocks whose last byte says that there is no padding. */
function filled(keys: CbcKeys, plain: Uint8Array, last: number): Uint8Array {
  const length = Math.ceil((plain.length + 1) / keys.block) * keys.block;
  const bytes = concat(plain, new Uint8Array(length - plain.length).fill(1));
  bytes[length - 1] = last;
  return bytes;
}

function poodlePadding(keys: CbcKeys, plain: Uint8Array): Uint8Array {
  const rest = keys.block - (plain.length % keys.block);
  const missing = rest === keys.block ? rest : rest + keys.block;
  const padding = Uint8Array.from(randomBytes(missing), (byte) => (byte === missing - 1 ? byte ^ 1 : byte));
  padding[missing - 1] = missing - 1;
  return concat(plain, padding);
}
