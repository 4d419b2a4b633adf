import { type ProtocolFact, TLS_PROTOCOLS, type TlsProtocol } from '../../../domain/tls.ts';
import { MalformedTls } from '../../../parse/tls/bytes.ts';
import { ALERT } from '../../../parse/tls/registries.ts';
import { parseSsl2ServerHello } from '../../../parse/tls/sslv2.ts';
import { SSL2_SUITE_NAMES, suiteName } from '../../../parse/tls/suite-registry.ts';
import { AGREEABLE_GROUPS, FIRST_SHARES, suiteChunks, TLS13_GROUPS, TLS13_SUITES } from './offers.ts';
import type { HelloVersion, Question, Reply, Session } from './session.ts';

export type LegacyVersion = Exclude<HelloVersion, 'TLSv1.3'>;
export const LEGACY_VERSIONS: readonly LegacyVersion[] = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2'];

/** A reply together with the chunk of suites it answers. */
type FirstReply = { readonly reply: Reply; readonly chunk: number };
export type Ssl2Facts = ProtocolFact & { readonly suites: readonly string[]; readonly certificate: Uint8Array | null };

/** The answers on which all further questions depend: one hello for each version. */
export type FirstRound = {
  readonly ssl2: Ssl2Facts;
  readonly legacy: ReadonlyMap<LegacyVersion, FirstReply>;
  /** `flight` agrees on a key and is decrypted; `retry` only makes the server name its group. */
  readonly tls13: { readonly flight: Reply; readonly retry: Reply };
};

export const FLIGHT_13: Question = {
  version: 'TLSv1.3',
  suites: TLS13_SUITES,
  groups: AGREEABLE_GROUPS,
  shares: FIRST_SHARES,
  until: 'flight',
};
/** Suites backwards, so that both first answers together show whose order counts. */
const RETRY_13: Question = {
  version: 'TLSv1.3',
  suites: [...TLS13_SUITES].reverse(),
  groups: TLS13_GROUPS,
  shares: [],
};

export async function firstRound(session: Session): Promise<FirstRound> {
  const questions = LEGACY_VERSIONS.map((version) => legacyQuestion(version, 0));
  const [ssl2, flight, retry, ...legacy] = await Promise.all([
    askSsl2(session),
    session.askOnce(FLIGHT_13),
    session.askOnce(RETRY_13),
    ...questions.map((question) => session.askOnce(question)),
  ]);
  const versions = [...LEGACY_VERSIONS, 'TLSv1.3'] as const;
  const spoken = versions.filter((_, index) => [...legacy, flight][index]?.kind === 'accepted').at(-1);
  const alive = [flight, retry, ...legacy].some((reply) => reply.kind !== 'silent');
  if (spoken !== undefined) session.spoken(spoken);
  const secure = async (question: Question, reply: Reply): Promise<Reply> => {
    const settled = await session.settle(reply);
    return settled.kind === 'silent' && alive ? session.askAgain(question) : settled;
  };
  const [flightAgain, retryAgain, ...legacyAgain] = await Promise.all([
    secure(FLIGHT_13, flight),
    secure(RETRY_13, retry),
    ...LEGACY_VERSIONS.map(async (version, index) =>
      laterChunks(session, version, await secure(legacyQuestion(version, 0), legacy[index] ?? flight)),
    ),
  ]);
  return {
    ssl2,
    tls13: { flight: flightAgain, retry: retryAgain },
    legacy: new Map(
      LEGACY_VERSIONS.map((version, index) => [version, legacyAgain[index] ?? { reply: flight, chunk: 0 }]),
    ),
  };
}

export function legacyQuestion(version: LegacyVersion, chunk: number): Question {
  const suites = suiteChunks(version)[chunk]?.flat() ?? [];
  return { version, suites, until: 'flight', compression: true };
}

/** A refusal that may be for want of a common suite is only believed once all suites were named. */
async function laterChunks(session: Session, version: LegacyVersion, reply: Reply): Promise<FirstReply> {
  if (!mayWantOtherSuites(reply)) return { reply, chunk: 0 };
  for (let chunk = 1; chunk < suiteChunks(version).length; chunk++) {
    const later = await session.ask(legacyQuestion(version, chunk));
    if (!mayWantOtherSuites(later)) return { reply: later, chunk };
  }
  return { reply, chunk: 0 };
}

function mayWantOtherSuites(reply: Reply): boolean {
  if (reply.kind !== 'refused') return false;
  const alerts: readonly (number | null)[] = [
    ALERT.handshakeFailure,
    ALERT.insufficientSecurity,
    ALERT.illegalParameter,
  ];
  return alerts.includes(reply.alert);
}

