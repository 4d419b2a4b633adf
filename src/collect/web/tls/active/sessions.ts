import { constants, randomBytes } from 'node:crypto';
import { connect, type TLSSocket } from 'node:tls';
import { concat, MalformedTls, uint, vector } from '../../../../parse/tls/bytes.ts';
import { parseServerHello } from '../../../../parse/tls/messages.ts';
import { HandshakeAssembler, NotTls, RECORD, RecordSplitter } from '../../../../parse/tls/records.ts';
import { EXTENSION } from '../../../../parse/tls/registries.ts';
import { clientHello, helloRecord } from '../client-hello.ts';
import type { ActiveTlsProbe } from '../exchange.ts';
import type { Transport } from '../transport.ts';
import { helloOf } from './messages.ts';
import type { Reaction } from './reaction.ts';

/** Everything this program's own TLS can still speak: the question is the server's behaviour, not its strength. */
const PERMISSIVE = {
  rejectUnauthorized: false,
  minVersion: 'TLSv1',
  maxVersion: 'TLSv1.2',
  ciphers: 'ALL:@SECLEVEL=0',
  secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT | constants.SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION,
} as const;

function openSession(probe: ActiveTlsProbe, withinMs: number): Promise<TLSSocket | Reaction> {
  return new Promise((resolve) => {
    const name = probe.serverName === null ? {} : { servername: probe.serverName };
    const socket = connect({ ...PERMISSIVE, ...name, host: probe.address, port: probe.port });
    socket.setTimeout(withinMs * 2, () => give('timeout'));
    const give = (reaction: Reaction): void => {
      socket.destroy();
      resolve(reaction);
    };
    socket.once('error', () => give('no-session'));
    socket.once('close', () => give('no-session'));
    socket.once('secureConnect', () => {
      socket.removeAllListeners('close');
      resolve(socket);
    });
  });
}

/** A second handshake inside the first, which the server did not bind to it (RFC 5746 is missing). */
export async function insecureRenegotiation(probe: ActiveTlsProbe, withinMs: number): Promise<Reaction> {
  if (probe.starttls !== null) return 'no-session';
  const socket = await openSession(probe, withinMs);
  if (typeof socket === 'string') return socket;
  return new Promise((resolve) => {
    const give = (reaction: Reaction): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(reaction);
    };
    const timer = setTimeout(() => give('timeout'), withinMs);
    socket.removeAllListeners('error');
    socket.on('error', () => give('refused'));
    socket.on('close', () => give('closed'));
    socket.renegotiate({ rejectUnauthorized: false }, (error) => give(error === null ? 'renegotiated' : 'refused'));
  });
}

/** How many bytes of session identifier come back when a ticket is shown with a short one (CVE-2016-9244). */
export async function ticketbleed(probe: ActiveTlsProbe, transport: Transport, withinMs: number): Promise<Reaction> {
  const socket = probe.starttls === null ? await openSession(probe, withinMs) : 'no-session';
  if (typeof socket === 'string') return socket;
  const ticket = socket.getTLSTicket();
  socket.destroy();
  if (ticket === undefined || ticket.length === 0) return 'no-ticket';
  const sessionId = randomBytes(16);
  transport.write(helloWithTicket(probe, ticket, sessionId));
  const returned = await returnedSessionId(transport, withinMs);
  if (!(returned instanceof Uint8Array)) return returned;
  const echoed = Buffer.compare(returned.subarray(0, 16), sessionId) === 0;
  return `session-id:${returned.length}:${echoed ? 'echoed' : 'other'}`;
}

function helloWithTicket(probe: ActiveTlsProbe, ticket: Uint8Array, sessionId: Uint8Array): Uint8Array {
  const hello = helloOf(probe);
  const plain = clientHello(hello, { random: randomBytes(32), sessionId, shares: [], cookie: null });
  const empty = concat(uint(2, EXTENSION.sessionTicket), uint(2, 0));
  const at = Buffer.from(plain).lastIndexOf(empty);
  const before = plain.subarray(4, at);
  const after = plain.subarray(at + empty.length);
  const body = concat(before, uint(2, EXTENSION.sessionTicket), vector(2, ticket), after);
  return helloRecord(concat(Uint8Array.of(1), uint(3, body.length), lengthened(body, ticket.length)), hello);
}

/** Adds to the length of the extension block, which stands after version, random, session, suites and compressions. */
function lengthened(body: Uint8Array, more: number): Uint8Array {
  const bytes = Uint8Array.from(body);
  let at = 2 + 32;
  at += 1 + (bytes[at] ?? 0);
  at += 2 + (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
  at += 1 + (bytes[at] ?? 0);
  const length = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0) + more;
  bytes.set(uint(2, length), at);
  return bytes;
}

async function returnedSessionId(transport: Transport, withinMs: number): Promise<Uint8Array | Reaction> {
  transport.limit(withinMs);
  const splitter = new RecordSplitter();
  const assembler = new HandshakeAssembler();
  try {
    for (;;) {
      const chunk = await transport.read();
      if (!(chunk instanceof Uint8Array)) return chunk.end;
      for (const record of splitter.push(chunk)) {
        if (record.type === RECORD.alert) return 'refused';
        const [message] = record.type === RECORD.handshake ? assembler.push(record.body) : [];
        if (message !== undefined) return parseServerHello(message.body).sessionId;
      }
    }
  } catch (problem) {
    if (problem instanceof NotTls || problem instanceof MalformedTls) return 'not-tls';
    throw problem;
  }
}
