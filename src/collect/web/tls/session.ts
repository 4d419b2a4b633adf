import type { TlsProtocol } from '../../../domain/tls.ts';
import { MalformedTls } from '../../../parse/tls/bytes.ts';
import { parseServerHello, type ServerHello } from '../../../parse/tls/messages.ts';
import { ALERT, HANDSHAKE, SIGNATURE_SCHEMES, VERSION_CODES } from '../../../parse/tls/registries.ts';
import type { HelloProbe, ProbeTarget, RecordedMessage, TlsExchange, TlsOutcome, TlsProbe } from './exchange.ts';
import { LEGACY_GROUPS } from './offers.ts';

export type HelloVersion = Exclude<TlsProtocol, 'SSLv2'>;

/** What is asked; what is left out takes the ordinary value of the version. */
export type Question = Pick<HelloProbe, 'version' | 'suites'> &
  Partial<Pick<HelloProbe, 'groups' | 'shares' | 'signatures' | 'compression' | 'until' | 'serverName' | 'lean'>>;

/** A server's answer: it goes along, it says no, or nothing can be concluded. */
export type Reply =
  | {
      readonly kind: 'accepted';
      readonly hello: ServerHello;
      readonly messages: readonly RecordedMessage[];
      readonly lean: boolean;
    }
  | {
      readonly kind: 'refused';
      readonly why: string;
      readonly alert: number | null;
      /** It answered in a version that was not asked for. */
      readonly otherVersion: boolean;
    }
  | { readonly kind: 'silent'; readonly why: string; readonly end: TlsOutcome['end'] };

export type Session = {
  readonly target: ProbeTarget;
  /** One hello, tried again with fewer extensions when the server does not answer in words. */
  readonly ask: (question: Question) => Promise<Reply>;
  /** One hello and one hello only; `attempt` tells otherwise equal questions apart. */
  readonly askOnce: (question: Question, attempt?: number) => Promise<Reply>;
  /** The same with few extensions, after a first hello without an answer. */
  readonly askAgain: (question: Question) => Promise<Reply>;
  /** Sends a probe; the same probe is sent once only. */
  readonly send: (probe: TlsProbe) => Promise<TlsOutcome>;
  /** Tells that this version is spoken, so that a closed connection can be told from a refusal. */
  readonly spoken: (version: HelloVersion) => void;
  /** Turns "closed without a word" into a refusal when that is how this server refuses. */
  readonly settle: (reply: Reply) => Promise<Reply>;
  /** Every hello that was answered in words, so that answers can be held against each other. */
  readonly heard: () => readonly Heard[];
  readonly connections: () => number;
};

/** A hello and the answer to it. */
export type Heard = { readonly probe: HelloProbe; readonly reply: Exclude<Reply, { readonly kind: 'silent' }> };

const ALL_SIGNATURES = [...SIGNATURE_SCHEMES.keys()];
const CLOSES_TO_REFUSE = 'closed without a word, as it does when no suite can fit';
const ATTEMPTS_PER_LOOK = 100;
const TWIN = 50;
/** A reserved suite (RFC 8701) that no server can choose. */
const IMPOSSIBLE_SUITE = 0x5a5a;