/** Attempt number of a question whose refusal is doubted. */
const AGAIN = 5;

/**
 * Second hellos, which behind a load balancer another server may answer: for the old versions that were refused (one
 * hello of the newest of them, which is answered in any of them), for SSL 2.0, and for the version that was taken if it
 * is the only one. What they say is among what the session heard; of SSL 2.0, which is not, the answer comes back if it
 * is another. Software with TLS 1.3 has no SSL 2.0.
 */
export async function firstRoundAgain(
  session: Session,
  { legacy, ssl2, tls13 }: FirstRound,
): Promise<Ssl2Facts | null> {
  const which = (kind: Reply['kind']): readonly LegacyVersion[] =>
    LEGACY_VERSIONS.filter((version) => legacy.get(version)?.reply.kind === kind);
  const [taken, refused] = [which('accepted'), which('refused')];
  const newest = tls13.flight.kind === 'accepted';
  const once = newest || taken.length > 1 ? [] : taken;
  const [second] = await Promise.all([
    ssl2.offered === 'no' && !newest ? askSsl2(session, AGAIN) : null,
    ...[...refused.slice(-1), ...once].map((version) =>
      session.askOnce(legacyQuestion(version, legacy.get(version)?.chunk ?? 0), AGAIN),
    ),
    newest && taken.length === 0 ? session.askOnce(FLIGHT_13, AGAIN) : null,
  ]);
  return second?.offered === 'yes' ? second : null;
}

async function askSsl2(session: Session, attempt = 1): Promise<Ssl2Facts> {
  const suites = [...SSL2_SUITE_NAMES.keys()];
  const outcome = await session.send({ ...session.target, kind: 'ssl2', suites, attempt });
  const [message] = outcome.messages;
  const none = { suites: [], certificate: null };
  if (message === undefined) {
    // SSL 2.0 has no word for "unsupported": closing, or answering in another protocol, is the refusal.
    const refused = outcome.end === 'closed' || outcome.end === 'not-tls' || outcome.end === 'alert';
    return { offered: refused ? 'no' : 'unknown', why: outcome.why ?? outcome.end, ...none };
  }
  try {
    const hello = parseSsl2ServerHello(Buffer.from(message.body, 'base64'));
    if (hello === null) return { offered: 'unknown', why: 'an unfinished SERVER-HELLO', ...none };
    const names = hello.suites.map(suiteName);
    return { offered: 'yes', why: 'SERVER-HELLO', suites: names, certificate: hello.certificate };
  } catch (problem) {
    if (problem instanceof MalformedTls) return { offered: 'unknown', why: problem.message, ...none };
    throw problem;
  }
}

/** Why nothing can be said at all: no probe got an answer in TLS. Null when one did. */
export function roundProblem({ ssl2, legacy, tls13 }: FirstRound): string | null {
  const replies = [
    legacy.get('TLSv1.2')?.reply,
    tls13.flight,
    tls13.retry,
    ...[...legacy.values()].map(({ reply }) => reply),
  ];
  if (ssl2.offered === 'yes' || replies.some((reply) => reply !== undefined && reply.kind !== 'silent')) return null;
  const [first] = replies;
  return first?.kind === 'silent' ? `${first.why} (${first.end})` : 'no answer';
}

export function protocolFacts({ ssl2, legacy, tls13 }: FirstRound): Readonly<Record<TlsProtocol, ProtocolFact>> {
  const newest = tls13.flight.kind === 'accepted' || tls13.retry.kind === 'refused' ? tls13.flight : tls13.retry;
  const factOf = (protocol: TlsProtocol): ProtocolFact => {
    if (protocol === 'SSLv2') return { offered: ssl2.offered, why: ssl2.why };
    const reply = protocol === 'TLSv1.3' ? newest : legacy.get(protocol)?.reply;
    return replyFact(reply);
  };
  const [v2, v3, v10, v11, v12, v13] = TLS_PROTOCOLS.map(factOf);
  const none = { offered: 'unknown', why: 'not asked' } as const;
  return {
    SSLv2: v2 ?? none,
    SSLv3: v3 ?? none,
    TLSv1: v10 ?? none,
    'TLSv1.1': v11 ?? none,
    'TLSv1.2': v12 ?? none,
    'TLSv1.3': v13 ?? none,
  };
}

function replyFact(reply: Reply | undefined): ProtocolFact {
  if (reply === undefined) return { offered: 'unknown', why: 'not asked' };
  if (reply.kind === 'accepted') return { offered: 'yes', why: 'ServerHello' };
  return { offered: reply.kind === 'refused' ? 'no' : 'unknown', why: reply.why };
}
