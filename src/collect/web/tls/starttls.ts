import { concat } from '../../../parse/tls/bytes.ts';
import type { StartTls } from './exchange.ts';
import type { Transport, TransportEnd } from './transport.ts';

const MAX_GREETING = 65_536;

/** Asks a plain-text service to go over to TLS; null when it agreed, else how it ended. */
export function upgrade(service: StartTls, host: string, transport: Transport): Promise<TransportEnd | null> {
  return UPGRADES[service](lines(transport), host);
}

type Lines = {
  readonly send: (bytes: Uint8Array | string) => void;
  /** Reads until the received text satisfies `done`; the text, or how it ended. */
  readonly until: (done: (received: Buffer) => boolean) => Promise<Buffer | TransportEnd>;
};

function lines(transport: Transport): Lines {
  return {
    send: (bytes) => transport.write(typeof bytes === 'string' ? Buffer.from(bytes) : bytes),
    until: async (done) => {
      let received = Buffer.alloc(0);
      for (;;) {
        const chunk = await transport.read();
        if (!(chunk instanceof Uint8Array)) return chunk;
        received = Buffer.concat([received, chunk]);
        if (done(received)) return received;
        if (received.length > MAX_GREETING) return refusal('more than 64 kB before STARTTLS');
      }
    },
  };
}

function refusal(why: string): TransportEnd {
  return { end: 'unreachable', why };
}

type Upgrade = (lines: Lines, host: string) => Promise<TransportEnd | null>;

/** Steps of a line protocol: what is sent, and the reply that lets it go on. */
function dialogue(steps: readonly { readonly send: string | null; readonly reply: RegExp }[]): Upgrade {
  return async ({ send, until }) => {
    for (const step of steps) {
      if (step.send !== null) send(`${step.send}\r\n`);
      const received = await until((bytes) => isWhole(bytes.toString('latin1'), step.reply));
      if (!Buffer.isBuffer(received)) return received;
      const text = received.toString('latin1');
      if (!step.reply.test(text)) return refusal(`STARTTLS refused: ${printable(text)}`);
    }
    return null;
  };
}

/** A reply is whole when its last line is: SMTP marks the lines before with a hyphen after the code. */
function isWhole(text: string, reply: RegExp): boolean {
  if (!text.endsWith('\n')) return false;
  const last = text.trimEnd().split('\n').at(-1) ?? '';
  return reply.test(text) || /^(\d{3}( |$)|a\d? (NO|BAD)|-ERR)/.test(last);
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 120);
}

/** PostgreSQL SSLRequest: one byte answers, S or N (protocol documentation, section 55.2.10). */
const postgres: Upgrade = async ({ send, until }) => {
  send(Uint8Array.of(0, 0, 0, 8, 4, 210, 22, 47));
  const received = await until((bytes) => bytes.length > 0);
  if (!Buffer.isBuffer(received)) return received;
  return received.toString('latin1') === 'S' ? null : refusal('PostgreSQL refuses TLS');
};

/** MySQL: the greeting announces capabilities; CLIENT_SSL (0x0800) is asked for in an SSLRequest packet. */
const mysql: Upgrade = async ({ send, until }) => {
  const greeting = await until((bytes) => bytes.length >= 4 && bytes.length >= 4 + bytes.readUIntLE(0, 3));
  if (!Buffer.isBuffer(greeting)) return greeting;
  const versionEnd = greeting.indexOf(0, 5);
  const at = versionEnd + 1 + 4 + 8 + 1;
  if (greeting[4] !== 10 || versionEnd < 0 || greeting.length < at + 2) return refusal('no MySQL greeting');
  if ((greeting.readUInt16LE(at) & 0x0800) === 0) return refusal('MySQL does not offer TLS');
  const request = Buffer.alloc(36);
  request.writeUIntLE(32, 0, 3);
  request[3] = 1;
  request.writeUInt32LE(0x0000_8a00 | 0x0000_0001, 4);
  request.writeUInt32LE(16_777_216, 8);
  request[12] = 33;
  send(request);
  return null;
};

/** LDAP ExtendedRequest with the StartTLS name (RFC 4511 section 4.14); resultCode 0 agrees. */
const ldap: Upgrade = async ({ send, until }) => {
  const name = Buffer.from('1.3.6.1.4.1.1466.20037');
  const request = concat(Uint8Array.of(0x77, name.length + 2, 0x80, name.length), name);
  send(concat(Uint8Array.of(0x30, request.length + 3, 2, 1, 1), request));
  const received = await until((bytes) => bytes.length >= 2 && bytes.length >= 2 + (bytes[1] ?? 0));
  if (!Buffer.isBuffer(received)) return received;
  const result = received.indexOf(Buffer.of(0x0a, 0x01));
  return result > 0 && received[result + 2] === 0 ? null : refusal('LDAP refuses StartTLS');
};

const UPGRADES: Readonly<Record<StartTls, Upgrade>> = {
  smtp: dialogue([
    { send: null, reply: /^220 /m },
    { send: 'EHLO claimcheck.invalid', reply: /^250 /m },
    { send: 'STARTTLS', reply: /^220/m },
  ]),
  imap: dialogue([
    { send: null, reply: /^\* (OK|PREAUTH)/m },
    { send: 'a1 STARTTLS', reply: /^a1 OK/m },
  ]),
  pop3: dialogue([
    { send: null, reply: /^\+OK/m },
    { send: 'STLS', reply: /^\+OK/m },
  ]),
  postgres,
  mysql,
  ldap,
};
