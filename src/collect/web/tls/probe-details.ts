import type { ChainFacts, DhFacts, Fact, TlsFacts, TlsProtocol } from '../../../domain/tls.ts';
import { bitLength } from '../../../parse/tls/messages.ts';
import { ALERT, EXTENSION, SIGNATURE_SCHEMES } from '../../../parse/tls/registries.ts';
import { suiteName } from '../../../parse/tls/suite-registry.ts';
import { type Suite, suiteByName } from '../../../parse/tls/suites.ts';
import { type FirstRound, FLIGHT_13, LEGACY_VERSIONS, type LegacyVersion, legacyQuestion } from './first-round.ts';
import { knownPrime } from './known-primes.ts';
import { MAX_OFFERED_SUITES, suiteClasses } from './offers.ts';
import { type Flight, readFlight } from './read-flight.ts';
import type { Reply, Session } from './session.ts';

/** A version that is spoken, the first suite it took, and all it takes once they are known, in no order. */
export type AcceptedSuites = {
  readonly version: LegacyVersion;
  readonly favourite: number;
  readonly codes: Promise<readonly number[]>;
};

/** The flights of the first round, newest version first. */
export function firstFlights(first: FirstRound): readonly Flight[] {
  const { flight } = first.tls13;
  const newest = flight.kind === 'accepted' ? [readFlight('TLSv1.3', flight)] : [];
  const legacy = [...LEGACY_VERSIONS].reverse().flatMap((version) => {
    const reply = first.legacy.get(version)?.reply;
    return reply?.kind === 'accepted' ? [readFlight(version, reply)] : [];
  });
  return [...newest, ...legacy];
}

const RSA_SCHEME = /^rsa/;
const ECDSA_SCHEME = /^(ecdsa|ed)/;

/** One more flight for each kind of certificate that the first round did not show. */
export async function otherFlights(
  session: Session,
  newest: AcceptedSuites | null,
  flights: readonly Flight[],
): Promise<readonly Flight[]> {
  if (newest === null) return otherTls13Flight(session, flights);
  const { version, codes } = newest;
  const kinds = new Set(flights.map(certificateKind));
  const wanted = (['RSA', 'ECDSA'] as const).filter((kind) => !kinds.has(kind)).map((kind) => suitesFor(version, kind));
  const early = wanted.map((suites) => oneFlight(session, version, suites));
  const dss = codes.then((found) =>
    oneFlight(
      session,
      version,
      found.filter((code) => describe(code)?.authentication === 'DSS'),
    ),
  );
  return (await Promise.all([...early, dss])).flat();
}

/** Not yet knowing what is accepted, all suites with that kind of certificate, the usual ones first. */
function suitesFor(version: LegacyVersion, kind: 'RSA' | 'ECDSA'): readonly number[] {
  const fits = (code: number): boolean => {
    const suite = describe(code);
    return suite?.authentication === kind && !suite.name.includes('PSK') && suite.keyExchange !== 'SRP';
  };
  return suiteClasses(version).flat().filter(fits).slice(0, MAX_OFFERED_SUITES);
}

async function oneFlight(
  session: Session,
  version: LegacyVersion,
  suites: readonly number[],
): Promise<readonly Flight[]> {
  if (suites.length === 0) return [];
  const reply = await session.ask({ version, suites, until: 'flight' });
  return reply.kind === 'accepted' ? [readFlight(version, reply)] : [];
}

async function otherTls13Flight(session: Session, flights: readonly Flight[]): Promise<readonly Flight[]> {
  const seen = flights.find(({ protocol }) => protocol === 'TLSv1.3')?.signature;
  if (seen === undefined || seen === null) return [];
  const wanted = RSA_SCHEME.test(seen) ? ECDSA_SCHEME : RSA_SCHEME;
  const signatures = [...SIGNATURE_SCHEMES].filter(([, name]) => wanted.test(name)).map(([code]) => code);
  const reply = await session.ask({ ...FLIGHT_13, signatures });
  return reply.kind === 'accepted' ? [readFlight('TLSv1.3', reply)] : [];
}

function certificateKind({ chain }: Flight): string | null {
  const leaf = chain?.certificates[0];
  if (leaf === undefined || 'unreadable' in leaf) return null;
  if (leaf.key.type === 'EC' || leaf.key.type.startsWith('Ed')) return 'ECDSA';
  return leaf.key.type === 'DSA' ? 'DSS' : 'RSA';
}

/** Different chains in the order they were seen. SSL 2.0 sends the server certificate alone, so it only counts if new. */
export function distinctChains(flights: readonly Flight[], ssl2: ChainFacts | null): readonly ChainFacts[] {
  const byIdentity = new Map<string, ChainFacts>();
  for (const { chain } of flights) {
    if (chain === null || chain.certificates.length === 0) continue;
    const identity = chain.certificates.map(({ der }) => der).join('.');
    const before = byIdentity.get(identity);
    byIdentity.set(identity, before === undefined ? chain : { ...before, staple: before.staple ?? chain.staple });
  }
  const chains = [...byIdentity.values()];
  const known = chains.some(({ certificates: [leaf] }) => leaf?.der === ssl2?.certificates[0]?.der);
  return ssl2 === null || known ? chains : [...chains, ssl2];
}

