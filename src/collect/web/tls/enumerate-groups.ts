import type { GroupFacts } from '../../../domain/tls.ts';
import { MalformedTls } from '../../../parse/tls/bytes.ts';
import { parseServerKeyExchange } from '../../../parse/tls/messages.ts';
import { GROUPS, HANDSHAKE, VERSION_CODES } from '../../../parse/tls/registries.ts';
import { SUITES, suiteFits } from '../../../parse/tls/suites.ts';
import { FINITE_FIELD_GROUPS, LEGACY_GROUPS, TLS13_GROUPS } from './offers.ts';
import { type HelloVersion, messageOf, type Reply, type Session } from './session.ts';

export const NO_GROUPS: GroupFacts = { names: [], complete: true };

/** Asks which of the offered groups the server takes; null when it refuses, `silent` when nothing can be said. */
type Pick = (groups: readonly number[]) => Promise<number | null | 'silent'>;

/** Groups of TLS 1.3: without a key share the server names its choice in a HelloRetryRequest (RFC 8446 section 4.1.4). */
export async function tls13Groups(
  session: Session,
  suites: readonly number[],
  first: number | null,
): Promise<GroupFacts> {
  const pick: Pick = async (groups) => groupOf(await session.ask({ version: 'TLSv1.3', suites, groups, shares: [] }));
  const named = (groups: readonly number[]): readonly number[] => groups.filter((group) => group !== first);
  const curves = TLS13_GROUPS.filter((group) => !FINITE_FIELD_GROUPS.includes(group));
  // Each accepted group is a round trip: who has one finite field mostly has all of them, so they are asked in two halves.
  const half = Math.ceil(FINITE_FIELD_GROUPS.length / 2);
  const lists = [curves, FINITE_FIELD_GROUPS.slice(0, half), FINITE_FIELD_GROUPS.slice(half)];
  const found = await Promise.all(lists.map((groups) => drain(named(groups), pick)));
  return facts(first === null ? [] : [first], found);
}

function groupOf(reply: Reply): number | null | 'silent' {
  if (reply.kind === 'refused') return null;
  return reply.kind === 'accepted' && reply.hello.group !== null ? reply.hello.group : 'silent';
}

/** What the first round showed of ECDHE: its group, and the curve of an EC key in the certificate. */
export type LegacyStart = {
  readonly version: HelloVersion;
  readonly first: number | null;
  readonly keyCurve: number | null;
};

/**
 * ECDHE groups up to TLS 1.2, as named in ServerKeyExchange. A server with an EC key only talks to clients that name
 * its key's curve, which then stays in the offer, last: so RSA suites are asked first.
 */
export async function legacyGroups(session: Session, { version, first, keyCurve }: LegacyStart): Promise<GroupFacts> {
  const asking =
    (authentication: 'RSA' | 'ECDSA') =>
    async (groups: readonly number[]): Promise<number | null | 'silent'> =>
      curveOf(
        await session.ask({ version, suites: ecdheSuites(version, authentication), groups, until: 'key-exchange' }),
      );
  const seen = first === null ? [] : [first];
  const unseen = LEGACY_GROUPS.filter((group) => group !== first);
  const rsa = await drain(unseen, asking('RSA'));
  if (keyCurve === null || rsa.picks.length > 0) return facts(seen, [rsa]);
  const askEc = asking('ECDSA');
  const ec = await drain(unseen, async (groups) => {
    const answer = await askEc([...groups.filter((group) => group !== keyCurve), keyCurve]);
    // A server with its own order may prefer that curve to others it has as well: nothing can be said of those.
    return answer === keyCurve && !groups.includes(keyCurve) ? 'silent' : answer;
  });
  return facts(seen, [ec]);
}

function ecdheSuites(version: HelloVersion, authentication: 'RSA' | 'ECDSA'): readonly number[] {
  return SUITES.filter(
    (suite) => suite.keyExchange === 'ECDHE' && suite.authentication === authentication && suiteFits(suite, version),
  ).map(({ code }) => code);
}

function curveOf(reply: Reply): number | null | 'silent' {
  if (reply.kind === 'refused') return null;
  if (reply.kind === 'silent') return 'silent';
  const message = messageOf(reply, HANDSHAKE.serverKeyExchange);
  try {
    if (message === null) return 'silent';
    return parseServerKeyExchange(message, reply.hello.suite, VERSION_CODES['TLSv1.2']).curve ?? 'silent';
  } catch (problem) {
    if (problem instanceof MalformedTls) return 'silent';
    throw problem;
  }
}

type Drained = { readonly picks: readonly number[]; readonly complete: boolean };

async function drain(candidates: readonly number[], pick: Pick): Promise<Drained> {
  const picks: number[] = [];
  for (;;) {
    const groups = candidates.filter((group) => !picks.includes(group));
    if (groups.length === 0) return { picks, complete: true };
    const answer = await pick(groups);
    if (answer === null) return { picks, complete: true };
    if (answer === 'silent' || !groups.includes(answer)) return { picks, complete: false };
    picks.push(answer);
  }
}

function facts(first: readonly number[], drained: readonly Drained[]): GroupFacts {
  const codes = [...first, ...drained.flatMap(({ picks }) => picks)];
  return {
    names: codes.map((code) => GROUPS.get(code) ?? `0x${code.toString(16).padStart(4, '0')}`),
    complete: drained.every(({ complete }) => complete),
  };
}
