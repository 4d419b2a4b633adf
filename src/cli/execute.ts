import { randomUUID } from 'node:crypto';
import { checks as registry } from '../../checks/index.generated.ts';
import { suggestion } from '../claims/nearest.ts';
import type { AwsTransport } from '../collect/aws/transport.ts';
import { collectors } from '../collect/collectors.generated.ts';
import type { AnyCollector } from '../collect/collectors.ts';
import type { Sources } from '../collect/run.ts';
import { collect, isOfFoundNames } from '../collect/run.ts';
import { artifactKeys } from '../domain/artifact-keys.generated.ts';
import type { ArtifactKey, Artifacts } from '../domain/artifacts.ts';
import type { Snapshot } from '../domain/baseline.ts';
import type { Claim, ClaimsFile, Waiver } from '../domain/claim.ts';
import { endpointName, endpointOfUrl } from '../domain/claim.ts';
import type { Emit } from '../domain/events.ts';
import type { RunResult, ScopeReport } from '../domain/result.ts';
import { itemsOf } from '../evaluate/narrow.ts';
import { snapshot } from '../parse/baseline.ts';
import type { Plan } from '../plan/plan.ts';
import { makePlan, needsOf } from '../plan/plan.ts';
import { assemble } from '../score/assemble.ts';
import { compare } from '../score/compare.ts';
import type { GateOptions } from '../score/gate.ts';
import { gate } from '../score/gate.ts';
import type { JudgedClaim, Judgement } from '../score/judge-claim.ts';
import { judgeClaim } from '../score/judge-claim.ts';
import { waiverFor } from '../score/waive.ts';
import { UsageError } from './usage.ts';
import { version } from './version.ts';

/** Everything one run is made of. */
export interface Job {
  readonly file: ClaimsFile;
  /** Name of the claims file as the user wrote it. */
  readonly claimsFile: string;
  /** SHA-256 of the documents that attestations name, as far as they are at hand. */
  readonly attested: ReadonlyMap<string, string>;
  readonly plan: Plan;
  readonly waivers: readonly Waiver[];
  readonly baseline: Snapshot | null;
  readonly gate: Omit<GateOptions, 'delta'>;
  /** What is read; the documents are the plan's. */
  readonly sources: Omit<Sources, 'documents'>;
  readonly callers: readonly string[];
  readonly startedAt: Date;
  /** The clock of the judgement: the end of collecting for a scan, the recorded end for an evaluation. */
  readonly finishedAt: () => Date;
  readonly evidence: RunResult['evidence'];
  readonly emit: Emit;
}

/** Chooses what to judge; an unknown `--only` name is the user's mistake. */
export const planFor = (claims: readonly Claim[], only: readonly string[], awsInScope: boolean): Plan => {
  const plan = makePlan(claims, registry, only, awsInScope);
  if (!('unknown' in plan)) return plan;
  const [name = ''] = plan.unknown;
  throw new UsageError(`--only "${name}" is no claim, kind or check${suggestion(name, plan.candidates)}`);
};

/** Collects, judges and puts the result together: the one path of scan, evaluate and demo. */
export const execute = async (job: Job): Promise<RunResult> => {
  const { plan, emit } = job;
  emit({
    type: 'planned',
    subject: job.file.subject,
    claims: plan.claims.map(({ id, says, kind, severity }) => ({ id, says, kind, severity })),
    artifacts: plan.artifacts,
  });
  const sources: Sources = { ...job.sources, documents: plan.documents };
  const artifacts = await collect(collectors, plan.artifacts, sources, emit, tellAsDecided(job));
  const finishedAt = job.finishedAt();
  const judged = judgeAll(job, artifacts, finishedAt);
  const result = conclude(job, artifacts, judged, finishedAt);
  emit({ type: 'finished', result });
  return result;
};

/** Whether anything that the plan wants is read with the AWS API; without it no account is entered. */
export const readsAws = ({ artifacts }: Plan): boolean => artifacts.some((key) => collectors[key].source === 'aws');

export const noAws = {
  transport: { send: () => Promise.reject(new Error('no AWS artifact is needed')) },
  accounts: [],
} as const satisfies { readonly transport: AwsTransport; readonly accounts: readonly [] };

const judgementOf = (job: Job, artifacts: Artifacts, clock: Date): Judgement => {
  const day = clock.toISOString().slice(0, 10);
  return {
    checks: job.plan.checks,
    awsInScope: job.plan.awsInScope,
    artifacts,
    items: itemsOf(artifacts, job.file.scope.aws?.tags ?? []),
    context: { now: clock.getTime(), environments: job.file.scope.environments },
    day,
    waive: waiverFor(job.waivers, day),
    claimsFile: job.claimsFile,
    attested: job.attested,
  };
};

