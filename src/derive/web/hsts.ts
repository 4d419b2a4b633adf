import type { AddressFacts, ExchangeOutput, HttpFacts } from '../../domain/web.ts';
import { isIpLiteral } from '../../parse/web/host.ts';
import { type HstsPolicy, parseHstsPolicy } from '../../parse/web/hsts.ts';
import { headerValues } from '../../parse/web/location.ts';
import { answerOf } from './https-only.ts';

/** How a Strict-Transport-Security header stands with a browser. */
type HstsStatus =
  | 'present'
  | 'absent'
  /** Browsers ignore it. */
  | 'invalid'
  /** `max-age=0`: browsers forget the host. */
  | 'disabled'
  /** No HTTPS answer was seen. */
  | 'unknown';

interface HstsObservation {
  readonly status: HstsStatus;
  readonly policy: HstsPolicy | null;
  /** Field lines as received. */
  readonly lines: readonly string[];
  /** Why browsers ignore it, or why it was not seen. */
  readonly problem: string | null;
}

export interface HstsVerdict extends HstsObservation {
  readonly addresses: readonly (HstsObservation & { readonly address: string })[];
}

const observed = (status: HstsStatus, lines: readonly string[], problem: string | null = null): HstsObservation => ({
  status,
  policy: null,
  lines,
  problem,
});

const observe = (output: ExchangeOutput, host: string): HstsObservation => {
  if (!output.ok) return observed('unknown', [], `${output.error.kind}: ${output.error.detail}`);
  const lines = headerValues(output.response.headers, 'strict-transport-security');
  const [first] = lines;
  if (first === undefined) return observed('absent', lines);
  if (isIpLiteral(host)) return observed('invalid', lines, 'the host is an IP address');
  const reading = parseHstsPolicy(first);
  if (reading.status === 'invalid') return observed('invalid', lines, reading.problem);
  const { policy } = reading;
  return { status: policy.maxAge === 0 ? 'disabled' : 'present', policy, lines, problem: null };
};

// The weakest address decides: a browser may meet any of them. Not seen is no statement about the policy.
const WEAKEST: readonly HstsStatus[] = ['invalid', 'absent', 'disabled', 'present', 'unknown'];

const weaker = (a: HstsObservation, b: HstsObservation): number =>
  WEAKEST.indexOf(a.status) - WEAKEST.indexOf(b.status) ||
  (a.policy?.statedMaxAge ?? 0) - (b.policy?.statedMaxAge ?? 0) ||
  Number(a.policy?.includeSubDomains ?? false) - Number(b.policy?.includeSubDomains ?? false);

/**
 * The policy that browsers learn from an endpoint: from the first field line of the first answer over verified TLS,
 * whatever its status (RFC 6797 sections 7.2, 8.1 and 8.5), on the weakest of its addresses.
 */
export const readHsts = (facts: HttpFacts): HstsVerdict => {
  const addresses = facts.addresses.map(({ address, secure }) => ({
    address,
    ...observe(answerOf(secure), facts.host),
  }));
  const [weakest] = [...addresses].sort(weaker);
  const { status, policy, lines, problem } = weakest ?? observed('unknown', [], 'no address');
  return { status, policy, lines, problem, addresses };
};

/** The header as a TLS grade counts it. */
export interface HstsForGrade {
  readonly status: HstsStatus;
  /** Seconds as stated; null without a readable policy. */
  readonly maxAge: number | null;
  readonly includeSubDomains: boolean;
}

const seen = ({ secure, unverified }: AddressFacts): ExchangeOutput =>
  answerOf(secure).ok || unverified === null ? answerOf(secure) : unverified;

/**
 * The header on one address (all of them without `address`: the weakest). A grade judges certificates by itself, so that
 * here, unlike in a browser, an answer over an unverified certificate counts.
 */
export const hstsForGrade = (facts: HttpFacts, address: string | null = null): HstsForGrade => {
  const [weakest] = facts.addresses
    .filter((one) => address === null || one.address === address)
    .map((one) => observe(seen(one), facts.host))
    .sort(weaker);
  return {
    status: weakest?.status ?? 'unknown',
    maxAge: weakest?.policy?.statedMaxAge ?? null,
    includeSubDomains: weakest?.policy?.includeSubDomains ?? false,
  };
};
