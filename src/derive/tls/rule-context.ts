import type {
  Answer,
  CertificateFacts,
  ChainTrust,
  HstsFact,
  Ruleset,
  TlsFacts,
  TlsProtocol,
  Vulnerability,
} from '../../domain/tls.ts';
import { ecRsaBits, groupRsaBits } from '../../parse/tls/registries.ts';
import type { Suite } from '../../parse/tls/suites.ts';
import { everySuiteSeen, offeredSuites, vulnerabilities } from './exclusion.ts';
import { type Connection, simulateClients } from './simulate.ts';

const LEGACY: readonly TlsProtocol[] = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2'];

/** Everything the rules look at, computed once. */
export type RuleContext = {
  readonly facts: TlsFacts;
  readonly trust: readonly ChainTrust[];
  readonly hsts: HstsFact;
  readonly ruleset: Ruleset;
  readonly suites: readonly Suite[];
  readonly suitesComplete: boolean;
  readonly connections: readonly Connection[];
  readonly vulnerabilities: readonly Vulnerability[];
};

export function ruleContext(
  facts: TlsFacts,
  trust: readonly ChainTrust[],
  hsts: HstsFact,
  ruleset: Ruleset,
): RuleContext {
  return {
    facts,
    trust,
    hsts,
    ruleset,
    suites: offeredSuites(facts),
    suitesComplete: everySuiteSeen(facts),
    connections: simulateClients(facts),
    vulnerabilities: vulnerabilities(facts),
  };
}

/** The server certificates, one per chain. */
export function leaves({ facts }: RuleContext): readonly CertificateFacts[] {
  return facts.chains.flatMap(({ certificates: [leaf] }) => (leaf === undefined || 'unreadable' in leaf ? [] : [leaf]));
}

/** Bits of an RSA key of like strength. */
export function keyStrength({ key }: CertificateFacts): number {
  if (key.type === 'EC') return ecRsaBits(key.bits);
  if (key.type === 'Ed25519') return 3072;
  return key.type === 'Ed448' ? 12_288 : key.bits;
}

/** Strength of the usual ECDHE or TLS 1.3 group, in RSA bits; null without one. */
export function groupStrength({ facts }: RuleContext): number | null {
  const strengths = [facts.groups.legacy.names[0], facts.groups.tls13.names[0]].flatMap((name) =>
    name === undefined ? [] : groupRsaBits(name),
  );
  return strengths.length === 0 ? null : Math.min(...strengths);
}

/** Whether a version that is offered on some connections was refused on others: such a server is behind the address. */
export function refusedBySome({ unstable }: TlsFacts, protocol: TlsProtocol): boolean {
  return unstable.some(({ about, subject }) => about === 'protocol' && subject === protocol);
}

/**
 * What holds for an extension of TLS 1.2 and older that was not seen: nothing where no such version is spoken, unknown
 * where one may be.
 */
export function legacyAnswer({ protocols }: TlsFacts): Answer {
  const answers = LEGACY.map((version) => protocols[version].offered);
  return answers.every((offered) => offered === 'no') ? 'no' : 'unknown';
}

export const yesIf = (condition: boolean): Answer => (condition ? 'yes' : 'no');

/** Yes when one is; unknown when none is but one may be. */
export function anyOf(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}

/** Yes when all are; unknown when none is not but one may not be. */
export function allOf(answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
}

export function not(answer: Answer): Answer {
  return answer === 'unknown' ? 'unknown' : answer === 'yes' ? 'no' : 'yes';
}
