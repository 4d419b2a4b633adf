import type { Finding } from '../domain/finding.ts';
import { kinds } from '../domain/kinds.ts';
import type { ClaimResult, Delta, DeltaEntry, ExitCode, RunResult } from '../domain/result.ts';
import { worstExit } from './exit-code.ts';

export interface GateOptions {
  /** `contradicted` judges the verdicts as they are; `regression` what changed since the baseline. */
  readonly mode: 'contradicted' | 'regression';
  readonly delta: Delta | null;
  /** Turns 2 into 0, and nothing else. */
  readonly allowUnverified: boolean;
  /** What a failure of a check counts that did not exist when the baseline was pinned. */
  readonly newChecks: 'warn' | 'fail';
  /** A stale baseline and a waiver that covers nothing fail too. */
  readonly strict: boolean;
}

/** One thing that keeps the gate from holding. */
export interface GateReason {
  readonly code: ExitCode;
  readonly because: string;
}

export type Gated = Pick<RunResult, 'claims' | 'findings' | 'gaps' | 'waivers' | 'scope'>;

/** The exit code of a finished run: 0 the gate holds, 1 it does not, 70 a check crashed, 2 something is unverified, 64 no baseline. */
export const gate = (result: Gated, options: GateOptions): ExitCode =>
  worstExit(gateReasons(result, options).map(({ code }) => code));

/** Everything that keeps the gate from holding, for people; empty when it holds. */
export const gateReasons = (result: Gated, options: GateOptions): readonly GateReason[] => {
  const { mode, delta, strict, allowUnverified } = options;
  if (mode === 'regression' && delta === null) {
    return [{ code: 64, because: 'the regression gate needs a baseline' }];
  }
  const changed =
    mode === 'regression' && delta !== null ? regressionReasons(result, delta, options) : contradictions(result);
  const reasons = [...changed, ...(strict ? unusedWaivers(result) : []), ...bugs(result), ...doubts(result)];
  return allowUnverified ? reasons.filter(({ code }) => code !== 2) : reasons;
};

const contradictions = ({ claims }: Gated): readonly GateReason[] =>
  claims
    .filter(({ status }) => status === 'contradicted')
    .map(({ id, because }) => ({ code: 1, because: `claim ${id} is contradicted: ${because}` }));

const regressionReasons = (
  { claims }: Gated,
  delta: Delta,
  { newChecks, strict }: GateOptions,
): readonly GateReason[] => {
  // A valid document speaks for these, so that what their checks never saw leaves nothing open.
  const attested = new Set(claims.filter(({ status }) => status === 'attested').map(({ id }) => id));
  const open = ({ claim }: DeltaEntry): boolean => !attested.has(claim);
  return [
    ...each(1, 'regression', delta.regressions),
    ...each(1, 'revealed', delta.revealed),
    ...each(1, 'worsened', delta.worsened),
    ...(newChecks === 'fail' ? each(1, 'fails a new check', delta.newChecks) : []),
    ...(strict ? each(1, 'fixed, and the baseline still has it', delta.fixed) : []),
    ...each(2, 'cannot be seen any more', delta.lostSight),
    ...each(2, 'unverified', delta.unverified.filter(open)),
    ...delta.unreached.map((name): GateReason => ({ code: 2, because: `not reached any more: ${name}` })),
    ...delta.drifted.map(
      (id): GateReason => ({ code: 2, because: `the sentence of claim ${id} is not the pinned one` }),
    ),
  ];
};

const each = (code: ExitCode, what: string, entries: readonly DeltaEntry[]): readonly GateReason[] =>
  entries.map(({ claim, check, subject, was, now }) => ({
    code,
    because: `${what}: ${claim}, ${check}, ${subject} (${was} → ${now})`,
  }));

const unusedWaivers = ({ waivers }: Gated): readonly GateReason[] =>
  waivers
    .filter(({ state }) => state === 'unused')
    .map(({ id }) => ({ code: 1, because: `waiver ${id} covers nothing` }));

const bugs = ({ findings, gaps }: Gated): readonly GateReason[] => [
  ...findings
    .filter(isBug)
    .map(({ check, message }): GateReason => ({ code: 70, because: `check ${check} crashed: ${message}` })),
  ...gaps
    .filter(({ subject, gap }) => subject === null && gap.kind === 'bug')
    .map(
      ({ what, gap }): GateReason => ({
        code: 70,
        because: `reading ${what} crashed: ${'detail' in gap ? gap.detail : ''}`,
      }),
    ),
];

const isBug = ({ status, reason }: Finding): boolean => status === 'unknown' && reason === 'gap.bug';

const doubts = ({ claims, scope }: Gated): readonly GateReason[] => {
  const machine = claims.filter(({ kind }) => kinds[kind].decidedBy !== 'document');
  const { accounts, endpoints } = scope.reached;
  const nothing = machine.length > 0 && accounts.length + endpoints.length === 0;
  return [
    ...machine
      .filter(isUnverified)
      .map(({ id, because }): GateReason => ({ code: 2, because: `claim ${id} is unverified: ${because}` })),
    ...(nothing ? [{ code: 2, because: 'no account and no endpoint was reached' } satisfies GateReason] : []),
  ];
};

/** A failure known from the baseline must not hide that the document a claim needs is missing as well. */
const isUnverified = ({ status, kind, attestation }: ClaimResult): boolean =>
  status === 'unverified' ||
  (status === 'contradicted' && kinds[kind].decidedBy === 'checks-and-document' && attestation?.state !== 'valid');
