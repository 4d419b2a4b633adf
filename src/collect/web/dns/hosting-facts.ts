import type { HostingFacts, RangeSource, ReverseName } from '../../../domain/hosting.ts';
import type { DnsOutput, DnsRead } from '../../../domain/web.ts';
import { parseAddress, reverseName } from '../../../parse/web/address.ts';
import type { WebEndpoint } from '../../../parse/web/endpoint.ts';
import { isIpLiteral } from '../../../parse/web/host.ts';
import type { WebPorts } from '../http/ports.ts';
import type { WebPort } from '../port.ts';

type Resolve = WebPorts['resolve'];

const MAX_ALIASES = 5;

const withoutDot = (name: string): string => name.toLowerCase().replace(/\.$/, '');

const globalAddresses = (answer: DnsOutput): readonly string[] =>
  answer.ok ? answer.records.filter((record) => parseAddress(record)?.global === true).sort() : [];

const readAliases = async (host: string, resolve: Resolve): Promise<readonly DnsRead[]> => {
  const reads: DnsRead[] = [];
  for (let name: string | undefined = host; name !== undefined && reads.length < MAX_ALIASES; ) {
    const answer: DnsOutput = await resolve({ name, type: 'CNAME' });
    reads.push({ name, answer });
    name = answer.ok && answer.records[0] !== undefined ? withoutDot(answer.records[0]) : undefined;
  }
  return reads;
};

const readReverse = async (text: string, resolve: Resolve): Promise<readonly ReverseName[]> => {
  const address = parseAddress(text);
  if (address === null) return [];
  const name = reverseName(address);
  const ptr = { name, answer: await resolve({ name, type: 'PTR' }) };
  const target = ptr.answer.ok ? ptr.answer.records[0] : undefined;
  if (target === undefined) return [{ address: text, ptr, forward: null }];
  const type = address.family === 4 ? 'A' : 'AAAA';
  const forward = { name: withoutDot(target), answer: await resolve({ name: withoutDot(target), type }) };
  return [{ address: text, ptr, forward }];
};

const sourceOf = ({ source, date, published, sha256 }: RangeSource): RangeSource => ({
  source,
  date,
  published,
  sha256,
});

/** Reads the names around an endpoint that tell on whose network it is. Private addresses are nobody's, so they are not asked. */
export const collectHosting = async (
  { host, port }: WebEndpoint,
  { resolve, ranges: askRanges }: Pick<WebPort, 'resolve' | 'ranges'>,
): Promise<HostingFacts> => {
  const [v4, v6] = await Promise.all([
    resolve({ name: host, type: 'A', port }),
    resolve({ name: host, type: 'AAAA', port }),
  ]);
  const addresses = [...globalAddresses(v4), ...globalAddresses(v6)];
  // A name that leads nowhere may still be an alias: of what is gone.
  const inside = addresses.length === 0 && [v4, v6].some((answer) => answer.ok && answer.records.length > 0);
  const [aliases, reverse, ranges] = await Promise.all([
    isIpLiteral(host) || inside ? [] : readAliases(host, resolve),
    Promise.all(addresses.map((address) => readReverse(address, resolve))),
    Promise.all(addresses.map(async (address) => ({ address, facts: await askRanges({ ipRange: address }) }))),
  ]);
  const found = ranges.flatMap(({ address, facts }) => (facts === null ? [] : [{ address, ...facts }]));
  const [first] = found;
  return {
    endpoint: `${host}:${port}`,
    host,
    names: { v4, v6 },
    aliases,
    reverse: reverse.flat(),
    ranges: found.flatMap(({ address, range }) => (range === null ? [] : [{ address, range }])),
    rangeSource: first === undefined ? null : sourceOf(first),
  };
};
