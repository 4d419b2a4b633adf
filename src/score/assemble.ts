import type { Waiver } from '../domain/claim.ts';
import type { Finding } from '../domain/finding.ts';
import { describeGap } from '../domain/gap.ts';
import { kinds } from '../domain/kinds.ts';
import type { ClaimResult, ClaimStatus, GapEntry, RunResult } from '../domain/result.ts';
import { resultSchemaId } from '../domain/result.ts';
import { scopeKey } from '../domain/slice.ts';
import type { JudgedClaim } from './judge-claim.ts';
import { weightedMean } from './score.ts';
import { waiverEntries } from './waive.ts';

/** What a run tells beside its verdicts. */
export interface RunFrame {
  readonly tool: RunResult['tool'];
  readonly run: RunResult['run'];
  readonly subject: string;
  readonly page: RunResult['page'];
  readonly scope: RunResult['scope'];
  readonly evidence: RunResult['evidence'];
  readonly waivers: readonly Waiver[];
  /** The run's UTC day. */
  readonly day: string;
}

/** Puts judged claims together into a result without a delta; the exit code is set by the gate. */
export const assemble = (frame: RunFrame, judged: readonly JudgedClaim[]): RunResult => {
  const claims = judged.map(({ claim }) => claim);
  const findings = judged.flatMap((one) => one.findings);
  return {
    schema: resultSchemaId,
    version: 1,
    tool: frame.tool,
    run: frame.run,
    subject: frame.subject,
    page: frame.page,
    scope: frame.scope,
    evidence: frame.evidence,
    summary: { ...summarise(claims), exitCode: 0, findings: countFindings(findings) },
    claims,
    findings,
    gaps: mergeGaps(judged.flatMap(({ gaps }) => gaps)),
    waivers: waiverEntries(findings, frame.waivers, frame.day),
    delta: null,
  };
};

const summarise = (claims: readonly ClaimResult[]) => {
  const counts: Record<ClaimStatus, number> = {
    supported: 0,
    contradicted: 0,
    unverified: 0,
    attested: 0,
    notApplicable: 0,
  };
  for (const { status } of claims) counts[status] += 1;
  return {
    verdict: overall(claims),
    score: weightedMean(claims.map(({ severity, score }) => ({ severity, value: score }))),
    coverage: weightedMean(claims.map(({ severity, coverage }) => ({ severity, value: coverage }))),
    claims: counts,
  };
};

/** The page as a whole: one contradiction contradicts it; what only documents can show cannot make it unverified. */
const overall = (claims: readonly ClaimResult[]): ClaimStatus => {
  const has = (status: ClaimStatus): boolean => claims.some((claim) => claim.status === status);
  if (has('contradicted')) return 'contradicted';
  const machine = claims.filter(({ kind }) => kinds[kind].decidedBy !== 'document');
  if (machine.some(({ status }) => status === 'unverified')) return 'unverified';
  if (has('supported')) return 'supported';
  if (has('attested')) return 'attested';
  return has('unverified') ? 'unverified' : 'notApplicable';
};

const countFindings = (findings: readonly Finding[]): RunResult['summary']['findings'] => {
  const counts = { pass: 0, fail: 0, unknown: 0, notApplicable: 0, waived: 0 };
  for (const { status, waiver } of findings) counts[waiver === null ? status : 'waived'] += 1;
  return counts;
};

/** One entry for each thing that could not be read, with all the checks that went without it. */
const mergeGaps = (gaps: readonly GapEntry[]): readonly GapEntry[] => {
  const merged = new Map<string, GapEntry>();
  for (const entry of gaps) {
    const key = `${scopeKey(entry.scope)} ${entry.what} ${describeGap(entry.gap)}`;
    const checks = new Set([...(merged.get(key)?.checks ?? []), ...entry.checks]);
    merged.set(key, { ...entry, checks: [...checks].sort() });
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, entry]) => entry);
};
