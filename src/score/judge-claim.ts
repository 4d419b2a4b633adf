import type { Artifacts, Items } from '../domain/artifacts.ts';
import type { CheckContext, RegisteredCheck } from '../domain/check.ts';
import { checksFor } from '../domain/check.ts';
import type { Claim } from '../domain/claim.ts';
import { claimedStores } from '../domain/claim.ts';
import type { Facts, Finding, Place } from '../domain/finding.ts';
import { kinds } from '../domain/kinds.ts';
import type { AttestationState, CheckSummary, ClaimResult, GapEntry } from '../domain/result.ts';
import type { Scope } from '../domain/slice.ts';
import { fingerprint } from '../evaluate/fingerprint.ts';
import type { CheckRun } from '../evaluate/run-check.ts';
import { runCheck } from '../evaluate/run-check.ts';
import { sayUnread } from '../evaluate/say.ts';
import { because } from './because.ts';
import { coverageOf, mean, scoreOf } from './score.ts';
import { attestationState, claimStatus, statusOf } from './status.ts';

/** Everything a verdict is made from, apart from the claim itself. */
export interface Judgement {
  readonly checks: readonly RegisteredCheck[];
  /** See checksFor. */
  readonly awsInScope: boolean;
  readonly artifacts: Artifacts;
  readonly items: Items;
  readonly context: CheckContext;
  /** The run's UTC day, `YYYY-MM-DD`. */
  readonly day: string;
  /** SHA-256 of the attested documents that are at hand, by name; left out: none is. */
  readonly attested?: ReadonlyMap<string, string>;
  /** Id of the waiver that covers a finding, or null. */
  readonly waive: (finding: Finding) => string | null;
  /** Name of the claims file, for reports that point into it. */
  readonly claimsFile: string;
}

export interface JudgedClaim {
  readonly claim: ClaimResult;
  readonly findings: readonly Finding[];
  readonly gaps: readonly GapEntry[];
}

/** The verdict on one claim: runs the checks that decide it and counts what they say. Pure. */
export const judgeClaim = (claim: Claim, judgement: Judgement): JudgedClaim => {
  const applied = checksFor(claim, judgement.checks, judgement.awsInScope);
  const runs = [...applied, ...missingChecks(claim, applied)].map((check) =>
    runCheck(check, claim, judgement.artifacts, judgement.items, judgement.context),
  );
  const judged = runs.map((run) => ({ run, findings: toFindings(claim, run, judgement.waive) }));
  const findings = judged.flatMap((one) => one.findings);
  const summaries = judged.map(({ run, findings: own }) => summarise(run, own));
  const attestation = attestationOf(claim, judgement);
  return {
    claim: toResult(claim, findings, summaries, runs, attestation, judgement),
    findings,
    gaps: runs.flatMap(gapsOf),
  };
};

/** Listings that could not be read, and single things. What was read and settles nothing is no gap; what belongs to no scope is told by its finding alone. */
const gapsOf = ({ check, gaps, unread }: CheckRun): readonly GapEntry[] => [
  ...gaps.map((gap) => ({ ...gap, subject: null, checks: [check.id] })),
  ...unread.flatMap(({ subject, gap }) => {
    const scope = gap.kind === 'inconclusive' ? null : scopeOf(subject);
    return scope === null ? [] : [{ scope, what: subject.id, subject: subject.id, gap, checks: [check.id] }];
  }),
];

const scopeOf = ({ type, id, account, region }: Finding['subject']): Scope | null => {
  if (type === 'endpoint') return { type, endpoint: id };
  return account === null ? null : { type: 'aws', account, region: region ?? 'global' };
};

const attestationOf = ({ attestation }: Claim, { day, attested }: Judgement): AttestationState | null =>
  attestation === null ? null : attestationState(attestation, day, attested?.get(attestation.document) ?? null);

/** Stands in for the stores of a claim that no check looks at, so that they are told and never pass. */
const missingChecks = (claim: Claim, applied: readonly RegisteredCheck[]): readonly RegisteredCheck[] => {
  const covered = new Set(applied.flatMap(({ stores }) => stores));
  const missing = claimedStores(claim).filter((store) => !covered.has(store));
  if (applied.length === 0 || missing.length === 0) return [];
  const id = 'not-implemented';
  return [
    {
      id,
      family: 'claimcheck',
      title: 'Every store that the claim names is looked at',
      why: 'A store nobody looked at must not pass.',
      decides: [claim.kind],
      needs: [],
      reasons: {},
      whenEmpty: '',
      notShown: [],
      stores: missing,
      applies: () => true,
      run: () =>
        missing.map((store) =>
          sayUnread(
            { type: 'store', id: store, account: null, region: null },
            { kind: 'unsupported', detail: `no check that was run looks at ${store}` },
          ),
        ),
    },
  ];
};

