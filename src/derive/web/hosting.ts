import type { Proof } from '../../domain/finding.ts';
import type { HostingFacts, NetworkRange, ReverseName } from '../../domain/hosting.ts';
import type { Provider } from '../../domain/kinds.ts';
import type { DnsRead } from '../../domain/web.ts';
import { parseAddress } from '../../parse/web/address.ts';
import { type NamedProvider, providerOf } from '../../parse/web/provider-names.ts';

/** One name that tells on whose network an endpoint is. */
interface HostingSign {
  readonly name: string;
  readonly found: NamedProvider;
  /** The address it was found at; null for an alias of the host. */
  readonly address: string | null;
}

/** What the names around an endpoint say of the claimed provider. */
export type HostingVerdict =
  | { readonly status: 'there' | 'elsewhere'; readonly sign: HostingSign }
  /** Nothing tells; `because` says what was seen. */
  | { readonly status: 'open'; readonly because: string };

export const aliasNames = (aliases: readonly DnsRead[]): readonly string[] =>
  aliases.flatMap(({ answer }) => (answer.ok ? answer.records.slice(0, 1) : []));

const sameAddress = (a: string, b: string): boolean => parseAddress(a)?.text === parseAddress(b)?.text;

/** A reverse name counts only if it leads back to the address: anybody may write any name into the zone of his own addresses. */
export const confirmedName = ({ address, forward }: ReverseName): string | null =>
  forward?.answer.ok === true && forward.answer.records.some((record) => sameAddress(record, address))
    ? forward.name
    : null;

// Networks at the edge of AWS: what stands behind them is not seen.
const EDGES = new Set(['CLOUDFRONT', 'CLOUDFRONT_ORIGIN_FACING', 'GLOBALACCELERATOR', 'ROUTE53']);

/** Whether a range is of an edge, which is at home in no region. */
export const isEdge = ({ region, services }: NetworkRange): boolean =>
  region === 'GLOBAL' || services.some((service) => EDGES.has(service));

const rangeSigns = ({ ranges }: HostingFacts): readonly HostingSign[] =>
  ranges.map(({ address, range }) => ({
    name: `${address} in ${range.prefix} (${range.region})`,
    found: { provider: 'aws', edge: isEdge(range) },
    address,
  }));

const signsOf = (facts: HostingFacts): readonly HostingSign[] => {
  const { aliases, reverse } = facts;
  const named = [
    ...aliasNames(aliases).map((name) => ({ name, address: null })),
    ...reverse.flatMap((one) => {
      const name = confirmedName(one);
      return name === null ? [] : [{ name, address: one.address }];
    }),
  ];
  const byName = named.flatMap(({ name, address }) => {
    const found = providerOf(name);
    return found === null ? [] : [{ name, found, address }];
  });
  return [...byName, ...rangeSigns(facts)];
};

/** Whether an alias or an address of the endpoint is one of these names and addresses, as an account lists its own. */
export const isOneOf = ({ aliases, names }: HostingFacts, doors: readonly string[]): string | null => {
  const own = new Set(doors.map((door) => door.toLowerCase().replace(/\.$/, '')));
  // A load balancer is reached under its name and under the same with `dualstack.` before it.
  const alias = aliasNames(aliases).find((name) =>
    own.has(
      name
        .toLowerCase()
        .replace(/\.$/, '')
        .replace(/^dualstack\./, ''),
    ),
  );
  const addresses = [names.v4, names.v6].flatMap((answer) => (answer.ok ? answer.records : []));
  return alias ?? addresses.find((address) => own.has(address)) ?? null;
};

/** The edition of the ranges that were looked up in, as a proof shows it; null: there was none at hand. */
export const rangeProof = ({ rangeSource }: HostingFacts): Proof | undefined => {
  if (rangeSource === null) return undefined;
  const { source, date, published, sha256 } = rangeSource;
  return {
    type: 'facts',
    text: 'the published ranges that were looked up in',
    facts: { source, date, published, sha256 },
  };
};

/**
 * Judges where an endpoint is hosted by what only providers can give: its alias, or for all its addresses a confirmed reverse
 * name or a range that AWS publishes. An edge tells nothing of the servers behind it.
 */
export const judgeHosting = (facts: HostingFacts, claimed: Provider): HostingVerdict => {
  const signs = signsOf(facts);
  const servers = signs.filter(({ found }) => !found.edge);
  const elsewhere = servers.find(({ found }) => found.provider !== claimed);
  if (elsewhere !== undefined) return { status: 'elsewhere', sign: elsewhere };
  const alias = servers.find(({ address }) => address === null);
  if (alias !== undefined) return { status: 'there', sign: alias };
  const [edge] = signs.filter(({ found }) => found.edge);
  if (edge !== undefined)
    return { status: 'open', because: `${edge.name} is an edge; the servers behind it are not seen` };
  const [first] = servers;
  const told = new Set(servers.map(({ address }) => address));
  if (first !== undefined && facts.reverse.every(({ address }) => told.has(address)))
    return { status: 'there', sign: first };
  return {
    status: 'open',
    because: 'neither its alias nor the reverse names and ranges of all its addresses name a provider',
  };
};
