import type { Listener, SslPolicy } from '../../domain/aws.ts';
import { TLS_PROTOCOLS } from '../../domain/tls.ts';
import { suiteByName, suiteFits } from '../../parse/tls/suites.ts';

export interface WeakestAllowed {
  /** Bits as an attacker has to guess them (3DES counts 112). */
  readonly weakest: { readonly suite: string; readonly bits: number } | null;
  /** Suites and protocols of which nothing is known: what they allow cannot be told. */
  readonly strange: readonly string[];
}

/** The weakest suite that a server with the policy agrees to in one of its protocols. */
export const weakestAllowed = ({ protocols, suites }: Pick<SslPolicy, 'protocols' | 'suites'>): WeakestAllowed => {
  const spoken = TLS_PROTOCOLS.filter((protocol) => protocols.includes(protocol));
  const strangeProtocols = protocols.filter((protocol) => !TLS_PROTOCOLS.some((one) => one === protocol));
  const facts = suites.map((name) => ({ name, suite: suiteByName(name) }));
  const strangeSuites = facts.filter(({ suite }) => suite === null).map(({ name }) => name);
  const allowed = facts.flatMap(({ name, suite }) =>
    suite !== null && spoken.some((protocol) => suiteFits(suite, protocol))
      ? [{ suite: name, bits: suite.strength }]
      : [],
  );
  const [weakest = null] = allowed.toSorted((a, b) => a.bits - b.bits);
  return { weakest, strange: [...strangeProtocols, ...strangeSuites] };
};

/** Whether the policy is the one that the listener negotiates by: classic load balancers have policies of their own. */
export const governs = (policy: SslPolicy, { policies, kind, balancer, account, region }: Listener): boolean =>
  policies.includes(policy.name) &&
  policy.account === account &&
  policy.region === region &&
  policy.balancer === (kind === 'classic' ? balancer : null);