/** Prime sizes of the DHE suites, export ones apart, with a second look whether the public value stays. */
export async function diffieHellman(
  session: Session,
  accepted: readonly AcceptedSuites[],
): Promise<readonly DhFacts[]> {
  const isExport = (code: number): boolean => describe(code)?.export === true;
  const seen = await Promise.all(
    accepted.map(async ({ version, codes }) => {
      const dhe = (await codes).filter(
        (code) => describe(code)?.keyExchange === 'DHE' && !suiteName(code).includes('PSK'),
      );
      const [usual, weak] = [dhe.filter((code) => !isExport(code)), dhe.filter(isExport)];
      return [...(await dhOf(session, version, usual)), ...(await dhOf(session, version, weak))];
    }),
  );
  return seen.flat();
}

async function dhOf(session: Session, version: LegacyVersion, suites: readonly number[]): Promise<readonly DhFacts[]> {
  if (suites.length === 0) return [];
  const question = { version, suites, until: 'key-exchange' } as const;
  const [first, second] = await Promise.all([session.ask(question), session.askOnce(question, 3)]);
  const [dh, again] = [dhIn(version, first), dhIn(version, second)];
  if (dh === null) return [];
  const reused = again === null ? 'unknown' : Buffer.compare(dh.value, again.value) === 0 ? 'yes' : 'no';
  return [{ protocol: version, bits: bitLength(dh.prime), knownPrime: knownPrime(dh.prime), reused }];
}

function dhIn(version: TlsProtocol, reply: Reply): { readonly prime: Uint8Array; readonly value: Uint8Array } | null {
  return reply.kind === 'accepted' ? (readFlight(version, reply).keyExchange?.dh ?? null) : null;
}

type Switches = Pick<
  TlsFacts,
  | 'alpn'
  | 'secureRenegotiation'
  | 'compression'
  | 'heartbeat'
  | 'sessionTickets'
  | 'extendedMasterSecret'
  | 'encryptThenMac'
>;

/** What the extensions of the first round say. The newest version counts, but for flaws that one version is enough for. */
export function switches(first: FirstRound, flights: readonly Flight[]): Switches {
  const legacy = LEGACY_VERSIONS.flatMap((version) => {
    const reply = first.legacy.get(version)?.reply;
    return reply?.kind === 'accepted' ? [reply] : [];
  });
  const newest = legacy.at(-1);
  const without = <T>(): Fact<T> => ({ known: false, why: 'neither TLS 1.2 nor an older version is offered' });
  const has = (extension: number, inAll = false): Fact<boolean> => {
    if (newest === undefined) return without();
    if (newest.lean) return { known: false, why: 'the server only answers hellos without this extension' };
    return { known: true, value: (inAll ? legacy : [newest]).some(({ hello }) => hello.extensions.has(extension)) };
  };
  const reneg = newest?.hello.extensions.has(EXTENSION.renegotiationInfo);
  return {
    alpn:
      flights[0] === undefined ? { known: false, why: 'no flight was read' } : { known: true, value: flights[0].alpn },
    secureRenegotiation: reneg === undefined ? without() : { known: true, value: reneg },
    compression:
      newest === undefined ? without() : { known: true, value: legacy.some(({ hello }) => hello.compression !== 0) },
    heartbeat: has(EXTENSION.heartbeat, true),
    sessionTickets: has(EXTENSION.sessionTicket, true),
    extendedMasterSecret: has(EXTENSION.extendedMasterSecret),
    encryptThenMac: has(EXTENSION.encryptThenMac),
  };
}

const FALLBACK_SCSV = 0x5600;

/** A hello of the second-best version that says "I would rather have spoken a newer one" (RFC 7507). */
export async function fallbackScsv(
  session: Session,
  accepted: readonly AcceptedSuites[],
  tls13: boolean,
): Promise<Fact<boolean>> {
  const older = tls13 ? accepted[0] : accepted[1];
  if (older === undefined)
    return { known: false, why: 'only one version is offered, there is nothing to fall back to' };
  const reply = await session.ask({ version: older.version, suites: [older.favourite, FALLBACK_SCSV] });
  if (reply.kind === 'accepted') return { known: true, value: false };
  if (reply.kind === 'refused' && reply.alert === ALERT.inappropriateFallback) return { known: true, value: true };
  return { known: false, why: reply.why };
}

/** What a client without SNI gets, beside what one with it got. */
export async function withoutServerName(
  session: Session,
  first: FirstRound,
  flights: readonly Flight[],
): Promise<TlsFacts['withoutServerName']> {
  if (session.target.serverName === null) return { known: false, why: 'an address has no server name' };
  const [usual] = flights;
  const [leaf] = usual?.chain?.certificates ?? [];
  if (usual === undefined || leaf === undefined) return { known: false, why: 'no certificate was read' };
  const version = usual.protocol === 'SSLv2' ? 'SSLv3' : usual.protocol;
  const question = version === 'TLSv1.3' ? FLIGHT_13 : legacyQuestion(version, first.legacy.get(version)?.chunk ?? 0);
  const reply = await session.ask({ ...question, serverName: null });
  if (reply.kind === 'silent') return { known: false, why: reply.why };
  if (reply.kind === 'refused') return { known: true, value: 'refused' };
  const [other] = readFlight(version, reply).chain?.certificates ?? [];
  return { known: true, value: other?.der === leaf.der ? 'same certificate' : 'another certificate' };
}

function describe(code: number): Suite | null {
  return suiteByName(suiteName(code));
}
