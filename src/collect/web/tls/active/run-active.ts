import { constants, createPublicKey, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto';
import { concat, uint, vector } from '../../../../parse/tls/bytes.ts';
import { parseCertificate } from '../../../../parse/tls/messages.ts';
import { HANDSHAKE, VERSION_CODES } from '../../../../parse/tls/registries.ts';
import { converse } from '../conversation.ts';
import type { ActiveTlsProbe, TlsOutcome } from '../exchange.ts';
import type { Transport } from '../transport.ts';
import { helloOf, recordOf } from './messages.ts';
import { paddingOracle } from './padding-oracle.ts';
import { nextReaction, type Reaction } from './reaction.ts';
import { insecureRenegotiation, ticketbleed } from './sessions.ts';

/** Sends the malformed message of the probe after an ordinary hello and tells what came back. */
export async function runActive(probe: ActiveTlsProbe, transport: Transport, withinMs: number): Promise<TlsOutcome> {
  if (probe.kind === 'insecure-renegotiation') return reacted(await insecureRenegotiation(probe, withinMs));
  if (probe.kind === 'ticketbleed') return reacted(await ticketbleed(probe, transport, withinMs));
  if (probe.kind === 'padding-oracle') return reacted(await paddingOracle(probe, transport, withinMs));
  const outcome = await converse(helloOf(probe), transport);
  if (outcome.end !== 'answered') return outcome;
  const send = (type: number, ...body: Uint8Array[]): void => transport.write(recordOf(probe, type, ...body));
  if (probe.kind === 'heartbleed') return reacted(await heartbleed(send, transport, withinMs));
  if (probe.kind === 'ccs-injection') return reacted(await ccsInjection(send, transport, withinMs));
  return reacted(await robot(probe, outcome, send, transport, withinMs));
}

type Send = (type: number, ...body: Uint8Array[]) => void;

function reacted(reaction: Reaction): TlsOutcome {
  return { end: 'answered', why: null, alert: null, messages: [], reaction };
}

/** A heartbeat that claims 16 bytes of payload and has none (CVE-2014-0160): what comes back is counted, never kept. */
async function heartbleed(send: Send, transport: Transport, withinMs: number): Promise<Reaction> {
  send(24, Uint8Array.of(1, 0, 16));
  return nextReaction(transport, withinMs);
}

const CHANGE_CIPHER_SPEC = Uint8Array.of(1);

/**
 * ChangeCipherSpec before there is a key (CVE-2014-0224), twice. Who minds the first says unexpected_message; who takes
 * it expects the second to be encrypted, and says that it is not.
 */
async function ccsInjection(send: Send, transport: Transport, withinMs: number): Promise<Reaction> {
  send(20, CHANGE_CIPHER_SPEC);
  send(20, CHANGE_CIPHER_SPEC);
  return nextReaction(transport, withinMs);
}

/** A ClientKeyExchange with well or badly padded secret (Bleichenbacher; ROBOT, 2018), with or without what follows it. */
async function robot(
  probe: ActiveTlsProbe,
  outcome: TlsOutcome,
  send: Send,
  transport: Transport,
  withinMs: number,
): Promise<Reaction> {
  const message = outcome.messages.find(({ type }) => type === HANDSHAKE.certificate);
  const [leaf] = message === undefined ? [] : parseCertificate(Buffer.from(message.body, 'base64')).certificates;
  if (leaf === undefined) return 'no-certificate';
  const key = createPublicKey(new X509Certificate(leaf).publicKey.export({ type: 'spki', format: 'pem' }));
  const size = (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
  if (!Number.isInteger(size) || size < 128) return 'no-rsa-key';
  const [padding = '', tail = ''] = probe.variant.split('+');
  const secret = robotMessage(padding, size, VERSION_CODES[probe.version]);
  const encrypted = publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, secret);
  const body = probe.version === 'SSLv3' ? encrypted : vector(2, encrypted);
  send(22, concat(Uint8Array.of(16), uint(3, body.length), body));
  if (tail === 'finished') {
    send(20, CHANGE_CIPHER_SPEC);
    send(22, randomBytes(64));
  }
  return nextReaction(transport, withinMs);
}

/** The five paddings of the ROBOT paper: one right, four each wrong in its own way. The random bytes hold no zero. */
function robotMessage(padding: string, size: number, version: number): Uint8Array {
  const filler = Uint8Array.from(randomBytes(size), (byte) => byte || 1);
  const premaster = concat(uint(2, version), filler.subarray(0, 46));
  const bytes = concat(Uint8Array.of(0, 2), filler.subarray(0, size - 51), Uint8Array.of(0), premaster);
  if (padding === 'wrong-type') bytes.set([0x41, 0x17]);
  if (padding === 'zero-elsewhere') {
    bytes[size - 49] = 1;
    bytes[size - 20] = 0;
  }
  if (padding === 'no-zero') bytes[size - 49] = 1;
  if (padding === 'wrong-version') bytes.set([2, 2], size - 48);
  return bytes;
}
