import type { Distribution, Listener, LoadBalancer, SslPolicy } from '../../domain/aws.ts';
import type { HostingFacts } from '../../domain/hosting.ts';
import type { TlsFacts } from '../../domain/tls.ts';
import { bareName } from '../aws/name-doors.ts';
import { type AllowedTls, viewerPolicy } from './cloudfront-policies.ts';
import { governs } from './weakest-allowed.ts';

/** What of an account ends TLS under names of AWS. */
export interface TlsDoors {
  readonly balancers: readonly LoadBalancer[];
  readonly listeners: readonly Listener[];
  readonly policies: readonly SslPolicy[];
  readonly distributions: readonly Distribution[];
}

/** A door that public DNS shows behind an endpoint, and what its policy allows; null: not known. */
export interface TlsDoor {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly allowed: AllowedTls | null;
}

/** The doors that an endpoint's own name, or the chain of its public aliases, leads to, on the endpoint's port. */
export const tlsDoorsOf = (
  { host, aliases }: Pick<HostingFacts, 'host' | 'aliases'>,
  port: number,
  { balancers, listeners, policies, distributions }: TlsDoors,
): readonly TlsDoor[] => {
  const shown = aliases.flatMap(({ answer }) => (answer.ok ? answer.records : []));
  const names = new Set([host, ...shown].map(bareName));
  const isNamed = (dnsName: string | null): boolean => dnsName !== null && names.has(bareName(dnsName));
  const named = balancers.filter(({ dnsName }) => isNamed(dnsName));
  return [
    ...listeners
      .filter((listener) => listener.port === port && named.some(({ id }) => id === listener.balancer))
      .map((listener) => ({
        ...placeOf(listener),
        name: `the listener on port ${port} of load balancer ${listener.balancerName}`,
        allowed: policies.find((policy) => governs(policy, listener)) ?? null,
      })),
    ...distributions
      .filter(({ dnsName }) => port === 443 && isNamed(dnsName))
      .map((one) => ({ ...placeOf(one), name: `distribution ${one.name}`, allowed: viewerPolicy(one) })),
  ];
};

const placeOf = ({ id, account, region }: Listener | Distribution) => ({ id, account, region });

/**
 * Protocols and cipher suites that an address agreed to and that no policy allows. Seen is seen: what is allowed and was not seen
 * is no contradiction, since a server with one kind of key cannot offer the suites of the other.
 */
export const seenBeyond = (
  { protocols, suites }: Pick<TlsFacts, 'protocols' | 'suites'>,
  allowed: readonly AllowedTls[],
): readonly string[] => {
  const spoken = Object.entries(protocols).flatMap(([protocol, { offered }]) => (offered === 'yes' ? [protocol] : []));
  const agreed = Object.values(suites).flatMap(({ names }) => names);
  const allowedProtocols = new Set(allowed.flatMap((policy) => policy.protocols));
  const allowedSuites = new Set(allowed.flatMap((policy) => policy.suites));
  return [
    ...spoken.filter((protocol) => !allowedProtocols.has(protocol)),
    ...new Set(agreed.filter((suite) => !allowedSuites.has(suite))),
  ];
};
