import { randomBytes } from 'node:crypto';
import { ByteReader, concat, MalformedTls, uint } from '../../../parse/tls/bytes.ts';
import { parseServerHello, type ServerHello } from '../../../parse/tls/messages.ts';
import {
  HandshakeAssembler,
  type HandshakeMessage,
  NotTls,
  RECORD,
  RecordSplitter,
} from '../../../parse/tls/records.ts';
import { ALERT, EXTENSION, HANDSHAKE, VERSION_CODES } from '../../../parse/tls/registries.ts';
import { clientHello, helloRecord } from './client-hello.ts';
import type { HelloProbe, TlsEnd, TlsOutcome } from './exchange.ts';
import {
  createKeyShare,
  digest,
  type KeyShare,
  type RecordOpener,
  serverHandshakeOpener,
  suiteHash,
} from './key-schedule.ts';
import type { Transport } from './transport.ts';

type State = {
  readonly probe: HelloProbe;
  readonly transport: Transport;
  readonly messages: HandshakeMessage[];
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  shares: readonly KeyShare[];
  transcript: Uint8Array;
  hello: ServerHello | null;
  opener: RecordOpener | null;
  plain: HandshakeAssembler;
  readonly sealed: HandshakeAssembler;
  retried: boolean;
};

type Stop = Pick<TlsOutcome, 'end' | 'why' | 'alert'>;

/** Sends the hello of the probe and reads until its question is answered. Settles always; never throws for a bad peer. */
export async function converse(probe: HelloProbe, transport: Transport): Promise<TlsOutcome> {
  const state: State = {
    probe,
    transport,
    messages: [],
    random: randomBytes(32),
    sessionId: probe.version === 'TLSv1.3' ? randomBytes(32) : new Uint8Array(0),
    shares: probe.shares.flatMap((group) => createKeyShare(group) ?? []),
    transcript: new Uint8Array(0),
    hello: null,
    opener: null,
    plain: new HandshakeAssembler(),
    sealed: new HandshakeAssembler(),
    retried: false,
  };
  sendHello(state, null);
  const stop = await readFlight(state).catch((problem: unknown) => stopAt(problem));
  return { ...stop, messages: kept(state), reaction: null };
}

function sendHello(state: State, cookie: Uint8Array | null): void {
  const { probe, random, sessionId, shares } = state;
  const message = clientHello(probe, { random, sessionId, shares, cookie });
  state.transcript = concat(state.transcript, message);
  state.transport.write(helloRecord(message, probe));
}

async function readFlight(state: State): Promise<Stop> {
  const splitter = new RecordSplitter();
  for (;;) {
    const chunk = await state.transport.read();
    if (!(chunk instanceof Uint8Array)) return { end: chunk.end, why: chunk.why, alert: null };
    for (const record of splitter.push(chunk)) {
      const stop = onRecord(state, record.type, record.body);
      if (stop !== null) return stop;
    }
  }
}

function onRecord(state: State, type: number, body: Uint8Array): Stop | null {
  if (type === RECORD.applicationData && state.opener !== null) {
    const inner = state.opener(body);
    return inner.type === RECORD.handshake
      ? onMessages(state, state.sealed.push(inner.body))
      : onAlert(inner.type, inner.body);
  }
  if (type === RECORD.handshake) return onMessages(state, state.plain.push(body));
  return onAlert(type, body);
}

/** Warnings (the unrecognised name of old Apache) do not end a handshake; everything else in an alert does. */
function onAlert(type: number, body: Uint8Array): Stop | null {
  if (type !== RECORD.alert) return null;
  const [level = 2, description = 0] = body;
  if (level === 1 && description === ALERT.unrecognizedName) return null;
  if (description === ALERT.closeNotify) return { end: 'closed', why: 'close_notify', alert: null };
  return { end: 'alert', why: null, alert: { level, description } };
}

const ANSWERED: Stop = { end: 'answered', why: null, alert: null };

function onMessages(state: State, messages: readonly HandshakeMessage[]): Stop | null {
  for (const message of messages) {
    state.messages.push(message);
    const stop = message.type === HANDSHAKE.serverHello ? onServerHello(state, message) : null;
    if (stop !== null) return stop;
    if (isLast(state, message)) return ANSWERED;
  }
  return null;
}

function isLast({ probe, hello }: State, { type }: HandshakeMessage): boolean {
  if (probe.until === 'server-hello') return type === HANDSHAKE.serverHello;
  if (type === HANDSHAKE.serverHelloDone) return true;
  if (probe.until === 'key-exchange') return type === HANDSHAKE.serverKeyExchange;
  return (
    hello?.version === VERSION_CODES['TLSv1.3'] && (type === HANDSHAKE.certificateVerify || type === HANDSHAKE.finished)
  );
}

function onServerHello(state: State, message: HandshakeMessage): Stop | null {
  const hello = parseServerHello(message.body);
  state.hello = hello;
  if (state.probe.until !== 'flight' || hello.version !== VERSION_CODES['TLSv1.3']) return null;
  const raw = concat(Uint8Array.of(message.type), uint(3, message.body.length), message.body);
  return hello.retryRequest ? retry(state, hello, raw) : startDecryption(state, hello, raw);
}

function retry(state: State, hello: ServerHello, raw: Uint8Array): Stop | null {
  const hash = suiteHash(hello.suite);
  const share = hello.group === null ? null : createKeyShare(hello.group);
  if (state.retried || hash === null || share === null) return ANSWERED;
  state.retried = true;
  state.shares = [share];
  const first = digest(hash, state.transcript);
  state.transcript = concat(Uint8Array.of(254), uint(3, first.length), first, raw);
  const cookie = hello.extensions.get(EXTENSION.cookie);
  sendHello(state, cookie === undefined ? null : new ByteReader(cookie).vector(2));
  return null;
}

function startDecryption(state: State, hello: ServerHello, raw: Uint8Array): Stop | null {
  const share = state.shares.find(({ group }) => group === hello.group);
  if (share === undefined || hello.keyShare === null) return ANSWERED;
  state.transcript = concat(state.transcript, raw);
  state.opener = serverHandshakeOpener(hello.suite, share.agree(hello.keyShare), state.transcript);
  return state.opener === null ? ANSWERED : null;
}

function stopAt(problem: unknown): Stop {
  if (problem instanceof NotTls) return { end: 'not-tls', why: problem.message, alert: null };
  const why = problem instanceof Error ? problem.message : 'malformed';
  const end: TlsEnd = problem instanceof MalformedTls ? 'not-tls' : 'closed';
  return { end, why: `the answer cannot be read: ${why.slice(0, 200)}`, alert: null };
}

const WANTED: Readonly<Record<HelloProbe['until'], readonly number[]>> = {
  'server-hello': [HANDSHAKE.serverHello],
  'key-exchange': [HANDSHAKE.serverHello, HANDSHAKE.serverKeyExchange],
  flight: [
    HANDSHAKE.serverHello,
    HANDSHAKE.encryptedExtensions,
    HANDSHAKE.certificate,
    HANDSHAKE.certificateStatus,
    HANDSHAKE.serverKeyExchange,
    HANDSHAKE.certificateVerify,
  ],
};

function kept({ messages, probe }: State): TlsOutcome['messages'] {
  return messages
    .filter(({ type }) => WANTED[probe.until].includes(type))
    .map(({ type, body }) => ({ type, body: Buffer.from(body).toString('base64') }));
}
