import type { Artifacts } from '../domain/artifacts.ts';
import type { DnsRecord } from '../domain/aws.ts';
import type { EndpointAddress } from '../domain/claim.ts';
import { parseAddress } from '../parse/web/address.ts';
import { canonicalHost, isIpLiteral } from '../parse/web/host.ts';

/** The artifacts that tell of public names. */
export const nameSources = [
  'aws.front-doors',
  'aws.cloudfront.distributions',
  'aws.route53.records',
  'aws.api-gateway.names',
] as const;

export interface FoundNames {
  /** Without the endpoints asked for, sorted. */
  readonly endpoints: readonly EndpointAddress[];
  /** Names that stand for any number of others: none of those is known. Sorted. */
  readonly wildcards: readonly string[];
  /** How many more there are than are looked at. */
  readonly beyond: number;
}

/** Names that one run looks at besides those asked for: enough for most accounts, and bounded for all. */
const nameLimit = 500;

const isHostName = (name: string): boolean => /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z0-9]$/.test(name);

/** Addresses that only lead inside are no matter of the public. */
const leadsOutside = ({ type, alias, values }: DnsRecord): boolean =>
  type === 'CNAME' || alias !== null || values.some((value) => parseAddress(value)?.global === true);

/**
 * The public names that an account tells of: of its internet-facing load balancers, distributions and their aliases, APIs,
 * and the records of its public zones. Names that are no host names (`_dmarc`, `_acme-challenge`: RFC 1123 section 2.1)
 * are left out, as are records of private addresses. The order in which artifacts hold things changes nothing.
 */
export const findNames = (
  artifacts: Pick<Artifacts, (typeof nameSources)[number]>,
  asked: readonly EndpointAddress[],
): FoundNames => {
  const told = [
    ...artifacts['aws.front-doors'].items.flatMap(({ dnsName }) => dnsName ?? []),
    ...artifacts['aws.cloudfront.distributions'].items.flatMap(({ dnsName, aliases }) => [
      ...(dnsName === null ? [] : [dnsName]),
      ...(aliases ?? []),
    ]),
    ...artifacts['aws.route53.records'].items.filter(leadsOutside).map(({ name }) => name),
    ...artifacts['aws.api-gateway.names'].items.map(({ host }) => host),
  ].map((name) => name.toLowerCase());
  const known = new Set(asked.filter(({ port }) => port === 443 || port === 80).map(({ host }) => host));
  const names = sorted(told.filter(isHostName).flatMap((name) => canonicalHost(name) ?? [])).filter(
    (name) => !known.has(name) && !isIpLiteral(name),
  );
  return {
    endpoints: names.slice(0, nameLimit).map((host) => ({ host, port: 443 })),
    wildcards: sorted(told.filter((name) => name.startsWith('*.'))),
    beyond: Math.max(0, names.length - nameLimit),
  };
};

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();
