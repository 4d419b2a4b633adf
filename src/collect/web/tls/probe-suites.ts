import type { SuiteFacts, TlsProtocol } from '../../../domain/tls.ts';
import { suiteName } from '../../../parse/tls/suite-registry.ts';
import {
  byStrength,
  type Chain,
  detectPreference,
  type Enumeration,
  enumerateSuites,
  orderedSuites,
} from './enumerate-suites.ts';
import { type FirstRound, LEGACY_VERSIONS, type LegacyVersion } from './first-round.ts';
import { AGREEABLE_GROUPS, suiteChunks, TLS13_SUITES } from './offers.ts';
import type { Session } from './session.ts';

/** The suites of one version as they come to light: first which, then in what order. */
export type VersionSuites = {
  readonly version: LegacyVersion;
  /** The first suite it took. */
  readonly favourite: number;
  /** Accepted suites, unordered. */
  readonly codes: Promise<readonly number[]>;
  readonly ordered: Promise<Ordered>;
};

export type Ordered = { readonly codes: readonly number[]; readonly facts: SuiteFacts };

/** Starts the enumeration of every version spoken, newest first; older ones start from the newest one's order. */
export function legacySuites(session: Session, first: FirstRound): readonly VersionSuites[] {
  const results: VersionSuites[] = [];
  for (const version of [...LEGACY_VERSIONS].reverse()) {
    const start = first.legacy.get(version);
    if (start?.reply.kind !== 'accepted') continue;
    const { chunk, reply } = start;
    const favourite = reply.hello.suite;
    const enumeration = enumerateSuites(session, version, { chunk, pick: favourite });
    const newest = results[0]?.ordered ?? null;
    results.push({
      version,
      favourite,
      codes: enumeration.chains.then((found) => found.flatMap(({ picks }) => picks)),
      ordered: order(session, version, enumeration, { favourite, chunk, newest }),
    });
  }
  return results;
}

type Start = { readonly favourite: number; readonly chunk: number; readonly newest: Promise<Ordered> | null };

async function order(
  session: Session,
  version: LegacyVersion,
  enumeration: Enumeration,
  start: Start,
): Promise<Ordered> {
  const { favourite, chunk, newest } = start;
  const offered = suiteChunks(version)[chunk]?.flat() ?? [];
  const [{ order: kind, chachaFirst }, chains] = await Promise.all([
    detectPreference(session, version, enumeration, favourite, offered),
    enumeration.chains,
  ]);
  const complete = chains.every((chain) => chain.complete);
  if (kind !== 'server') {
    const codes = chains.flatMap(({ picks }) => picks).sort(byStrength);
    return { codes, facts: { names: codes.map(suiteName), complete, order: kind, chachaFirst: 'no' } };
  }
  const guess = newest === null ? [] : guessFrom(await newest, chains);
  const { order: codes, certain } = await orderedSuites(session, version, chains, guess);
  return {
    codes,
    facts: { names: codes.map(suiteName), complete, order: certain ? 'server' : 'unknown', chachaFirst },
  };
}

/** A server has one list for all versions: the newest version's order holds unless an older one was seen to differ. */
function guessFrom({ codes, facts }: Ordered, chains: readonly Chain[]): readonly number[] {
  if (facts.order !== 'server') return [];
  const rises = chains.every(({ picks }) => {
    const places = picks.map((code) => codes.indexOf(code)).filter((place) => place >= 0);
    return places.every((place, index) => index === 0 || place > (places[index - 1] ?? -1));
  });
  return rises ? codes : [];
}

/** Suites of TLS 1.3; the two first answers, to lists in opposite orders, already tell whose order counts. */
export async function tls13Suites(session: Session, { tls13 }: FirstRound): Promise<SuiteFacts | null> {
  const { flight, retry } = tls13;
  const seen = [flight, retry].flatMap((reply) => (reply.kind === 'accepted' ? [reply.hello.suite] : []));
  const [favourite] = seen;
  if (favourite === undefined) return null;
  const group = retry.kind === 'accepted' ? retry.hello.group : null;
  const groups = [...AGREEABLE_GROUPS, ...(group === null ? [] : [group])];
  const picks = [...new Set(seen)];
  let complete = true;
  for (;;) {
    const suites = TLS13_SUITES.filter((code) => !picks.includes(code));
    const reply = suites.length === 0 ? null : await session.ask({ version: 'TLSv1.3', suites, groups });
    complete = reply === null || reply.kind !== 'silent';
    if (reply?.kind !== 'accepted' || picks.includes(reply.hello.suite)) break;
    picks.push(reply.hello.suite);
  }
  const order = seen.length < 2 || picks.length < 2 ? 'unknown' : seen[0] === seen[1] ? 'server' : 'client';
  const codes = order === 'server' ? picks : [...picks].sort((a, b) => a - b);
  return { names: codes.map(suiteName), complete, order, chachaFirst: 'unknown' };
}

export function suiteFacts(
  ssl2: readonly string[],
  legacy: readonly (Ordered & { readonly version: LegacyVersion })[],
  tls13: SuiteFacts | null,
): Readonly<Partial<Record<TlsProtocol, SuiteFacts>>> {
  const facts: Partial<Record<TlsProtocol, SuiteFacts>> = {};
  // The client picks in SSL 2.0: the server only lists what it has.
  if (ssl2.length > 0) facts.SSLv2 = { names: ssl2, complete: true, order: 'client', chachaFirst: 'no' };
  for (const { version, facts: found } of [...legacy].reverse()) facts[version] = found;
  if (tls13 !== null) facts['TLSv1.3'] = tls13;
  return facts;
}
