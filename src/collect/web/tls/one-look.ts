import type { ChainFacts, Fact, GroupFacts, TlsFacts } from '../../../domain/tls.ts';
import { HANDSHAKE } from '../../../parse/tls/registries.ts';
import { readCertificate } from '../../../parse/x509/certificate.ts';
import { probeActive } from './active/probe-active.ts';
import { legacyGroups, NO_GROUPS, tls13Groups } from './enumerate-groups.ts';
import type { ProbeTarget, TlsExchange } from './exchange.ts';
import {
  type FirstRound,
  firstRound,
  firstRoundAgain,
  type LegacyVersion,
  protocolFacts,
  roundProblem,
  type Ssl2Facts,
} from './first-round.ts';
import { isUnusual, otherSuites, TLS13_SUITES } from './offers.ts';
import {
  diffieHellman,
  distinctChains,
  fallbackScsv,
  firstFlights,
  otherFlights,
  switches,
  withoutServerName,
} from './probe-details.ts';
import { legacySuites, suiteFacts, tls13Suites, type VersionSuites } from './probe-suites.ts';
import { type Flight, readFlight } from './read-flight.ts';
import { type Heard, openSession, type Session } from './session.ts';

export type Look = { readonly facts: TlsFacts; readonly heard: readonly Heard[] };

/** Asks an address everything once; `look` counts the times. */
export async function oneLook(
  target: ProbeTarget,
  exchange: TlsExchange,
  { active: wantsActive, look }: { readonly active: boolean; readonly look: number },
): Promise<Look> {
  const session = openSession(target, exchange, look);
  const first = await firstRound(session);
  const identity = { host: target.host, port: target.port, address: target.address, serverName: target.serverName };
  const shared = { ...identity, problem: roundProblem(first), protocols: protocolFacts(first) };
  const flights = firstFlights(first);
  const base = { ...shared, ...switches(first, flights), active: {} };
  if (shared.problem !== null) {
    return {
      facts: { ...base, ...UNSEEN(shared.problem), connections: session.connections() },
      heard: session.heard(),
    };
  }
  const again = look === 1 ? firstRoundAgain(session, first) : null;

  const versions = legacySuites(session, first);
  const ordered = Promise.all(versions.map(async (one) => ({ version: one.version, ...(await one.ordered) })));
  const [legacySuiteFacts, tls13, groups13, legacy, others, dh, scsv, nameless] = await Promise.all([
    ordered,
    tls13Suites(session, first),
    groupsOf13(session, first),
    groupsOfLegacy(session, versions[0]?.version ?? null, flights),
    otherFlights(session, versions[0] ?? null, flights),
    diffieHellman(session, versions),
    fallbackScsv(session, versions, first.tls13.flight.kind === 'accepted'),
    withoutServerName(session, first, flights),
    askAround(session, versions, first.tls13.flight.kind === 'accepted'),
  ]);
  const active = wantsActive ? await probeBugs(session, versions, base) : {};
  const everyFlight = [...flights, ...others];
  const ssl2 = (await again) ?? first.ssl2;
  const facts: TlsFacts = {
    ...base,
    protocols: { ...base.protocols, SSLv2: { offered: ssl2.offered, why: ssl2.why } },
    suites: suiteFacts(ssl2.suites, legacySuiteFacts, tls13),
    groups: { tls13: groups13, legacy },
    dh,
    chains: distinctChains([...everyFlight, ...otherwiseSeen(session)], ssl2Chain(ssl2)),
    signatures: [...new Set(everyFlight.flatMap(({ signature }) => signature ?? []))],
    fallbackScsv: scsv,
    withoutServerName: nameless,
    active,
    unstable: [],
    connections: session.connections(),
  };
  return { facts, heard: session.heard() };
}