const toFindings = (claim: Claim, run: CheckRun, waive: Judgement['waive']): readonly Finding[] =>
  run.said.map(({ gap: _, places = [], ...said }) => {
    const finding: Finding = {
      ...said,
      fingerprint: fingerprint(claim.id, run.check.id, said.subject),
      claim: claim.id,
      check: run.check.id,
      evidence: evidenceOf(said.subject, places, run),
      waiver: null,
    };
    return { ...finding, waiver: waive(finding) };
  });

/** The evidence streams of the scopes that a subject belongs to; those of the whole check where it belongs to none. */
const evidenceOf = (subject: Finding['subject'], places: readonly Place[], run: CheckRun): readonly string[] => {
  const within = [subject, ...places];
  const own = run.scopes.filter(({ scope }) =>
    scope.type === 'endpoint'
      ? scope.endpoint === subject.id
      : within.some(
          ({ account, region }) => scope.account === account && (scope.region === region || scope.region === 'global'),
        ),
  );
  return [...new Set((own.length > 0 ? own : run.scopes).flatMap(({ evidence }) => evidence))].sort();
};

const summarise = (run: CheckRun, findings: readonly Finding[]): CheckSummary => {
  const broken = findings.some(({ reason }) => reason === 'gap.bug');
  const planned = run.scopes.map(({ scope }) => scope);
  return {
    id: run.check.id,
    status: statusOf(findings),
    score: scoreOf(findings),
    coverage: broken
      ? 0
      : coverageOf(
          findings,
          planned,
          run.gaps.map(({ scope }) => scope),
        ),
  };
};

const toResult = (
  claim: Claim,
  findings: readonly Finding[],
  checks: readonly CheckSummary[],
  runs: readonly CheckRun[],
  attestation: AttestationState | null,
  judgement: Judgement,
): ClaimResult => {
  const { decidedBy } = kinds[claim.kind];
  const seen = checks.length === 0 ? null : statusOf(findings);
  const status = claimStatus(decidedBy, seen, attestation);
  const byMachine = decidedBy !== 'document' && status !== 'attested';
  return {
    id: claim.id,
    says: claim.says,
    gloss: claim.gloss,
    source: { document: claim.source.document, line: claim.source.line },
    claimsFile: { file: judgement.claimsFile, line: claim.at.line },
    kind: claim.kind,
    with: claim.shown,
    severity: claim.severity,
    status,
    score: byMachine ? mean(checks.map(({ score }) => score)) : null,
    coverage: byMachine ? (checks.length === 0 ? 0 : mean(checks.map(({ coverage }) => coverage))) : null,
    because: because({ status, decidedBy, findings, attestation, implemented: checks.length > 0 }),
    measured: worst(findings),
    notShown: notShown(claim, runs, judgement),
    checks,
    findings: findings.map((finding) => finding.fingerprint),
    attestation,
  };
};

const notShown = (claim: Claim, runs: readonly CheckRun[], { checks }: Judgement): readonly string[] => {
  const passing = runs.filter(({ said }) => said.some(({ status }) => status === 'pass'));
  const leftOut = checks.some((check) => check.applies(claim) && !runs.some((run) => run.check.id === check.id));
  return [
    ...new Set(passing.flatMap(({ check }) => check.notShown)),
    ...(leftOut && passing.length > 0 ? ['the AWS side of it: no account is in scope'] : []),
  ];
};

/** The observed value that decides: the worst one seen. */
const worst = (findings: readonly Finding[]): Facts | null => {
  const measured = findings.filter((finding) => finding.measured !== null && finding.status !== 'unknown');
  const failing = measured.filter(({ status }) => status === 'fail');
  const pool = failing.length > 0 ? failing : measured;
  const first = pool[0];
  return first === undefined
    ? null
    : pool.reduce((most, finding) => ((finding.badness ?? 0) > (most.badness ?? 0) ? finding : most), first).measured;
};
