import {
  type Answer,
  type Contradiction,
  type Fact,
  type GroupFacts,
  type ProtocolFact,
  type SuiteFacts,
  TLS_PROTOCOLS,
  type TlsFacts,
  type TlsProtocol,
} from '../../../domain/tls.ts';
import { compareStrength, suiteByName } from '../../../parse/tls/suites.ts';
import { distinct, sameHelloDiffers, say, spokenAndRefused } from './contradictions.ts';
import type { Heard } from './session.ts';

/**
 * The facts of several looks at one address in one. What was seen once is there; where looks contradict each other, the
 * worse one holds for what should be on, nothing more is said to be complete, and the contradiction is told.
 */
export function mergeLooks(looks: readonly TlsFacts[], heard: readonly Heard[]): TlsFacts {
  const seen = looks.filter(({ problem }) => problem === null);
  const [first] = seen;
  if (first === undefined || seen.length < 2) return first ?? looks[0] ?? missing();
  const protocols = mergeProtocols(seen, heard);
  const suites = mergeSuites(seen, protocols);
  const groups = {
    tls13: mergeGroups(seen.map((look) => look.groups.tls13)),
    legacy: mergeGroups(seen.map((look) => look.groups.legacy)),
  };
  const unstable = distinct([
    ...TLS_PROTOCOLS.filter((protocol) => differs(seen, heard, protocol)).map(spokenAndRefused),
    ...TLS_PROTOCOLS.flatMap((protocol) => suiteContradiction(seen, protocol)),
    ...groupContradictions(seen),
    ...SWITCHES.flatMap((name) => switchContradiction(seen, name)),
    ...sameHelloDiffers(heard),
  ]);
  return {
    ...first,
    protocols,
    suites: unstable.length === 0 ? suites : withDoubt(suites, unstable),
    groups,
    ...Object.fromEntries(SWITCHES.map((name) => [name, mergeSwitch(seen, name)])),
    dh: unique(seen.flatMap(({ dh }) => dh)),
    chains: unique(
      seen.flatMap(({ chains }) => chains),
      ({ certificates }) => certificates.map(({ der }) => der).join('.'),
    ),
    signatures: unique(seen.flatMap(({ signatures }) => signatures)),
    active: unstable.length === 0 ? first.active : ofOneServer(first.active),
    unstable,
    connections: looks.reduce((sum, { connections }) => sum + connections, 0),
  };
}

function missing(): never {
  throw new Error('no look to merge');
}

function unique<T>(items: readonly T[], identity: (item: T) => string = (item) => JSON.stringify(item)): readonly T[] {
  return [...new Map(items.map((item) => [identity(item), item] as const).reverse()).values()].reverse();
}

function spoken(heard: readonly Heard[], protocol: TlsProtocol): boolean {
  return heard.some(({ probe, reply }) => probe.version === protocol && reply.kind === 'accepted');
}

function mergeProtocols(looks: readonly TlsFacts[], heard: readonly Heard[]): TlsFacts['protocols'] {
  const merge = (protocol: TlsProtocol): ProtocolFact => {
    const found = looks.map(({ protocols }) => protocols[protocol]);
    const of = (answer: Answer): ProtocolFact | undefined => found.find(({ offered }) => offered === answer);
    const yes = of('yes') ?? (spoken(heard, protocol) ? { offered: 'yes', why: 'ServerHello' } : undefined);
    return yes ?? of('no') ?? of('unknown') ?? { offered: 'unknown', why: 'not asked' };
  };
  return {
    SSLv2: merge('SSLv2'),
    SSLv3: merge('SSLv3'),
    TLSv1: merge('TLSv1'),
    'TLSv1.1': merge('TLSv1.1'),
    'TLSv1.2': merge('TLSv1.2'),
    'TLSv1.3': merge('TLSv1.3'),
  };
}

function differs(looks: readonly TlsFacts[], heard: readonly Heard[], protocol: TlsProtocol): boolean {
  const answers = new Set(looks.map(({ protocols }) => protocols[protocol].offered));
  return answers.has('no') && (answers.has('yes') || spoken(heard, protocol));
}

function mergeSuites(looks: readonly TlsFacts[], protocols: TlsFacts['protocols']): TlsFacts['suites'] {
  const merged = TLS_PROTOCOLS.flatMap((protocol) => {
    if (protocols[protocol].offered !== 'yes') return [];
    const found = looks.flatMap(({ suites }) => suites[protocol] ?? []);
    return [[protocol, mergeSuiteFacts(found, found.length === looks.length)] as const];
  });
  return Object.fromEntries(merged);
}