/** Chains that came along with other answers than the first ones, each once; in an order that hangs on nothing else. */
function otherwiseSeen(session: Session): readonly Flight[] {
  const byMessage = new Map<string, Heard>();
  for (const one of session.heard()) {
    const { probe, reply } = one;
    if (reply.kind !== 'accepted' || probe.serverName !== session.target.serverName) continue;
    const message = reply.messages.find(({ type }) => type === HANDSHAKE.certificate);
    if (message !== undefined) byMessage.set(`${message.body} ${probe.version}`, one);
  }
  return [...byMessage]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, { probe, reply }]) => (reply.kind === 'accepted' ? [readFlight(probe.version, reply)] : []));
}

/**
 * What the newest version did not take of the suites one meets, and what it took of the others, each once more: of several
 * servers behind the address another one may answer now.
 */
async function askAround(session: Session, [newest]: readonly VersionSuites[], tls13: boolean): Promise<void> {
  if (newest === undefined) return;
  const { version } = newest;
  const taken = await newest.codes;
  const doubtful = [otherSuites(version, taken), taken.filter((code) => isUnusual(code))];
  // Servers without TLS 1.3 are the ones that were left behind somewhere: neighbouring hellos meet different servers.
  const attempts = tls13 ? [1] : [1, 2];
  await Promise.all(
    doubtful.flatMap((suites) =>
      suites.length === 0 ? [] : attempts.map((attempt) => session.askOnce({ version, suites }, attempt + 5)),
    ),
  );
}

async function probeBugs(
  session: Session,
  [newest]: readonly VersionSuites[],
  {
    heartbeat,
    sessionTickets,
    secureRenegotiation,
  }: Pick<TlsFacts, 'heartbeat' | 'sessionTickets' | 'secureRenegotiation'>,
): Promise<TlsFacts['active']> {
  if (newest === undefined) return {};
  const maybe = (fact: Fact<boolean>, otherwise: boolean): boolean => (fact.known ? fact.value : otherwise);
  return probeActive(session, {
    version: newest.version,
    codes: await newest.codes,
    heartbeat: maybe(heartbeat, true),
    tickets: maybe(sessionTickets, true),
    secureRenegotiation: maybe(secureRenegotiation, false),
  });
}

const UNSEEN = (why: string) =>
  ({
    suites: {},
    groups: { tls13: { names: [], complete: false }, legacy: { names: [], complete: false } },
    dh: [],
    chains: [],
    signatures: [],
    fallbackScsv: { known: false, why },
    withoutServerName: { known: false, why },
    unstable: [],
  }) as const;

function groupsOf13(session: Session, { tls13 }: FirstRound): Promise<GroupFacts> {
  const { flight, retry } = tls13;
  if (flight.kind !== 'accepted' && retry.kind !== 'accepted') return Promise.resolve(NO_GROUPS);
  return tls13Groups(session, TLS13_SUITES, retry.kind === 'accepted' ? retry.hello.group : null);
}

function groupsOfLegacy(
  session: Session,
  version: LegacyVersion | null,
  flights: readonly Flight[],
): Promise<GroupFacts> {
  if (version === null) return Promise.resolve(NO_GROUPS);
  const first = flights.find(({ protocol }) => protocol === version)?.keyExchange?.curve ?? null;
  return legacyGroups(session, { version, first, keyCurve: keyCurve(flights) });
}

const CURVE_CODES: ReadonlyMap<string, number> = new Map([
  ['P-256', 0x0017],
  ['P-384', 0x0018],
  ['P-521', 0x0019],
]);

function keyCurve(flights: readonly Flight[]): number | null {
  for (const { chain } of flights) {
    const leaf = chain?.certificates[0];
    if (leaf === undefined || 'unreadable' in leaf || leaf.key.curve === null) continue;
    const code = CURVE_CODES.get(leaf.key.curve);
    if (code !== undefined) return code;
  }
  return null;
}

function ssl2Chain({ certificate }: Ssl2Facts): ChainFacts | null {
  if (certificate === null || certificate.length === 0) return null;
  return { protocol: 'SSLv2', certificates: [readCertificate(certificate)], staple: null, handshakeScts: false };
}
