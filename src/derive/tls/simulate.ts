import { TLS_PROTOCOLS, type TlsFacts, type TlsProtocol } from '../../domain/tls.ts';
import { type Suite, suiteByName } from '../../parse/tls/suites.ts';
import { REFERENCE_CLIENTS, type ReferenceClient } from './reference-clients.ts';

/** What a client would get; several suites when the server's way of choosing is not known. */
export type Connection = {
  readonly client: string;
  readonly protocol: TlsProtocol;
  readonly suites: readonly Suite[];
  /** False when the server may have versions or suites that were not seen, so that the client may get another one. */
  readonly certain: boolean;
};

/** The connections of the reference clients that can connect at all, computed from the facts (no network). */
export function simulateClients(facts: TlsFacts): readonly Connection[] {
  return REFERENCE_CLIENTS.flatMap((client) => connect(client, facts) ?? []);
}

function connect(client: ReferenceClient, facts: TlsFacts): Connection | null {
  const protocol = [...TLS_PROTOCOLS]
    .reverse()
    .find((version) => client.protocols.includes(version) && facts.protocols[version].offered === 'yes');
  if (protocol === undefined) return null;
  const offered = facts.suites[protocol];
  if (offered === undefined) return null;
  const usable = (name: string): boolean => hasGroup(client, facts, name);
  const common = client.suites.filter((name) => offered.names.includes(name) && usable(name));
  if (common.length === 0) return null;
  const names = choose(client, offered, common);
  const newer = TLS_PROTOCOLS.slice(TLS_PROTOCOLS.indexOf(protocol) + 1);
  const unseen = newer.some(
    (version) => client.protocols.includes(version) && facts.protocols[version].offered === 'unknown',
  );
  return {
    client: client.name,
    protocol,
    suites: names.flatMap((name) => suiteByName(name) ?? []),
    certain: offered.complete && !unseen,
  };
}

/** ECDHE and TLS 1.3 need a group that both sides have; a server whose groups are unknown is taken at its suites. */
function hasGroup(client: ReferenceClient, { groups }: TlsFacts, name: string): boolean {
  const kind = suiteByName(name)?.keyExchange;
  if (kind !== 'ECDHE' && kind !== 'TLS13') return true;
  const { names, complete } = kind === 'TLS13' ? groups.tls13 : groups.legacy;
  return client.groups.some((group) => names.includes(group)) || (names.length === 0 && !complete);
}

type Offered = {
  readonly names: readonly string[];
  readonly order: 'server' | 'client' | 'unknown';
  readonly chachaFirst: string;
  readonly complete: boolean;
};

function choose(
  client: ReferenceClient,
  { names, order, chachaFirst }: Offered,
  common: readonly string[],
): readonly string[] {
  const byClient = common[0];
  const serverOrder = names.filter((name) => common.includes(name));
  const chacha = serverOrder.find((name) => name.includes('CHACHA20'));
  const clientWantsChacha = client.suites[0]?.includes('CHACHA20') === true;
  const byServer = chachaFirst === 'yes' && clientWantsChacha && chacha !== undefined ? chacha : serverOrder[0];
  const picks = order === 'server' ? [byServer] : order === 'client' ? [byClient] : [byServer, byClient];
  return [...new Set(picks.flatMap((name) => name ?? []))];
}
