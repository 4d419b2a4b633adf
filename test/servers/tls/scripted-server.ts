import { createServer, type Server, type Socket } from 'node:net';
import { ByteReader, concat, uint, uints, vector } from '../../../src/parse/tls/bytes.ts';
import { parseExtensions } from '../../../src/parse/tls/messages.ts';
import { HandshakeAssembler, RecordSplitter } from '../../../src/parse/tls/records.ts';

/** What a client said, as far as scripts decide on it. */
export type SeenHello = {
  readonly version: number;
  readonly random: Uint8Array;
  readonly suites: readonly number[];
  readonly extensions: ReadonlyMap<number, Uint8Array>;
  readonly sessionId: Uint8Array;
  readonly size: number;
  /** Counts the connections of this server from 1. */
  readonly connection: number;
};

/** Bytes to send at once, or in pieces; then what happens to the connection. */
export type Script = {
  readonly send?: readonly Uint8Array[];
  readonly end?: 'wait' | 'close' | 'reset';
  /** Nothing is sent before this settles. */
  readonly after?: Promise<void>;
  /** What to answer to later records of the same connection. */
  readonly later?: (record: { readonly type: number; readonly body: Uint8Array }) => Script | null;
};

export type ScriptedServer = {
  readonly port: number;
  readonly hellos: SeenHello[];
  readonly close: () => Promise<void>;
};

/** A server that says what the script says, whether or not it makes sense. */
export async function scriptedServer(
  answer: (hello: SeenHello) => Script,
  onConnect?: (connection: number) => Script | null,
): Promise<ScriptedServer> {
  const hellos: SeenHello[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server: Server = createServer((socket) => {
    const connection = ++connections;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    const greeting = onConnect?.(connection) ?? null;
    if (greeting !== null) play(socket, greeting);
    listen(socket, connection, answer, hellos);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    hellos,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function listen(socket: Socket, connection: number, answer: (hello: SeenHello) => Script, hellos: SeenHello[]): void {
  const splitter = new RecordSplitter();
  const assembler = new HandshakeAssembler();
  let later: Script['later'];
  let greeted = false;
  socket.on('data', (chunk) => {
    try {
      for (const record of splitter.push(chunk)) {
        if (greeted) {
          const script = later?.(record) ?? null;
          if (script !== null) play(socket, script);
          continue;
        }
        for (const message of assembler.push(record.body)) {
          const hello = readHello(message.body, connection);
          hellos.push(hello);
          greeted = true;
          const script = answer(hello);
          later = script.later;
          if (script.after === undefined) play(socket, script);
          else script.after.then(() => play(socket, script));
        }
      }
    } catch {
      socket.destroy();
    }
  });
}

function play(socket: Socket, { send = [], end = 'wait' }: Script): void {
  for (const bytes of send) socket.write(bytes);
  if (end === 'close') socket.end();
  if (end === 'reset') socket.resetAndDestroy();
}

function readHello(body: Uint8Array, connection: number): SeenHello {
  const reader = new ByteReader(body);
  const version = reader.uint(2);
  const random = reader.take(32);
  const sessionId = reader.vector(1);
  const list = new ByteReader(reader.vector(2));
  const suites: number[] = [];
  while (list.remaining > 0) suites.push(list.uint(2));
  reader.vector(1);
  const extensions = reader.remaining > 0 ? parseExtensions(reader.vector(2)) : new Map<number, Uint8Array>();
  return { version, random, suites, extensions, sessionId, size: body.length + 4, connection };
}

export function record(type: number, body: Uint8Array, version = 0x0303): Uint8Array {
  return concat(Uint8Array.of(type), uint(2, version), vector(2, body));
}

export function alert(description: number, level = 2): Uint8Array {
  return record(21, Uint8Array.of(level, description));
}

function handshake(type: number, body: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(type), uint(3, body.length), body);
}

export type HelloOptions = {
  readonly version?: number;
  readonly compression?: number;
  readonly extensions?: readonly (readonly [number, Uint8Array])[];
};

export function serverHello(
  suite: number,
  { version = 0x0303, compression = 0, extensions = [] }: HelloOptions = {},
): Uint8Array {
  const list = extensions.map(([type, body]) => concat(uint(2, type), vector(2, body)));
  const tail = list.length > 0 ? vector(2, ...list) : new Uint8Array(0);
  return handshake(
    2,
    concat(uint(2, version), new Uint8Array(32).fill(7), vector(1), uint(2, suite), Uint8Array.of(compression), tail),
  );
}

export function certificateMessage(certificates: readonly Uint8Array[]): Uint8Array {
  return handshake(11, vector(3, ...certificates.map((certificate) => vector(3, certificate))));
}

/** ServerKeyExchange with finite-field parameters and a signature that nobody checks. */
export function dheKeyExchange(prime: Uint8Array, value: Uint8Array = prime.subarray(0, 8)): Uint8Array {
  const parameters = concat(vector(2, prime), vector(2, Uint8Array.of(2)), vector(2, value));
  return handshake(12, concat(parameters, uints(2, [0x0401]), vector(2, new Uint8Array(64))));
}

export function ecdheKeyExchange(group: number): Uint8Array {
  const parameters = concat(Uint8Array.of(3), uint(2, group), vector(1, new Uint8Array(65)));
  return handshake(12, concat(parameters, uints(2, [0x0401]), vector(2, new Uint8Array(64))));
}

export const helloDone = handshake(14, new Uint8Array(0));

const LARGEST_RECORD = 16_384;

/** One record for each message, or as many as it takes. */
export function flight(...messages: readonly Uint8Array[]): Uint8Array[] {
  return messages.flatMap((message) =>
    Array.from({ length: Math.ceil(message.length / LARGEST_RECORD) }, (_, index) =>
      record(22, message.subarray(index * LARGEST_RECORD, (index + 1) * LARGEST_RECORD)),
    ),
  );
}

/** A number of random-looking bytes with the top bit set, as a prime of so many bits would have it. */
export function fakePrime(bits: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(bits / 8)).fill(0xa5);
  const top = (bits - 1) % 8;
  bytes[0] = (1 << top) | (0x25 & ((1 << top) - 1));
  return bytes;
}

/** A TLS 1.2 server that takes the first of its suites that the client names, whatever the version asked. */
export function plainServer(
  suites: readonly number[],
  certificates: readonly Uint8Array[],
  options: HelloOptions & { readonly prime?: Uint8Array } = {},
) {
  return (hello: SeenHello): Script => {
    if (hello.version < 0x0303 || hello.extensions.has(43)) return { send: [alert(70)], end: 'close' };
    const suite = suites.find((code) => hello.suites.includes(code));
    if (suite === undefined) return { send: [alert(40)], end: 'close' };
    const exchange = options.prime === undefined ? [] : [dheKeyExchange(options.prime)];
    return { send: flight(serverHello(suite, options), certificateMessage(certificates), ...exchange, helloDone) };
  };
}

type Answering = (hello: SeenHello) => Script;

/** Servers that take turns, one connection each, as behind a load balancer. */
export function alternating(...servers: readonly Answering[]): Answering {
  return (hello) => servers[(hello.connection - 1) % servers.length]?.(hello) ?? { end: 'close' };
}
