import type { SuiteFacts } from '../../../domain/tls.ts';
import { suiteName } from '../../../parse/tls/suite-registry.ts';
import { compareStrength, SUITES, type Suite, suiteByName } from '../../../parse/tls/suites.ts';
import { guessOrder, type Merged, mergeOrders } from './merge-orders.ts';
import { suiteChunks } from './offers.ts';
import type { HelloVersion, Session } from './session.ts';

/** Accepted suites of one class in the order in which the server gave them up. */
export type Chain = { readonly picks: readonly number[]; readonly complete: boolean };

type Class = readonly number[];

/** The enumeration as it goes: the second pick of the first class comes long before the rest, null when there is none. */
export type Enumeration = { readonly chains: Promise<readonly Chain[]>; readonly second: Promise<number | null> };

/** All suites the server accepts in this version (up to TLS 1.2), given its first pick and the chunk it was picked from. */
export function enumerateSuites(
  session: Session,
  version: HelloVersion,
  first: { readonly chunk: number; readonly pick: number },
): Enumeration {
  let tellSecond: (pick: number | null) => void = () => undefined;
  const second = new Promise<number | null>((resolve) => {
    tellSecond = resolve;
  });
  const chains = Promise.all(
    suiteChunks(version)
      .slice(first.chunk)
      .map((classes, index) =>
        index === 0
          ? exploreFrom(session, version, classes, first.pick, tellSecond)
          : explore(session, version, classes),
      ),
  ).then((found) => found.flat());
  return { chains, second };
}

/** Asks for all classes at once; each answer names one class to be emptied while the others are asked on. */
async function explore(session: Session, version: HelloVersion, classes: readonly Class[]): Promise<readonly Chain[]> {
  if (classes.length === 0) return [];
  const reply = await session.ask({ version, suites: classes.flat() });
  if (reply.kind === 'refused') return [];
  if (reply.kind === 'silent') return [{ picks: [], complete: false }];
  return exploreFrom(session, version, classes, reply.hello.suite);
}

async function exploreFrom(
  session: Session,
  version: HelloVersion,
  classes: readonly Class[],
  pick: number,
  tellSecond: (pick: number | null) => void = () => undefined,
): Promise<readonly Chain[]> {
  const chosen = classes.find((codes) => codes.includes(pick));
  if (chosen === undefined) {
    tellSecond(null);
    return [{ picks: [], complete: false }];
  }
  const [chain, others] = await Promise.all([
    empty(session, version, chosen, pick, tellSecond),
    explore(
      session,
      version,
      classes.filter((codes) => codes !== chosen),
    ),
  ]);
  return [chain, ...others];
}

/** Takes each pick out of the class and asks again until the server refuses the rest. */
async function empty(
  session: Session,
  version: HelloVersion,
  codes: Class,
  first: number,
  tellSecond: (pick: number | null) => void,
): Promise<Chain> {
  const picks = [first];
  const end = (complete: boolean): Chain => {
    tellSecond(null);
    return { picks, complete };
  };
  for (;;) {
    const suites = codes.filter((code) => !picks.includes(code));
    if (suites.length === 0) return end(true);
    const reply = await session.ask({ version, suites });
    if (reply.kind !== 'accepted') return end(reply.kind === 'refused');
    if (!suites.includes(reply.hello.suite)) return end(false);
    picks.push(reply.hello.suite);
    tellSecond(reply.hello.suite);
  }
}

export type Preference = Pick<SuiteFacts, 'order' | 'chachaFirst'>;

/**
 * Who decides, and whether ChaCha20 wins once the client puts it first: from a hello that names the favourite last,
 * after ChaCha20 and the suite that came second. Only a pick of ChaCha20 leaves open which of the two it shows.
 */
export async function detectPreference(
  session: Session,
  version: HelloVersion,
  enumeration: Enumeration,
  favourite: number,
  offered: readonly number[],
): Promise<Preference> {
  const others = async (): Promise<readonly number[]> => (await enumeration.chains).flatMap(({ picks }) => picks);
  const rival = (await enumeration.second) ?? (await others()).find((code) => code !== favourite);
  if (rival === undefined) return { order: 'unknown', chachaFirst: 'no' };
  const chacha = version === 'TLSv1.2' && !isChacha(favourite) ? CHACHA_SUITES : [];
  // The whole flight: the certificate comes along, to be held against those of other connections.
  const ask = async (suites: readonly number[]): Promise<number | null> => {
    const reply = await session.ask({ version, suites: [...new Set(suites)], until: 'flight' });
    return reply.kind === 'accepted' ? reply.hello.suite : null;
  };
  // A client that got what it now names last had named it first before, or the server does not listen to it.
  const orderBy = (pick: number | null, beside: number): SuiteFacts['order'] => {
    if (pick === favourite) return 'server';
    return pick === beside && offered.indexOf(favourite) < offered.indexOf(beside) ? 'client' : 'unknown';
  };
  const pick = await ask([...chacha, rival, favourite]);
  if (chacha.length === 0) return { order: orderBy(pick, rival), chachaFirst: 'no' };
  if (pick === null) return { order: 'unknown', chachaFirst: 'unknown' };
  if (!isChacha(pick)) return { order: orderBy(pick, rival), chachaFirst: 'no' };
  const plain = isChacha(rival) ? (await others()).find((code) => code !== favourite && !isChacha(code)) : rival;
  if (plain === undefined) return { order: 'unknown', chachaFirst: 'unknown' };
  const order = orderBy(await ask([plain, favourite]), plain);
  return { order, chachaFirst: order === 'server' ? 'yes' : order === 'client' ? 'no' : 'unknown' };
}

/** Puts the chains of a server with its own order into that order, as far as it can be told; of others, strongest first. */
export async function orderedSuites(
  session: Session,
  version: HelloVersion,
  chains: readonly Chain[],
  guess: readonly number[],
): Promise<Merged> {
  const lists = chains.map(({ picks }) => picks);
  if (guess.length === 0) {
    return mergeOrders(lists, byStrength, async (a, b) => {
      const reply = await session.ask({ version, suites: [b, a] });
      return reply.kind !== 'accepted' || reply.hello.suite === a;
    });
  }
  const place = (code: number): number => (guess.includes(code) ? guess.indexOf(code) : guess.length);
  return { order: guessOrder(lists, (a, b) => place(a) - place(b) || byStrength(a, b)), certain: true };
}

/** Negative when `a` is the stronger one. */
export function byStrength(a: number, b: number): number {
  return compareStrength(describe(a), describe(b));
}

const CHACHA_SUITES = SUITES.filter(
  ({ cipher, keyExchange, authentication }) =>
    cipher === 'CHACHA20' && keyExchange === 'ECDHE' && authentication !== 'other',
).map(({ code }) => code);

function isChacha(code: number): boolean {
  return describe(code).cipher === 'CHACHA20';
}

function describe(code: number): Suite {
  const suite = suiteByName(suiteName(code));
  if (suite === null) throw new Error(`suite ${suiteName(code)} was accepted though it was never offered`);
  return suite;
}
