import type { HostingFacts } from '../../../src/domain/hosting.ts';
import type { DnsOutput, DnsRead } from '../../../src/domain/web.ts';

/** Makers of hosting facts: an endpoint at 93.184.216.34, of which a test says what its names are. */
export const HOST = 'app.example.com';
export const ADDRESS = '93.184.216.34';

export const says = (...records: readonly string[]): DnsOutput =>
  records.length === 0 ? { ok: false, error: { kind: 'nxdomain', detail: '' } } : { ok: true, records };

/** CNAME answers along a chain of names, the last of which is no alias. */
export const aliases = (...names: readonly string[]): readonly DnsRead[] =>
  [HOST, ...names].map((name, at) => ({ name, answer: names[at] === undefined ? says() : says(names[at]) }));

export const reverse = (name: string | null, forward: readonly string[] = [ADDRESS], address = ADDRESS) => ({
  address,
  ptr: { name: 'x.in-addr.arpa', answer: name === null ? says() : says(name) },
  forward: name === null ? null : { name, answer: says(...forward) },
});

export const hosting = (changes: Partial<HostingFacts> = {}): HostingFacts => ({
  endpoint: `${HOST}:443`,
  host: HOST,
  names: { v4: says(ADDRESS), v6: says() },
  aliases: aliases(),
  reverse: [reverse(null)],
  ranges: [],
  rangeSource: null,
  ...changes,
});

/** A published range around an address. */
export const inRange = (region = 'eu-west-1', services: readonly string[] = ['AMAZON', 'EC2'], address = ADDRESS) => ({
  address,
  range: { prefix: '93.184.0.0/16', region, services },
});
