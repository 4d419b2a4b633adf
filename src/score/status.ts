import type { Attestation } from '../domain/claim.ts';
import type { Finding, FindingStatus } from '../domain/finding.ts';
import type { DecidedBy } from '../domain/kinds.ts';
import type { AttestationState, ClaimStatus } from '../domain/result.ts';

/**
 * The status of a set of findings: any fail, else any unknown, else any pass, else notApplicable. Waived findings are
 * counted apart and decide nothing.
 */
export const statusOf = (findings: readonly Pick<Finding, 'status' | 'waiver'>[]): FindingStatus => {
  const open = findings.filter(({ waiver }) => waiver === null);
  const order: readonly FindingStatus[] = ['fail', 'unknown', 'pass'];
  return order.find((status) => open.some((finding) => finding.status === status)) ?? 'notApplicable';
};

const stateOn = ({ issued, validUntil }: Attestation, day: string): AttestationState['state'] => {
  if (day > validUntil) return 'expired';
  return day < issued ? 'not-yet-valid' : 'valid';
};

/**
 * How a document stands. `day` is the run's UTC day; a document counts through its last day. `found` is the SHA-256 of the file
 * of that name, where it is at hand: another file attests nothing.
 */
export const attestationState = (
  attestation: Attestation,
  day: string,
  found: string | null = null,
): AttestationState => ({
  document: attestation.document,
  owner: attestation.owner,
  sha256: attestation.sha256,
  validUntil: attestation.validUntil,
  ...(found === null || found === attestation.sha256
    ? { state: stateOn(attestation, day) }
    : { state: 'changed', found }),
});

const seen: Readonly<Record<FindingStatus, ClaimStatus>> = {
  pass: 'supported',
  fail: 'contradicted',
  unknown: 'unverified',
  notApplicable: 'notApplicable',
};

/**
 * The status of a claim. `checks` is null when no check decides its kind yet. A failure is never outweighed by a
 * document; a document alone makes `attested`, never `supported`.
 */
export const claimStatus = (
  decidedBy: DecidedBy,
  checks: FindingStatus | null,
  attestation: AttestationState | null,
): ClaimStatus => {
  const attested = attestation?.state === 'valid';
  if (decidedBy === 'document') return attested ? 'attested' : 'unverified';
  if (checks === 'fail') return 'contradicted';
  switch (decidedBy) {
    case 'checks':
      return checks === null ? 'unverified' : seen[checks];
    case 'checks-or-document':
      if (checks === 'pass') return 'supported';
      return attested ? 'attested' : checks === null ? 'unverified' : seen[checks];
    case 'checks-and-document':
      if (checks === null) return 'unverified';
      return checks === 'pass' && !attested ? 'unverified' : seen[checks];
  }
};