/** `look`: counts the rounds in which the same address is asked the same again, from 1. */
export function openSession(target: ProbeTarget, exchange: TlsExchange, look = 1): Session {
  const heard: Heard[] = [];
  let count = 0;
  let version: HelloVersion | null = null;
  let closesToRefuse: Promise<boolean> | null = null;

  const sent = new Map<string, Promise<TlsOutcome>>();
  const send = (asked: TlsProbe): Promise<TlsOutcome> => {
    const probe = { ...asked, attempt: asked.attempt + (look - 1) * ATTEMPTS_PER_LOOK };
    const key = JSON.stringify(probe);
    const before = sent.get(key);
    if (before !== undefined) return before;
    const outcome = exchange(probe).then((answer) => {
      if (answer.end !== 'skipped') count += answer.tries ?? 1;
      return answer;
    });
    sent.set(key, outcome);
    return outcome;
  };
  const one = async (question: Question, lean: boolean, number: number): Promise<Reply> => {
    const probe = probeFor(target, question, lean, number);
    const reply = readReply(await send(probe), question.version, lean);
    if (reply.kind !== 'silent') heard.push({ probe, reply });
    return reply;
  };
  // From the second look on there is a doubt to clear up: each question goes out twice at once, as load balancers that
  // take turns send neighbours to different servers, and who goes along is believed.
  const attempt = async (question: Question, lean: boolean, number: number): Promise<Reply> => {
    if (look === 1) return one(question, lean, number);
    const [reply, twin] = await Promise.all([one(question, lean, number), one(question, lean, number + TWIN)]);
    const rank = ['accepted', 'refused', 'silent'] as const;
    return rank.indexOf(twin.kind) < rank.indexOf(reply.kind) ? twin : reply;
  };

  // A server that answers a hello without any real suite by closing closes to say no.
  const control = (): Promise<boolean> => {
    if (version === null) return Promise.resolve(false);
    closesToRefuse ??= attempt({ version, suites: [IMPOSSIBLE_SUITE] }, false, 1).then(
      (reply) => reply.kind === 'silent' && reply.end === 'closed',
    );
    return closesToRefuse;
  };
  const settle = async (reply: Reply): Promise<Reply> => {
    if (reply.kind !== 'silent' || reply.end !== 'closed' || !(await control())) return reply;
    return { kind: 'refused', why: CLOSES_TO_REFUSE, alert: null, otherVersion: false };
  };
  const askAgain = async (question: Question): Promise<Reply> => settle(await attempt(question, true, 2));
  const ask = async (question: Question): Promise<Reply> => {
    const first = await settle(await attempt(question, question.lean ?? false, 1));
    return first.kind !== 'silent' || first.end === 'skipped' ? first : askAgain(question);
  };
  return {
    target,
    ask,
    askOnce: (question, number = 1) => attempt(question, question.lean ?? false, number),
    askAgain,
    send,
    spoken: (spoken) => {
      version = spoken;
    },
    settle,
    heard: () => heard,
    connections: () => count,
  };
}

function probeFor(target: ProbeTarget, question: Question, lean: boolean, attempt: number): HelloProbe {
  return {
    kind: 'hello',
    host: target.host,
    port: target.port,
    address: target.address,
    serverName: question.serverName === undefined ? target.serverName : question.serverName,
    starttls: target.starttls,
    version: question.version,
    suites: question.suites,
    groups: question.groups ?? LEGACY_GROUPS,
    shares: question.shares ?? [],
    signatures: question.signatures ?? ALL_SIGNATURES,
    lean,
    compression: question.compression ?? false,
    until: question.until ?? 'server-hello',
    attempt,
  };
}

const REFUSALS: ReadonlyMap<number, string> = new Map([
  [ALERT.handshakeFailure, 'handshake_failure'],
  [ALERT.illegalParameter, 'illegal_parameter'],
  [ALERT.protocolVersion, 'protocol_version'],
  [ALERT.insufficientSecurity, 'insufficient_security'],
  [ALERT.inappropriateFallback, 'inappropriate_fallback'],
  [ALERT.missingExtension, 'missing_extension'],
]);

function readReply(outcome: TlsOutcome, version: HelloVersion, lean: boolean): Reply {
  const first = outcome.messages.find(({ type }) => type === HANDSHAKE.serverHello);
  if (first !== undefined) return readAccepted(outcome, first, version, lean);
  if (outcome.end !== 'alert') return { kind: 'silent', why: outcome.why ?? outcome.end, end: outcome.end };
  const description = outcome.alert?.description ?? 0;
  const refusal = REFUSALS.get(description);
  if (refusal === undefined) return { kind: 'silent', why: `alert ${description}`, end: 'alert' };
  return { kind: 'refused', why: `refused with ${refusal}`, alert: description, otherVersion: false };
}

function readAccepted(outcome: TlsOutcome, message: RecordedMessage, version: HelloVersion, lean: boolean): Reply {
  try {
    const hello = parseServerHello(Buffer.from(message.body, 'base64'));
    const { messages } = outcome;
    if (hello.version === VERSION_CODES[version]) return { kind: 'accepted', hello, messages, lean };
    return {
      kind: 'refused',
      why: `chose version 0x${hello.version.toString(16).padStart(4, '0')} instead`,
      alert: null,
      otherVersion: true,
    };
  } catch (problem) {
    if (problem instanceof MalformedTls)
      return { kind: 'silent', why: `unreadable ServerHello: ${problem.message}`, end: 'not-tls' };
    throw problem;
  }
}

export function messageOf(reply: Reply & { readonly kind: 'accepted' }, type: number): Uint8Array | null {
  const message = reply.messages.find((candidate) => candidate.type === type);
  return message === undefined ? null : Buffer.from(message.body, 'base64');
}