/** A claim judged by some of its checks, or without the names it speaks of too, says so. */
const judge = (claim: Claim, judgement: Judgement, { plan, sources }: Job): JudgedClaim => {
  const judged = judgeClaim(claim, judgement);
  const nameless = sources.discover !== true && needsOf(claim, plan).some((key) => isOfFoundNames(collectors[key]));
  const limits = [
    ...(plan.partly.includes(claim.id) ? ['what its other checks would say: --only named these alone'] : []),
    ...(nameless ? ['the public names that AWS tells of: --no-discover left them alone'] : []),
  ];
  if (limits.length === 0) return judged;
  return { ...judged, claim: { ...judged.claim, notShown: [...judged.claim.notShown, ...limits] } };
};

const judgeAll = (job: Job, artifacts: Artifacts, clock: Date): readonly JudgedClaim[] => {
  const judgement = judgementOf(job, artifacts, clock);
  return job.plan.claims.map((claim) => judge(claim, judgement, job));
};

/** Judges each claim as soon as the last artifact it waits for is there, so that the scoreboard fills in. */
const tellAsDecided = (job: Job) => {
  const waiting = new Map(job.plan.claims.map((claim) => [claim, new Set(needsOf(claim, job.plan))]));
  const tell = (artifacts: Artifacts): void => {
    const ready = [...waiting].filter(([, needs]) => needs.size === 0).map(([claim]) => claim);
    if (ready.length === 0) return;
    const judgement = judgementOf(job, artifacts, job.finishedAt());
    for (const claim of ready) {
      waiting.delete(claim);
      const { claim: result, findings } = judge(claim, judgement, job);
      job.emit({ type: 'claim', claim: result, findings });
    }
  };
  return (key: ArtifactKey, artifacts: Artifacts): void => {
    for (const needs of waiting.values()) needs.delete(key);
    tell(artifacts);
  };
};

const conclude = (job: Job, artifacts: Artifacts, judged: readonly JudgedClaim[], finishedAt: Date): RunResult => {
  const partial = job.sources.signal.aborted;
  const frame = assemble(
    {
      tool: { name: 'claimcheck', version },
      run: {
        id: randomUUID(),
        startedAt: job.startedAt.toISOString(),
        finishedAt: finishedAt.toISOString(),
        partial,
        caller: job.callers,
      },
      subject: job.file.subject,
      page: job.file.page,
      scope: { asked: askedScope(job.sources), reached: reachedScope(job, artifacts, judged) },
      evidence: job.evidence,
      waivers: job.waivers,
      day: finishedAt.toISOString().slice(0, 10),
    },
    judged,
  );
  const delta =
    job.baseline === null
      ? null
      : compare(
          job.baseline,
          snapshot(
            frame,
            registry.map(({ id }) => id),
          ),
        );
  const exitCode = partial ? 130 : gate(frame, { ...job.gate, delta });
  return { ...frame, delta, summary: { ...frame.summary, exitCode } };
};

/**
 * What was really read: accounts that let us in, their regions, endpoints (those that AWS told of, too) that were looked at
 * without a gap, and servers of documents that were seen, or seen to be missing.
 */
const reachedScope = ({ sources, plan }: Job, artifacts: Artifacts, judged: readonly JudgedClaim[]): ScopeReport => {
  const looked = plan.artifacts.some((key) => isPerEndpoint(collectors[key]));
  const entered = sources.accounts.filter(({ failed }) => failed === null);
  const dark = new Set(
    judged.flatMap(({ gaps }) =>
      gaps.flatMap(({ scope, subject }) => (scope.type === 'endpoint' && subject === null ? [scope.endpoint] : [])),
    ),
  );
  const asked = looked ? askedEndpoints(sources) : [];
  const seenEndpoints = [...asked, ...foundEndpoints(artifacts)].filter((endpoint) => !dark.has(endpoint));
  const decided = new Set(
    judged.flatMap(({ findings }) =>
      findings.filter(({ status }) => status !== 'unknown').map(({ subject }) => subject.id),
    ),
  );
  const seenServers = plan.documents
    .map(({ url }) => endpointName(endpointOfUrl(url)))
    .filter((name) => decided.has(name));
  return {
    accounts: [...new Set(entered.map(({ account }) => account))].sort(),
    regions: [...new Set(entered.flatMap(({ regions }) => regions))].sort(),
    endpoints: [...new Set([...seenEndpoints, ...seenServers])].sort(),
  };
};

const foundEndpoints = (artifacts: Artifacts): readonly string[] =>
  artifactKeys
    .flatMap((key) => artifacts[key].scopes)
    .flatMap(({ scope }) => (scope.type === 'endpoint' && scope.found ? [scope.endpoint] : []));

const isPerEndpoint = (collector: AnyCollector): boolean => collector.source === 'web' && collector.per === 'endpoint';

/** What was to be read: accounts that keep us out count too, under the name they go by. */
const askedScope = (sources: Job['sources']): ScopeReport => ({
  accounts: sources.accounts.map(({ account }) => account).sort(),
  regions: [...new Set(sources.accounts.flatMap(({ regions }) => regions))].sort(),
  endpoints: askedEndpoints(sources),
});

const askedEndpoints = (sources: Pick<Sources, 'endpoints'>): readonly string[] =>
  [...new Set(sources.endpoints.map(endpointName))].sort();
