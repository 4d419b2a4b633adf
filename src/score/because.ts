import type { Finding } from '../domain/finding.ts';
import type { DecidedBy } from '../domain/kinds.ts';
import type { AttestationState, ClaimStatus } from '../domain/result.ts';

interface Grounds {
  readonly status: ClaimStatus;
  readonly decidedBy: DecidedBy;
  readonly findings: readonly Finding[];
  readonly attestation: AttestationState | null;
  /** `false`: no check decides this kind with these parameters yet. */
  readonly implemented: boolean;
}

/** One sentence for people: why a claim has its status. */
export const because = ({ status, decidedBy, findings, attestation, implemented }: Grounds): string => {
  const open = findings.filter(({ waiver }) => waiver === null);
  const waived = findings.length - open.length;
  switch (status) {
    case 'contradicted':
      return counted(open, 'fail', (example, count) => `${example}${count > 1 ? `, and ${count - 1} more` : ''}`);
    case 'supported':
      return `${passed(open)}${waived > 0 ? `, ${waived} waived` : ''}`;
    case 'attested':
      return `${attestation?.document} attests it through ${attestation?.validUntil} (${attestation?.owner})`;
    case 'notApplicable':
      return waived > 0
        ? 'everything that was seen is waived'
        : (open[0]?.message ?? 'there is nothing it could apply to');
    case 'unverified':
      return unverified(decidedBy, open, attestation, implemented);
  }
};

const unverified = (
  decidedBy: DecidedBy,
  open: readonly Finding[],
  attestation: AttestationState | null,
  implemented: boolean,
): string => {
  const unknown = open.some(({ status }) => status === 'unknown');
  if (decidedBy !== 'document' && !implemented) return 'checks for this kind are not implemented yet';
  if (unknown) {
    return counted(
      open,
      'unknown',
      (example, count) => `${example}${count > 1 ? `, and ${count - 1} more not seen` : ''}`,
    );
  }
  if (attestation === null) return 'only a document can show it, and none is named';
  if (attestation.state === 'changed')
    return `${attestation.document} is not the document that was attested: its SHA-256 is ${attestation.found}, not ${attestation.sha256}`;
  if (attestation.state === 'expired') return `${attestation.document} expired on ${attestation.validUntil}`;
  return `${attestation.document} is not valid yet`;
};

const counted = (
  findings: readonly Finding[],
  status: Finding['status'],
  say: (example: string, count: number) => string,
): string => {
  const matching = findings.filter((finding) => finding.status === status);
  const [first] = matching;
  return first === undefined ? '' : say(named(first), matching.length);
};

const passed = (findings: readonly Finding[]): string => {
  const passes = findings.filter(({ status }) => status === 'pass');
  const [first] = passes;
  if (first === undefined) return 'all that was seen holds';
  return passes.length === 1 ? named(first) : `all ${passes.length} findings hold`;
};

/** The message, with its subject in front unless the message names it itself. */
const named = ({ subject, message }: Finding): string => {
  const own = subject.id.startsWith('arn:') ? (subject.id.split(/[/:]/).at(-1) ?? '') : subject.id;
  if (message.includes(subject.id) || (own.length > 2 && message.includes(own))) return message;
  return `${subject.part === undefined ? subject.id : `${subject.id} ${subject.part}`}: ${message}`;
};