function mergeSuiteFacts(found: readonly SuiteFacts[], inAll: boolean): SuiteFacts {
  const [first] = found;
  const lists = new Set(found.map(({ names }) => [...names].sort().join()));
  if (first !== undefined && inAll && lists.size === 1) {
    const orders = new Set(found.map(({ order, names }) => `${order} ${names.join()}`));
    const complete = found.some((one) => one.complete);
    return orders.size === 1
      ? { ...first, complete }
      : { ...first, complete, order: 'unknown', chachaFirst: 'unknown' };
  }
  const names = unique(found.flatMap((one) => one.names));
  const strongestFirst = [...names].sort((a, b) => {
    const [left, right] = [suiteByName(a), suiteByName(b)];
    return left === null || right === null ? 0 : compareStrength(left, right);
  });
  return { names: strongestFirst, complete: false, order: 'unknown', chachaFirst: 'unknown' };
}

function withDoubt(suites: TlsFacts['suites'], unstable: readonly Contradiction[]): TlsFacts['suites'] {
  const doubted = new Set(
    unstable.filter(({ about }) => about === 'suites' || about === 'protocol').map(({ subject }) => subject),
  );
  return Object.fromEntries(
    Object.entries(suites).map(([protocol, facts]) => [
      protocol,
      doubted.has(protocol) ? { ...facts, complete: false, order: 'unknown', chachaFirst: 'unknown' } : facts,
    ]),
  );
}

function suiteContradiction(looks: readonly TlsFacts[], protocol: TlsProtocol): readonly Contradiction[] {
  const found = looks.flatMap(({ suites }) => suites[protocol] ?? []);
  const complete = found.filter((one) => one.complete);
  const all = unique(found.flatMap(({ names }) => names));
  const some = all.filter((name) => complete.some(({ names }) => !names.includes(name))).sort();
  if (some.length === 0) return [];
  return [say('suites', protocol, `${some.join(', ')} taken on some connections and refused on others`)];
}

function mergeGroups(found: readonly GroupFacts[]): GroupFacts {
  const names = unique(found.flatMap((one) => one.names));
  const alike = found.every((one) => one.names.length === names.length);
  return { names, complete: alike ? found.some(({ complete }) => complete) : false };
}

function groupContradictions(looks: readonly TlsFacts[]): readonly Contradiction[] {
  return (['tls13', 'legacy'] as const).flatMap((kind) => {
    const found = looks.map(({ groups }) => groups[kind]).filter(({ names }) => names.length > 0);
    const all = unique(found.flatMap(({ names }) => names));
    const some = all.filter((name) => found.some((one) => one.complete && !one.names.includes(name))).sort();
    const subject = kind === 'tls13' ? 'TLSv1.3' : 'up to TLSv1.2';
    return some.length === 0 ? [] : [say('groups', subject, `${some.join(', ')} on some connections only`)];
  });
}

/** Extensions, each with the answer that counts when looks differ. */
const WORSE = {
  secureRenegotiation: false,
  compression: true,
  heartbeat: true,
  sessionTickets: true,
  extendedMasterSecret: false,
  encryptThenMac: false,
  fallbackScsv: false,
} as const;
type Switch = keyof typeof WORSE;
const SWITCHES: readonly Switch[] = [
  'secureRenegotiation',
  'compression',
  'heartbeat',
  'sessionTickets',
  'extendedMasterSecret',
  'encryptThenMac',
  'fallbackScsv',
];

function mergeSwitch(looks: readonly TlsFacts[], name: Switch): Fact<boolean> {
  const found = looks.map((look) => look[name]);
  const worse = found.find((fact) => fact.known && fact.value === WORSE[name]);
  return worse ?? found.find(({ known }) => known) ?? found[0] ?? { known: false, why: 'not asked' };
}

function switchContradiction(looks: readonly TlsFacts[], name: Switch): readonly Contradiction[] {
  const values = new Set(looks.flatMap((look) => (look[name].known ? [look[name].value] : [])));
  return values.size < 2 ? [] : [say('extensions', name, 'on some connections only')];
}

/** What an active probe did not find on one server says nothing of the others. */
function ofOneServer(active: TlsFacts['active']): TlsFacts['active'] {
  return Object.fromEntries(
    Object.entries(active).map(([name, fact]) => [
      name,
      fact.vulnerable === 'no'
        ? { vulnerable: 'unknown', why: `not on the server that was met, but there are others: ${fact.why}` }
        : fact,
    ]),
  );
}
