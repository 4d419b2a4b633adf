import type { ChainFacts, Fact, GroupFacts, TlsFacts } from '../../../domain/tls.ts';
import { readCertificate } from '../../../parse/x509/certificate.ts';
import { probeActive } from './active/probe-active.ts';
import { legacyGroups, NO_GROUPS, tls13Groups } from './enumerate-groups.ts';
import type { ProbeTarget, TlsExchange } from './exchange.ts';
import { type FirstRound, firstRound, type LegacyVersion, protocolFacts, roundProblem } from './first-round.ts';
import { TLS13_SUITES } from './offers.ts';
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
import type { Flight } from './read-flight.ts';
import { openSession, type Session } from './session.ts';

export type TlsProbeOptions = {
  /** Also send malformed messages that only old bugs react to; for servers one may test. */
  readonly active?: boolean;
};

/**
 * Everything one address shows of its TLS, learnt from hellos that stop before any secret is agreed.
 * All I/O goes through `exchange`; the same outcomes give the same facts. Never throws for a bad server.
 */
export async function probeTls(
  target: ProbeTarget,
  exchange: TlsExchange,
  options: TlsProbeOptions = {},
): Promise<TlsFacts> {
  const session = openSession(target, exchange);
  const first = await firstRound(session);
  const identity = { host: target.host, port: target.port, address: target.address, serverName: target.serverName };
  const shared = { ...identity, problem: roundProblem(first), protocols: protocolFacts(first) };
  const flights = firstFlights(first);
  const base = { ...shared, ...switches(first, flights), active: {} };
  if (shared.problem !== null) return { ...base, ...UNSEEN(shared.problem), connections: session.connections() };

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
  ]);
  const active = options.active === true ? await probeBugs(session, versions, base) : {};
  const everyFlight = [...flights, ...others];
  return {
    ...base,
    suites: suiteFacts(first.ssl2.suites, legacySuiteFacts, tls13),
    groups: { tls13: groups13, legacy },
    dh,
    chains: distinctChains(everyFlight, ssl2Chain(first)),
    signatures: [...new Set(everyFlight.flatMap(({ signature }) => signature ?? []))],
    fallbackScsv: scsv,
    withoutServerName: nameless,
    active,
    unstable: [],
    connections: session.connections(),
  };
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

function ssl2Chain({ ssl2 }: FirstRound): ChainFacts | null {
  if (ssl2.certificate === null || ssl2.certificate.length === 0) return null;
  return { protocol: 'SSLv2', certificates: [readCertificate(ssl2.certificate)], staple: null, handshakeScts: false };
}
